import { describe, expect, test } from 'vitest'
import { beginJudgement, check, type Judgement } from '../../src/check.ts'
import { asLine, judgementOf, read } from '../support/checking.ts'

const LIST = 'DisplayName,PrimarySmtpAddress\nJoe,joe@contoso.com\n'

/** A file that somebody named or that was found, in the severities of the catalogue, unless said. */
function outcomeOf(file: string | Uint8Array, named: boolean, severities: Judgement['severities'] = {}) {
  return check(read(file), beginJudgement({ ...judgementOf(), severities }), named)
}

test('a file that is named and is no batch is an error, at its beginning', () => {
  const { findings, leftAlone, kind, rows } = outcomeOf(`\n\n${LIST}`, true)

  expect(findings.map(asLine)).toEqual(['1:1-1:1 error not-a-batch'])
  expect({ leftAlone, kind, rows }).toEqual({ leftAlone: undefined, kind: 'not-a-batch', rows: 0 })
})

test('one that was found is left alone, and it is said why', () => {
  const { findings, leftAlone } = outcomeOf(LIST, false)

  expect(findings).toEqual([])
  expect(leftAlone).toBe(
    "it has no EmailAddress column; if column 2 has the users' addresses, name it EmailAddress",
  )
})

describe('a severity that is set wins', () => {
  test.each([
    ['error', false, ['error']],
    ['warning', true, ['warning']],
    ['notice', false, ['notice']],
    ['off', true, []],
  ] as const)('%s, named: %s', (severity, named, found) => {
    const { findings, leftAlone } = outcomeOf(LIST, named, { 'not-a-batch': severity })

    expect(findings.map(({ severity }) => severity)).toEqual(found)
    expect(leftAlone === undefined).toBe(found.length > 0)
  })
})

describe('it is the only finding', () => {
  const all = Object.fromEntries(
    ['unknown-column', 'not-unicode', 'password-in-repository'].map((id) => [id, 'error' as const]),
  )

  test.each<[string, string | Uint8Array]>([
    ['of a list of people', 'Name,Vorname,EmailAddress,Password\nA,B,a@contoso.com,x\nC\n'],
    ['of one that cannot be decoded', Buffer.from('N\u00e4me,Ort\nM\u00fcller,x\n', 'latin1')],
    ['of one with ambiguous quotes', 'Name,"Site" \n"a" ,b\n'],
    ['of a workbook', Buffer.from('504b030414005b436f6e74656e745f54797065735d2e786d6c', 'hex')],
    ['of a larger one than Exchange takes', `Name,Site\n${'\n'.repeat(10_485_760)}`],
  ])('%s', (_, file) => {
    const { findings, notChecked, edits } = outcomeOf(file, true, all)

    expect(findings.map(({ rule }) => rule)).toEqual(['not-a-batch'])
    expect({ notChecked, edits }).toEqual({ notChecked: undefined, edits: [] })
  })
})

describe('not for what is meant as a batch', () => {
  test.each([
    ['an empty file', '', ['empty-batch']],
    ['a header that Exchange cannot find', 'Mail;ForceChangePassword\n', ['missing-email-address']],
    ['a header that nobody can read', '\ufffdEmailAddress,Password\na@contoso.com,\n', ['not-unicode']],
    ['an unknown column', 'EmailAddress,Site\na@contoso.com,\n', ['unknown-column']],
    ['a batch', 'EmailAddress\na@contoso.com\n', []],
  ])('%s', (_, text, rules) => {
    for (const named of [true, false]) {
      expect(outcomeOf(text, named).findings.map(({ rule }) => rule)).toEqual(rules)
    }
  })
})

test('no name is shown but one that is close to EmailAddress', () => {
  const messageOf = (text: string) => outcomeOf(text, true).findings[0]!.message

  expect(messageOf('CANARY,joe@contoso.com\nx,y\n')).not.toMatch(/CANARY|joe/)
  expect(messageOf('Name,CANARY,EmailAddress\nx,y,z\n')).not.toContain('CANARY')
  expect(messageOf('Name,CANARY,E-Mail Address\nx,y,z\n')).toBe(
    'This file is not checked, because it is not a migration batch: to make it one, rename "E-Mail Address" to EmailAddress and remove the columns that a batch does not have.',
  )
})
