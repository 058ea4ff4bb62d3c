import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

describe('what is no SMTP address, and why', () => {
  test.each([
    ['joe', 'it has no @'],
    ['CONTOSO\\joe', 'it has no @'],
    ['joe@contoso@com', 'it has more than one @'],
    ['joe doe@contoso.com', 'it has white space in it'],
    ['joe@contoso', 'its domain has no dot'],
    ['joe.@contoso.com', 'it has a character or a dot where none may stand'],
    ['smtp:joe@contoso.com', 'it has a character or a dot where none may stand'],
    ['joe@contoso.com;eve@contoso.com', 'it has more than one @'],
    [`${'j'.repeat(250)}@contoso.com`, 'it is longer than 254 characters'],
    [`${'j'.repeat(247)}@contoso`, 'it is longer than 254 characters'],
    [`${'j'.repeat(246)}@contoso`, 'its domain has no dot'],
    ['/o=Contoso/ou=First/cn=joe', 'it has no @'],
    ['\u200bjoe@contoso.com', 'it has a character or a dot where none may stand'],
    ['@fabrikam.com', 'nothing stands before the @'],
    ['joe@', 'nothing stands behind the @'],
    ['jo\ufeffe@contoso.com', 'it has a character or a dot where none may stand'],
    ['jo\u0085e@contoso.com', 'it has white space in it'],
  ])('%s', (address, why) => {
    const [finding, ...others] = judge(`EmailAddress\n${address}\n`).findings

    expect(others).toEqual([])
    expect(finding).toMatchObject({ rule: 'invalid-email-address', line: 2, column: 1, row: 1, user: null })
    expect(finding!.endColumn).toBe(1 + address.length)
    expect(finding!.message).toBe(
      `Row 1: EmailAddress is not an SMTP address: ${why}. Write it as user@contoso.com.`,
    )
    expect(finding!.message).not.toContain(address)
  })

  test.each([
    'joe@contoso.com',
    'Jörg@contoso.com',
    "o'neil+x@mail.contoso.co.uk",
    'j@bücher.example',
    ' joe@contoso.com ',
  ])('not %s', (address) => {
    expect(linesOf(`EmailAddress\n${address}\n`)).toEqual([])
  })

  test('white space inside the quotes stays, and is wrong', () => {
    expect(linesOf('EmailAddress\n" joe@contoso.com"\n')).toEqual([
      '2:1-2:19 error invalid-email-address, row 1',
    ])
  })
})

describe('which columns are judged', () => {
  test.each([
    ['staged', 'EmailAddress,ForceChangePassword,Username\nbad,False,bad', ['2:1-2:4', '2:11-2:14']],
    ['google', 'EmailAddress,Username\nbad,bad', ['2:1-2:4', '2:5-2:8']],
    ['imap, where UserName is no address', 'EmailAddress,UserName,Password\nbad,bad,bad', ['2:1-2:4']],
    ['move', 'EmailAddress,MailboxType\nbad,', ['2:1-2:4']],
    ['unknown', 'EmailAddress\nbad', ['2:1-2:4']],
  ])('%s', (_, text, places) => {
    expect(linesOf(text)).toEqual(places.map((place) => `${place} error invalid-email-address, row 1`))
  })

  test('an empty Username is no address to judge', () => {
    expect(linesOf('EmailAddress,Username\na@contoso.com,\n')).toEqual([])
  })

  test('a bad Username leaves the user known', () => {
    expect(linesOf('EmailAddress,Username\na@contoso.com,bad\n')).toEqual([
      '2:15-2:18 error invalid-email-address, row 1, a@contoso.com',
    ])
  })
})
