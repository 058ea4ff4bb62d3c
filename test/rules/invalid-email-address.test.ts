import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

const odd = (character: string, place: number) =>
  `it has a character that no address has (${character}, character ${place} of the cell)`

describe('what is no SMTP address, and why', () => {
  test.each([
    ['joe', 'it has no @'],
    ['CONTOSO\\joe', 'it has no @'],
    ['joe@contoso@com', 'it has more than one @'],
    ['joe doe@contoso.com', odd('U+0020 space', 4)],
    ['joe@contoso', 'its domain has no dot'],
    ['joe.@contoso.com', 'it has a character or a dot where none may be'],
    ['smtp:joe@contoso.com', 'it has a character or a dot where none may be'],
    ['joe@contoso.com;eve@contoso.com', 'it has more than one @'],
    [`${'j'.repeat(250)}@contoso.com`, 'it is longer than 254 characters'],
    [`${'j'.repeat(247)}@contoso`, 'it is longer than 254 characters'],
    [`${'j'.repeat(246)}@contoso`, 'its domain has no dot'],
    ['/o=Contoso/ou=First/cn=joe', 'it has no @'],
    ['\u200bjoe@contoso.com', odd('U+200B zero-width space', 1)],
    ['joe\u2013doe@contoso.com', odd('U+2013 en dash', 4)],
    ['\u201cjoe@contoso.com\u201d', odd('U+201C typographic quote', 1)],
    ['joe\uff20contoso.com', odd('U+FF20 full-width at sign', 4)],
    ['joe@contoso\uff0ecom', odd('U+FF0E full-width full stop', 12)],
    ['joe\u20ac@contoso.com', odd('U+20AC', 4)],
    ['\u202ejoe@contoso.com', odd('U+202E direction mark', 1)],
    ['\u{1f600}joe\u00ad@contoso.com', odd('U+1F600', 1)],
    ["'joe@contoso.com'", 'it is in single quotes, which are not the quotes of CSV'],
    ['Pass word\u2013one', 'it has no @'],
    ['@fabrikam.com', 'nothing is before the @'],
    ['joe@', 'nothing is behind the @'],
    ['jo\ufeffe@contoso.com', odd('U+FEFF zero-width no-break space, the byte-order mark', 3)],
    ['jo\u0085e@contoso.com', odd('U+0085 next line', 3)],
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

  test.each(['joe@contoso.com', "o'neil+x@mail.contoso.co.uk", 'j@bücher.example', ' joe@contoso.com '])(
    'not %s',
    (address) => {
      expect(linesOf(`EmailAddress\n${address}\n`)).toEqual([])
    },
  )

  test.each(['Jörg@contoso.com', '"josé.n@contoso.com"', 'jo\u0301e@bücher.example', '\u674e@contoso.com'])(
    'a warning for %s, valid but not taken everywhere',
    (address) => {
      const [finding, ...others] = judge(`EmailAddress\n${address}\n`).findings

      expect(others).toEqual([])
      expect(finding).toMatchObject({
        severity: 'warning',
        line: 2,
        column: 1,
        endColumn: 1 + address.length,
      })
      expect(finding!.user).toBe(address.replaceAll('"', ''))
      expect(finding!.message).toContain('has letters beyond ASCII before the @. Exchange may refuse it')
    },
  )

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
