import { describe, expect, test } from 'vitest'
import { check, usersInQuestion } from '../src/check.ts'
import type { Finding } from '../src/outcome.ts'
import { totalsOfAll } from '../src/report/report.ts'
import { rules } from '../src/rules/index.ts'
import type { Severity } from '../src/rules/rule.ts'
import { judge, judgementOf, linesOf, read } from './support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

describe('findings', () => {
  test('come in order of place, and at one place in the order of the catalogue', () => {
    const text = `${HEADER}bad,"pw" ,maybe\nx\n,pw,True\na@contoso.com,pw,True\n`

    expect(linesOf(text, { maxRows: 1 })).toEqual([
      '2:1-2:4 error invalid-email-address, row 1',
      '2:5-2:9 error ambiguous-quoting, row 1',
      '2:11-2:16 error invalid-force-change-password, row 1',
      '3:1-3:2 error wrong-column-count, row 2',
      '3:1-3:2 error too-many-rows, row 2',
      '4:1-4:1 error missing-value, row 3',
      '5:18-5:22 error federated-force-change-password, row 4, a@contoso.com, fix False',
    ])
  })

  test('come shorter ones first at one place', () => {
    expect(linesOf(`${HEADER}"a"x,b\n`)).toEqual([
      '2:1-2:5 error ambiguous-quoting, row 1',
      '2:1-2:7 error wrong-column-count, row 1',
    ])
  })

  test('keep their place behind blank lines, where the first stands at the top of the file', () => {
    expect(linesOf('\r\n\n\rEmailAddress\r')).toEqual(['1:1-1:1 error empty-batch'])
    expect(linesOf('\r\n\n\rEmail Address\r')).toEqual(['4:1-4:14 error missing-email-address'])
  })

  test('name the path as it was given', () => {
    const { findings, path } = check(read('', 'folder/a batch.csv'), judgementOf())

    expect(path).toBe('folder/a batch.csv')
    expect(findings[0]!.path).toBe('folder/a batch.csv')
  })
})

describe('a severity that is set', () => {
  const text = `${HEADER}bad,pw,True\na@contoso.com,pw,True\n`

  test.each(['warning', 'notice', 'error'] as const)('%s replaces that of the catalogue', (severity) => {
    expect(linesOf(text, { severities: { 'invalid-email-address': severity } })).toEqual([
      `2:1-2:4 ${severity} invalid-email-address, row 1`,
      '3:18-3:22 error federated-force-change-password, row 2, a@contoso.com, fix False',
    ])
  })

  test('off leaves the finding and its fix out', () => {
    const outcome = judge(text, { severities: { 'federated-force-change-password': 'off' } })

    expect(outcome.findings.map(({ rule }) => rule)).toEqual(['invalid-email-address'])
    expect(outcome.edits).toEqual([])
  })

  test.each(rules.map(({ id }) => id))('%s can be switched off', (id) => {
    const files = [
      text,
      `${HEADER}a@contoso.com,"pw" ,yes\nA@contoso.com,pw,\na@contoso.com,,\n,,\nx\n`,
      'EmailAddress,BadItemLimit,\na@contoso.com,x,\n',
      'EmailAddress,BadItemLimit,EmailAddress\n',
      '',
      'Email Address\n',
      '\u00e9\n',
      'EmailAddress,Password\na@fabrikam.com,"a\nb"\n',
      Buffer.from('EmailAddress\nm\u00fcller@fabrikam.com\n', 'latin1'),
      `EmailAddress\n${'\n'.repeat(10 * 1024 * 1024)}`,
    ]
    const found = (severity: Severity) =>
      files.flatMap((file) => judge(file, { maxRows: 1, severities: { [id]: severity } }).findings)

    expect(found('off').map(({ rule }) => rule)).not.toContain(id)
    if (id !== 'unknown-federation')
      expect(found('notice')).toContainEqual(expect.objectContaining({ rule: id, severity: 'notice' }))
  })
})

