import { describe, expect, test } from 'vitest'
import { usersInQuestion } from '../../src/check.ts'
import { rules } from '../../src/rules/index.ts'
import { fix, judge, judgementOf, linesOf, read } from '../support/checking.ts'

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

describe('a word of the closed list', () => {
  test.each([
    ['WAHR', 'WAHR is German for True', 'Write True.'],
    ['falsch', 'falsch is German for False', 'Write False.'],
    ['FALSO', 'FALSO is Italian, Portuguese or Spanish for False', 'Write False.'],
    ['yes', 'yes means True', 'Write True.'],
    ['"=TRUE()"', '=TRUE() means True', 'Write True.'],
    ["'True'", 'U+0027 single quote is before True', 'Write True.'],
    ['True\u200b', 'U+200B zero-width space is behind True', 'Write True.'],
    ['“Vrai”', 'Vrai is French for True, and U+201C left double quotation mark is before it', 'Write True.'],
    ['0;', '0 means False, and U+003B semicolon is behind it', 'Write False.'],
  ])('%s is told with its meaning', (word, meaning, cure) => {
    expect(judge(`${HEADER}a@fabrikam.com,${word}\n`).findings.map(({ message }) => message)).toEqual([
      `Row 1: ForceChangePassword is neither True nor False, and Exchange accepts nothing else: ${meaning}. ${cure}`,
    ])
  })

  test('that means True says so if nobody knows the domain', () => {
    const [finding] = judge(`${HEADER}a@fabrikam.com,yes\n`, { federated: 'contoso.com,auto' }).findings

    expect(finding!.message).toMatch(/: yes means True\. Write True, or False if the user is federated\.$/)
  })
})

describe('anything else may be the only copy of it', () => {
  test.each([
    ['a password', 'Pa55-CANARY-w0rd'],
    ['a user', 'ann-CANARY@contoso.com'],
    ['a row', '"ann@contoso.com,CANARY,False"'],
    ['a word in another language', 'ja'],
    ['two words', '"True or False"'],
    ['white space', '" "'],
  ])('%s is left alone, for a federated user too, and never shown', async (_, cell) => {
    const text = `${HEADER}a@contoso.com,${cell}\n`
    const { findings, edits } = judge(text)

    expect(edits).toEqual([])
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        / Write False: .* What is there is not corrected: it may be kept nowhere else\.$/,
      ),
    ])
    expect(findings[0]!.message).not.toMatch(/CANARY|ja/)
    expect(await fix(text)).toEqual(Buffer.from(text))
  })

  test('and a word over a line break stays, too', async () => {
    const text = `${HEADER}a@contoso.com,"yes\r\n"\n`

    expect(judge(text).findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/ Not corrected: the value goes on over a line break\.$/),
    ])
    expect(await fix(text)).toEqual(Buffer.from(text))
  })
})

describe('Password and ForceChangePassword seem to be swapped', () => {
  const ALL = 'EmailAddress,Password,ForceChangePassword\n'
  const everyRule = Object.fromEntries(rules.map(({ id, severity }) => [id, severity]))
  const all = (rows: string) => linesOf(ALL + rows, { severities: everyRule })

  test.each([
    ['a boolean', 'joe@contoso.com,False,Pa55-CANARY-w0rd'],
    ['one in quotes', 'joe@contoso.com,"TRUE",Pa55-CANARY-w0rd'],
    ['one of Excel’s', 'joe@contoso.com,WAHR,Pa55-CANARY-w0rd'],
    ['a long one of Excel’s', 'joe@contoso.com,VERDADERO,Pa55-CANARY-w0rd'],
    ['one in other letters', 'joe@contoso.com,ИСТИНА,Pa55-CANARY-w0rd'],
    ['one, and nothing where it belongs', 'joe@contoso.com,True,'],
  ])('%s in Password: the only finding, not corrected', async (_, row) => {
    const { findings } = judge(`${ALL}${row}\n`)

    expect(all(`${row}\n`)).toEqual([
      expect.stringMatching(/^2:\d+-2:\d+ error invalid-force-change-password, row 1, joe@contoso\.com$/),
    ])
    expect(findings[0]!.column).toBe(row.lastIndexOf(',') + 2)
    expect(findings[0]!.message).toMatch(
      /^Row 1: .*: the two seem to be swapped\. Put each value into its own column\.$/,
    )
    expect(findings[0]!.message).not.toContain('CANARY')
    expect(await fix(`${ALL}${row}\n`)).toEqual(Buffer.from(`${ALL}${row}\n`))
  })

  test.each([
    ['another word for yes in Password', 'joe@fabrikam.com,yes,Passw0rd12'],
    ['a boolean in both', 'joe@fabrikam.com,True,False'],
    ['a boolean in Password and Excel’s word beside it', 'joe@fabrikam.com,True,FALSCH'],
    ['more than a word in Password', 'joe@fabrikam.com,TrueTrue,Passw0rd12'],
    ['a row in which quotes are ambiguous', 'joe@fabrikam.com,True,"Passw0rd12" '],
  ])('not %s', (_, row) => {
    expect(
      judge(`${ALL}${row}\n`)
        .findings.map(({ message }) => message)
        .join(),
    ).not.toContain('swapped')
  })

  test('other rows are judged, and a user who is there again is one', () => {
    const rows = 'joe@contoso.com,True,Passw0rd12\nann@contoso.com,Passw0rd12,True\njoe@contoso.com,,False\n'

    expect(all(rows)).toEqual([
      '1:14-1:22 notice federated-password',
      '2:22-2:32 error invalid-force-change-password, row 1, joe@contoso.com',
      '3:28-3:32 error federated-force-change-password, row 2, ann@contoso.com, fix False',
      '4:1-4:16 error duplicate-user, row 3, joe@contoso.com',
    ])
  })

  test('nobody is asked about the domain, and it counts as the user’s', async () => {
    const judgement = judgementOf({ federated: 'auto' })
    const batch = read(`${ALL}joe@contoso.com,True,Passw0rd12\n`)

    expect([...usersInQuestion(batch, judgement)]).toEqual([])
    expect(judge(`${ALL}joe@contoso.com,True,Passw0rd12\n`)).toMatchObject({ rows: 1, federated: 1 })
  })
})

test('another kind of batch has no such rule', () => {
  expect(linesOf('EmailAddress,MailboxType,Password\na@contoso.com,,yes\n')).toEqual([])
})
