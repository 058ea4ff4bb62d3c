import { describe, expect, test } from 'vitest'
import { fix, judge, linesOf } from '../support/checking.ts'

const HEADER = 'EmailAddress,ForceChangePassword\n'

describe('a word that is neither True nor False', () => {
  test.each([
    'yes',
    '1',
    '0',
    '$true',
    'Sand',
    'Wahr',
    'Tru',
    'Truee',
    'True.',
    'T rue',
    '\u200bTrue',
    'ＴＲＵＥ',
    'ﬁ',
  ])('%s', (word) => {
    expect(linesOf(`${HEADER}a@fabrikam.com,${word}\n`)).toEqual([
      `2:16-2:${16 + word.length} error invalid-force-change-password, row 1, a@fabrikam.com`,
    ])
  })

  test.each(['" "', '"True False"', '"True,"', '"""True"""', '"Tr\nue"'])('in quotes: %j', (word) => {
    expect(linesOf(`${HEADER}a@fabrikam.com,${word}\n`)).toEqual([
      expect.stringMatching(/^2:16-\d:\d+ error invalid-force-change-password, row 1, a@fabrikam.com$/),
    ])
  })

  test.each(['True', 'FALSE', ' false ', '\u00a0True\u3000', '"true"', '" False\r\n"', '', '""', '  '])(
    'not %j',
    (word) => {
      expect(linesOf(`${HEADER}a@fabrikam.com,${word}\n`)).toEqual([])
    },
  )
})

describe('the fix', () => {
  test('is False for a federated user, and the message says why', async () => {
    const text = `${HEADER}a@contoso.com,yes\n`

    expect(linesOf(text)).toEqual([
      '2:15-2:18 error invalid-force-change-password, row 1, a@contoso.com, fix False',
    ])
    expect(judge(text).findings[0]!.message).toMatch(
      /^Row 1: .*contoso\.com is federated \(named in federated-domains\)\.$/,
    )
    expect(await fix(text)).toEqual(Buffer.from(`${HEADER}a@contoso.com,False\n`))
  })

  test.each([
    ['for a managed user', 'a@fabrikam.com,yes', 'row 1, a@fabrikam.com'],
    ['for a row without a valid address', 'a@contoso,yes', 'row 1'],
  ])('is nobody’s guess %s', async (_, row, who) => {
    const text = `${HEADER}${row}\n`
    const lines = linesOf(text).filter((line) => line.includes('invalid-force-change-password'))

    expect(lines).toEqual([expect.stringMatching(new RegExp(`, ${who}$`))])
    expect(await fix(text)).toEqual(Buffer.from(text))
  })
})

test('the message never says which word stands there', () => {
  for (const { message } of judge(
    `${HEADER}a@fabrikam.com,Pa55-CANARY-w0rd\nb@contoso.com,Pa55-CANARY-w0rd\n`,
  ).findings)
    expect(message).not.toContain('CANARY')
})

test('another kind of batch has no such rule', () => {
  expect(linesOf('EmailAddress,MailboxType,Password\na@contoso.com,,yes\n')).toEqual([])
})