describe('more than 5,000 problems of one rule in a file', () => {
  const judging = { maxRows: 100_000 }
  const tail = / (\S+) more problems? like this (?:is|are) not listed\.$/
  const counted = (findings: readonly Pick<Finding, 'message' | 'more'>[]) =>
    findings.flatMap(({ message, more }, index) => {
      const said = tail.exec(message)?.[1]
      return said === undefined && !more ? [] : [[index + 1, said, more]]
    })

  test.each([
    [5_000, []],
    [5_001, [[5_000, 'One', 1]]],
    [5_123, [[5_000, '123', 123]]],
  ])('are counted in the last one that is listed: %i', (count, more) => {
    const { findings } = judge(`EmailAddress\n${'x\n'.repeat(count)}`, judging)

    expect(findings).toHaveLength(5_000)
    expect(counted(findings)).toEqual(more)
  })

  test('are all corrected, and all counted', () => {
    const outcome = judge(`${HEADER}${'a@contoso.com,,True\n'.repeat(5_002)}`, judging)

    expect([outcome.findings.length, outcome.edits.length]).toEqual([5_000, 5_002])
    expect(counted(outcome.findings)).toEqual([[5_000, '2', 2]])
    expect(totalsOfAll([{ outcome, fixed: false }])).toMatchObject({
      errors: 5_002,
      fixable: 5_002,
      fixed: 0,
    })
    expect(totalsOfAll([{ outcome, fixed: true }])).toMatchObject({ errors: 0, fixable: 0, fixed: 5_002 })
  })

  test('are counted apart from those that can be corrected', () => {
    const others = 'b@fabrikam.com,,yes\n'.repeat(3_000)
    const outcome = judge(`${HEADER}${others}a@contoso.com,,yes\n${others}a@contoso.com,,yes\n`, judging)

    expect(outcome.edits).toHaveLength(2)
    expect(outcome.findings).toHaveLength(5_002)
    expect(counted(outcome.findings)).toEqual([[5_001, '1000', 1000]])
    expect(totalsOfAll([{ outcome, fixed: true }])).toMatchObject({ errors: 6_000, fixed: 2 })
  })

  test('are counted for each rule apart', () => {
    const { findings } = judge(`${HEADER}${'x,,yes\n'.repeat(5_001)}`, judging)

    expect(findings).toHaveLength(10_000)
    expect(counted(findings)).toEqual([
      [9_999, 'One', 1],
      [10_000, 'One', 1],
    ])
  })
})

describe('what is counted', () => {
  test('rows of any width, and federated users whatever ForceChangePassword says', () => {
    const text = `${HEADER}a@contoso.com,pw,False\n\nb@eu.contoso.com,,\nbad,pw,True\nc@fabrikam.com,,True\nx\n`

    expect(judge(text)).toMatchObject({ kind: 'staged', rows: 5, federated: 2 })
  })

  test('federated users in a staged batch only', () => {
    expect(judge('EmailAddress\na@contoso.com\n')).toMatchObject({ rows: 1, federated: 0 })
    expect(judge('EmailAddress,Password\na@contoso.com,\n')).toMatchObject({ rows: 1, federated: 1 })
  })

  test('each fix with its finding', () => {
    const { findings, edits } = judge(
      `${HEADER}a@contoso.com,,True\nb@contoso.com,,yes\nc@fabrikam.com,,yes\n`,
    )

    expect(findings.map(({ fix }) => fix)).toEqual(['False', 'False', undefined])
    expect(edits.map(({ text }) => text)).toEqual(['False', 'False'])
  })
})

