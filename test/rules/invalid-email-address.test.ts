import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

describe('what is no SMTP address, and why', () => {
  test.each([
    ['joe', 'it has no @'],
    ['CONTOSO\\joe', 'it has no @'],
    ['joe@contoso@com', 'it has more than one @'],
    ['joe@contoso', 'its domain has no dot'],
    ['joe.@contoso.com', 'it has a character or a dot where none may be'],
    ['smtp:joe@contoso.com', 'it has a character or a dot where none may be'],
    ['joe@contoso.com;eve@contoso.com', 'it has more than one @'],
    [`${'j'.repeat(250)}@contoso.com`, 'it is longer than 254 characters'],
    [`${'j'.repeat(247)}@contoso`, 'it is longer than 254 characters'],
    [`${'j'.repeat(246)}@contoso`, 'its domain has no dot'],
    ['/o=Contoso/ou=First/cn=joe', 'it has no @'],
    ['@fabrikam.com', 'nothing is before the @'],
    ['joe@', 'nothing is behind the @'],
    ['joe＠contoso.com', 'it has U+FF20 full-width @ in the place of the @'],
    ['joe–doe', 'it has no @'],
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

  test('white space inside the quotes stays, and is wrong', () => {
    expect(linesOf('EmailAddress\n" joe@contoso.com"\n')).toEqual([
      '2:1-2:19 error invalid-email-address, row 1',
    ])
  })
})

describe('a character that is not seen, or looks like another, is named with its place', () => {
  test.each([
    ['joe doe@contoso.com', 'character 4 is white space (U+0020 space). Remove it.'],
    ['"joe@contoso.com "', 'character 16, the last one, is white space (U+0020 space). Remove it.'],
    [
      '"\u00a0joe@contoso.com"',
      'character 1, the first one, is white space (U+00A0 no-break space). Remove it.',
    ],
    ['"joe@contoso.com\r\n"', 'character 16 is white space (U+000D carriage return). Remove it.'],
    ['jo\u0085e@contoso.com', 'character 3 is white space (U+0085 next line). Remove it.'],
    [
      'joe@contoso.com\u200b',
      'character 16, the last one, cannot be seen (U+200B zero-width space). Remove it.',
    ],
    ['joe\u00ad@contoso.com', 'character 4 cannot be seen (U+00AD soft hyphen). Remove it.'],
    [
      '\u202ajoe@contoso.com',
      'character 1, the first one, cannot be seen (U+202A left-to-right embedding). Remove it.',
    ],
    ['jo\ufeffe@contoso.com', 'character 3 cannot be seen (U+FEFF byte-order mark). Remove it.'],
    ['joe@con\u2060toso.com', 'character 8 cannot be seen (U+2060 word joiner). Remove it.'],
    ['j\u115fe@contoso.com', 'character 2 cannot be seen (U+115F). Remove it.'],
    ['joe\u0001@contoso.com', 'character 4 cannot be seen (U+0001). Remove it.'],
    ["'joe@contoso.com'", 'character 1, the first one, is U+0027 single quote. Remove it.'],
    ['joe@contoso.com’', 'character 16, the last one, is U+2019 right single quotation mark. Remove it.'],
    ['“joe@contoso.com”', 'character 1, the first one, is U+201C left double quotation mark. Remove it.'],
    ['joe–doe@contoso.com', 'character 4 is U+2013 en dash. Write it as user@contoso.com.'],
    [
      'joe\u2019s@contoso.com',
      'character 4 is U+2019 right single quotation mark. Write it as user@contoso.com.',
    ],
    ['joe@con‑toso.com', 'character 8 is U+2011 non-breaking hyphen. Write it as user@contoso.com.'],
    ['jo٣@contoso.com', 'character 3 is U+0663. Write it as user@contoso.com.'],
    ['😀@contoso.com', 'character 1, the first one, is U+1F600. Remove it.'],
  ])('%j', (cell, why) => {
    const [finding, ...others] = judge(`EmailAddress\n${cell}\n`).findings

    expect(others).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', row: 1, user: null, fix: undefined })
    expect(finding!.message).toBe(`Row 1: EmailAddress is not an SMTP address: ${why}`)
  })

  test.each(["o'neil@contoso.com", "'joe@contoso.com", 'joe@bücher.example', 'joe@xn--bcher-kva.example'])(
    'not in %s, which is valid',
    (address) => {
      expect(linesOf(`EmailAddress\n${address}\n`)).toEqual([])
    },
  )
})

describe('letters before the @ that are not ASCII are a warning', () => {
  test.each(['jörg@contoso.com', 'josé.n@fabrikam.com', '用户@contoso.com', 'e\u0301@contoso.com'])(
    '%s',
    (address) => {
      const [finding, ...others] = judge(`EmailAddress\n${address}\nann@contoso.com\n`).findings

      expect(others).toEqual([])
      expect(finding).toMatchObject({ severity: 'warning', line: 2, column: 1, row: 1, user: address })
      expect(finding!.message).toMatch(/^Row 1: EmailAddress has a letter before the @ that is not ASCII\./)
    },
  )

  test('and the row is judged as any other', () => {
    expect(linesOf('EmailAddress,ForceChangePassword\nJörg@contoso.com,True\n')).toEqual([
      '2:1-2:17 warning invalid-email-address, row 1, Jörg@contoso.com',
      '2:18-2:22 error federated-force-change-password, row 1, Jörg@contoso.com, fix False',
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
