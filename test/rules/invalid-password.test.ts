import { describe, expect, test } from 'vitest'
import { type Judging, judge, linesOf } from '../support/checking.ts'

const ON: Judging = { severities: { 'invalid-password': 'warning' } }
const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

const withPassword = (password: string) => `${HEADER}a@fabrikam.com,${password},False\n`

describe('shorter than 8 characters', () => {
  test.each([
    ['seven', '1234567'],
    ['one', 'x'],
    ['seven with accents', 'ééééééé'],
    ['three pairs and one', '😀😀😀1'],
    ['blanks outside', '  1234567  '],
    ['quotes outside', '"1234567"'],
    ['doubled quotes, each one character', '"1""3""5""7"'],
    ['nothing but a quote', '""""'],
    ['a blank inside', '123 567'],
  ])('%s', (_, password) => {
    const text = withPassword(password)

    expect(linesOf(text, ON)).toEqual([
      expect.stringMatching(/^2:\d+-2:\d+ warning invalid-password, row 1, a@fabrikam\.com$/),
    ])
    expect(judge(text, ON).findings[0]!.message).toMatch(/^Row 1: Password is shorter than the 8 characters/)
  })

  test.each([
    ['eight', '12345678'],
    ['eight with accents', 'éééééééé'],
    ['four pairs', '😀😀😀😀'],
    ['eight of three bytes', '日本語日本語日本'],
    ['blanks outside', ' 12345678\u00a0'],
    ['quotes outside', '"12345678"'],
    ['doubled quotes, each one character', '"1""3""5""7"""'],
    ['a comma and a line end', '"1,3\r\n678"'],
    ['a long one', 'x'.repeat(1000)],
    ['empty', ''],
    ['empty in quotes', '""'],
    ['empty between blanks', ' \t '],
  ])('not %s', (_, password) => {
    expect(linesOf(withPassword(password), ON)).toEqual([])
  })
})

describe('white space at an edge', () => {
  test.each([' ', '\t', '\n', '\r\n', '\u00a0', '\u0085', '\u1680', '\u2003', '\u2028', '\u3000'])(
    '%j',
    (blank) => {
      for (const value of [`${blank}Pa$$w0rd`, `Pa$$w0rd${blank}`, blank, `${blank}x`]) {
        const { findings } = judge(withPassword(`"${value}"`), ON)

        expect(findings).toMatchObject([{ rule: 'invalid-password', line: 2, column: 16, row: 1 }])
        expect(findings[0]!.message).toMatch(/^Row 1: Password begins or ends with white space/)
      }
    },
  )

  test.each([
    ['outside the quotes, before', ' \u00a0"Pa$$w0rd"'],
    ['outside, with no quotes', '\u3000Pa$$w0rd\t'],
    ['inside', '"Pa$$ w0rd"'],
    ['what only looks blank', '"\u200bPa$$w0rd\ufeff"'],
  ])('not %s', (_, password) => {
    expect(linesOf(withPassword(password), ON)).toEqual([])
  })
})

test('is marked with its quotes and without the blanks around', () => {
  expect(linesOf(withPassword(' " x" '), ON)).toEqual(['2:17-2:21 error ambiguous-quoting, row 1'])
  expect(linesOf(withPassword('  " x"'), ON)).toEqual([
    '2:18-2:22 warning invalid-password, row 1, a@fabrikam.com',
  ])
})

test('the message never says what the password is', () => {
  for (const password of ['CANARY', '" Pa55-CANARY-w0rd"']) {
    const [finding] = judge(withPassword(password), ON).findings
    expect(finding!.message).not.toContain('CANARY')
  }
})

describe('which passwords are judged', () => {
  test('those of a staged batch, with ForceChangePassword or without', () => {
    expect(linesOf('Password,EmailAddress\npw,a@fabrikam.com\n', ON)).toEqual([
      '2:1-2:3 warning invalid-password, row 1, a@fabrikam.com',
    ])
  })

  test('also that of somebody without a valid address', () => {
    expect(linesOf(`${HEADER}bad,pw,False\n`, ON)).toEqual([
      '2:1-2:4 error invalid-email-address, row 1',
      '2:5-2:7 warning invalid-password, row 1',
    ])
  })

  test.each([
    ['those of the source in an IMAP batch', 'EmailAddress,UserName,Password\na@fabrikam.com,a,pw\n'],
    ['what stands in a move', 'EmailAddress,BadItemLimit,Password\na@fabrikam.com,,pw\n'],
    ['the second column of the name', 'EmailAddress,Password,Password\na@fabrikam.com,,pw\n'],
    ['a misspelt column', 'EmailAddress,ForceChangePassword,Pasword\na@fabrikam.com,False,pw\n'],
  ])('not %s', (_, text) => {
    expect(linesOf(text, ON)).toEqual([])
  })

  test('not one with ambiguous quotes, nor one in a row of another width', () => {
    expect(linesOf(`${HEADER}a@fabrikam.com,"pw" ,False\nb@fabrikam.com,pw\n`, ON)).toEqual([
      '2:16-2:20 error ambiguous-quoting, row 1',
      '3:1-3:18 error wrong-column-count, row 2',
    ])
  })

  test('not one that cannot be decoded', () => {
    expect(linesOf(Buffer.from(withPassword('\u00fc'), 'latin1'), ON)).toEqual([
      '2:16-2:17 error not-unicode',
    ])
  })
})