describe('a row is drawn', () => {
  const drawn = (text: string) => {
    const outcome = judge(text)
    return outcome.findings.map((_, index) => outcome.draw(index))
  }

  test('with its address and its boolean, and nothing else', () => {
    expect(drawn(`${HEADER}a@contoso.com,Pa55-CANARY-w0rd,True\n`)).toEqual([
      { text: 'a@contoso.com,•••,True', from: 18, to: 22 },
    ])
  })

  test.each([
    ['an address that is none', 'Pa55-CANARY-w0rd,pw,False', '•••,•••,False', '•••'],
    ['a word that is no boolean', 'a@fabrikam.com,pw,Pa55-CANARY-w0rd', 'a@fabrikam.com,•••,•••', '•••'],
    ['quotes and blanks', '"a@contoso.com", "pw"," True "', 'a@contoso.com,•••,True', 'True'],
    ['an empty address', ',pw,False', '•••,•••,False', '•••'],
    ['an empty password', 'a@contoso.com,,TRUE', 'a@contoso.com,•••,TRUE', 'TRUE'],
  ])('%s', (_, row, text, marked) => {
    const [drawing] = drawn(`${HEADER}${row}\n`)

    expect(drawing!.text).toBe(text)
    expect(drawing!.text.slice(drawing!.from, drawing!.to)).toBe(marked)
  })

  test('wherever its columns are', () => {
    expect(drawn('ForceChangePassword,Username,EmailAddress\nTrue,x@contoso.com,a@contoso.com\n')).toEqual([
      { text: 'True,•••,a@contoso.com', from: 0, to: 4 },
    ])
  })

  test('but not with another number of cells', () => {
    expect(drawn(`${HEADER}a@contoso.com,Pa55-CANARY-w0rd,True,\n`)).toEqual([undefined])
  })
})

describe('whose federation must be known', () => {
  const text = `${HEADER}a@contoso.com,,True\nb@fabrikam.com,,yes\nc@example.com,,False\nd@example.com,,\nx,,True\n"e@example.com" ,,True\n`

  test('that of users with True or an invalid word', () => {
    const asked = Array.from(usersInQuestion(read(text), judgementOf()), ({ domain }) => domain)

    expect(asked.filter((domain) => domain !== undefined)).toEqual(['contoso.com', 'fabrikam.com'])
  })

  test('and if nobody knows it of a user with True, the batch is not checked in full', async () => {
    const judgement = judgementOf({ federated: 'auto' })
    const batch = read(`${HEADER}a@contoso.com,,True\nb@eu.contoso.com,,True\nc@fabrikam.com,,yes\n`)
    await judgement.directory.ask(usersInQuestion(batch, judgement))

    expect(check(batch, judgement).notChecked).toMatch(
      /whether contoso\.com, eu\.contoso\.com are .*federated-domains/,
    )
    expect(check(batch, judgement).findings.map(({ rule }) => rule)).toEqual([
      'invalid-force-change-password',
    ])
  })

  test.each([
    ['an invalid word only', 'c@fabrikam.com,,yes'],
    ['False', 'c@fabrikam.com,,False'],
    ['no valid address', 'fabrikam.com,,True'],
    ['a domain that is always managed', 'c@contoso.onmicrosoft.com,,True'],
  ])('but not of a user with %s', async (_, row) => {
    const judgement = judgementOf({ federated: 'auto' })
    const batch = read(`${HEADER}${row}\n`)
    await judgement.directory.ask(usersInQuestion(batch, judgement))

    expect(check(batch, judgement).notChecked).toBeUndefined()
  })
})

test('the catalogue names each rule once, with what it says and where that is stated', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  for (const { id, title, source } of rules) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(title).not.toBe('')
    expect(source).toMatch(/^https:\/\/(learn|support)\.microsoft\.com\//)
  }
})

describe('a word that cannot be corrected says why', () => {
  const messageOf = (file: string | Uint8Array) => judge(file).findings.at(-1)!.message

  test('in a row with ambiguous quotes', () => {
    expect(messageOf(`${HEADER}a@contoso.com,"p"w,True\n`)).toMatch(
      / Not corrected: double quotes in this row/,
    )
  })

  test('in a file that is not Unicode, where the row itself could be read', () => {
    const bytes = Buffer.from(`${HEADER}b@fabrikam.com,\u00fc,False\na@contoso.com,,True\n`, 'latin1')

    expect(messageOf(bytes)).toMatch(/ Not corrected: the file is not Unicode text\.$/)
  })
})
