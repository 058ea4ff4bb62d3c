import { describe, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { type Answer, known, unanswered, unknown } from '../../src/federation/answer.ts'
import { asLine, type Judging, judge, judgementOf, linesOf, read } from '../support/checking.ts'

const ON: Judging = { severities: { 'unknown-federation': 'warning' } }
const HEADER = 'EmailAddress,ForceChangePassword\n'

const ANSWERS: Readonly<Record<string, Answer>> = {
  'contoso.com': known('contoso.com', true, 'a test'),
  'fabrikam.com': known('fabrikam.com', false, 'a test'),
  'unanswered.example.com': unanswered('unanswered.example.com', 'the source is down'),
}

/** What is found if nobody knows the domains that have no answer. */
function found(file: string, judgement = judgementOf(ON)) {
  const directory = {
    ...judgement.directory,
    lookup: ({ domain = '' }) =>
      ANSWERS[domain] ?? unknown(domain, { why: 'nobody has it', because: `nobody has ${domain}` }),
  }
  return check(read(file), { ...judgement, directory }).findings
}

test('a domain that nobody knows is marked at the address, with who says so and the cure', () => {
  const findings = found(`${HEADER}joe@example.com,True\n`)

  expect(findings.map(asLine)).toEqual(['2:1-2:16 warning unknown-federation, row 1, joe@example.com'])
  expect(findings[0]!.message).toMatch(/^Row 1: nobody has example\.com, so .* federated-domains/)
})

describe('it is said', () => {
  test('once a domain, at the first row with True', () => {
    const rows = [
      'a@example.com,False',
      'b@example.com,TRUE',
      'c@EXAMPLE.com,True',
      'd@eu.example.com," true "',
      'e@example.com,True',
    ]

    expect(found(HEADER + rows.map((row) => `${row}\n`).join('')).map(asLine)).toEqual([
      '3:1-3:14 warning unknown-federation, row 2, b@example.com',
      '5:1-5:17 warning unknown-federation, row 4, d@eu.example.com',
    ])
  })

  test('once a file: in the next one again', () => {
    const judgement = judgementOf(ON)
    const text = `${HEADER}a@example.com,True\n`

    expect([found(text, judgement), found(text, judgement)].map(({ length }) => length)).toEqual([1, 1])
  })

  test('beside what is known of the others', () => {
    const text = `${HEADER}a@contoso.com,True\nb@fabrikam.com,True\nc@example.com,True\n`

    expect(found(text).map(asLine)).toEqual([
      '2:15-2:19 error federated-force-change-password, row 1, a@contoso.com, fix False',
      '4:1-4:14 warning unknown-federation, row 3, c@example.com',
    ])
  })
})

describe('nothing is said', () => {
  test.each([
    ['of False', 'a@example.com,False'],
    ['of an empty cell', 'a@example.com,'],
    ['of a managed domain', 'a@fabrikam.com,True'],
    ['where no source could answer', 'a@unanswered.example.com,True'],
  ])('%s', (_, row) => {
    expect(found(`${HEADER}${row}\n`)).toEqual([])
  })

  test.each([
    ['of a word that is neither', 'a@example.com,yes', 'invalid-force-change-password'],
    ['without a valid address', 'example.com,True', 'invalid-email-address'],
    ['of a cell with ambiguous quotes', 'a@example.com,"True" ', 'ambiguous-quoting'],
    ['of a row of another width', 'a@example.com,True,', 'wrong-column-count'],
  ])('%s, which has another finding', (_, row, rule) => {
    expect(found(`${HEADER}${row}\n`)).toMatchObject([{ rule }])
  })

  test('of a row without a valid address beside one that has one', () => {
    expect(found(`${HEADER}example.com,True\na@example.com,True\n`).map(asLine)).toEqual([
      '2:1-2:12 error invalid-email-address, row 1',
      '3:1-3:14 warning unknown-federation, row 2, a@example.com',
    ])
  })

  test('in another kind of batch, or without the column', () => {
    expect(found('EmailAddress,Password\na@example.com,True\n')).toEqual([])
    expect(found('EmailAddress,MailboxType\na@example.com,\n')).toEqual([])
  })

  test('if a list answers for every domain, or if there is none', async () => {
    expect(linesOf(`${HEADER}a@example.com,True\n`, ON)).toEqual([])
    expect(judge(`${HEADER}a@example.com,True\n`, { ...ON, federated: 'auto' }).findings).toEqual([])
  })
})
