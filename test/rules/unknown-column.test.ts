import { describe, expect, test } from 'vitest'
import { type Judging, judge, linesOf } from '../support/checking.ts'

const ON: Judging = { severities: { 'unknown-column': 'error' } }

describe('a column that the kind of batch does not have', () => {
  test.each([
    ['misspelt', 'EmailAddress,ForceChangePasword', '1:14-1:32', /Did you mean ForceChangePassword\?/],
    [
      'with blanks',
      'EmailAddress,Force Change Password',
      '1:14-1:35',
      /"Force Change Password".*mean ForceCh/,
    ],
    ['of somebody else', 'EmailAddress,Password,Site', '1:23-1:27', /^Column 3 has a name/],
    ['without a name', 'EmailAddress,Password,', '1:23-1:23', /^Column 3 has no name/],
    [
      'with a very long name',
      `EmailAddress,Password,${'x'.repeat(1001)}`,
      '1:23-1:1024',
      /^Column 3 has a name/,
    ],
    [
      'of another kind',
      'EmailAddress,Password,MailboxType',
      '1:14-1:22',
      /^Password is not a column of a batch of this kind \(move\)\. Exchange refuses the whole batch\.$/,
    ],
    [
      'a misspelling beside the right name',
      'EmailAddress,Email Address',
      '1:14-1:27',
      /Did you mean EmailAddress\?/,
    ],
  ])('%s', (_, header, place, message) => {
    const text = `${header}\n${header.replace(/[^,]+/g, 'a@fabrikam.com')}\n`
    const { findings } = judge(text, ON)

    expect(linesOf(text, ON).filter((line) => line.includes('unknown'))).toEqual([
      `${place} error unknown-column`,
    ])
    expect(findings.find(({ rule }) => rule === 'unknown-column')!.message).toMatch(message)
  })

  test.each([
    'EmailAddress,Username,Password,UserRoot',
    'EMAILADDRESS, password ,"ForceChangePassword"',
    'EmailAddress,TargetDatabase,TargetArchiveDatabase,MailboxType,BadItemLimit,LargeItemLimit',
    'EmailAddress,Username',
    'Printer,Room',
  ])('not in %s', (header) => {
    expect(linesOf(`${header}\n`, ON).join()).not.toContain('unknown-column')
  })

  test('is not blamed twice when it is the missing EmailAddress', () => {
    const rules = judge('Email Address,Password\na@fabrikam.com,made-up-1\n', ON).findings.map(
      ({ rule }) => rule,
    )

    expect(rules).toEqual(['missing-email-address'])
  })

  test('stands beside a missing EmailAddress', () => {
    expect(linesOf('Email Address,Password,Site\na@fabrikam.com,made-up-1,x\n', ON)).toEqual([
      '1:1-1:28 error missing-email-address',
      '1:24-1:28 error unknown-column',
    ])
  })

  test('is not told of a header that names nothing and cannot be decoded', () => {
    expect(linesOf(Buffer.from('N\u00e4me,Site\nx,y\n', 'latin1'), ON)).toEqual(['1:2-1:3 error not-unicode'])
  })

  test('never shows a name that is not close to a known one', () => {
    expect(
      judge('EmailAddress,Password,Pa55-CANARY\n', ON)
        .findings.map(({ message }) => message)
        .join(),
    ).not.toContain('CANARY')
  })

  test('does not show what may be a password, which is often near to that word', () => {
    const [finding] = judge('EmailAddress,Password,Passw0rd\n', ON).findings.filter(
      ({ rule }) => rule === 'unknown-column',
    )

    expect(finding!.message).toMatch(/^Column 3 is not a column .* Did you mean Password\?/)
    expect(finding!.message).not.toContain('Passw0rd')
  })

  test('is told one by one up to the 100th column, and those behind it together', () => {
    const found = (columns: number) =>
      judge(`EmailAddress,Password${',x'.repeat(columns - 2)}\n`, ON).findings.filter(
        ({ rule }) => rule === 'unknown-column',
      )

    expect(found(100).at(-1)!.message).toMatch(/^Column 100 has a name/)
    expect(found(101).at(-1)).toMatchObject({
      column: 219,
      endColumn: 220,
      message: 'Columns from 101 on are more than any batch has. Exchange refuses the whole batch.',
    })
  })

  test('counts only so far in a header of a million', () => {
    const findings = judge(`EmailAddress,Password${',x'.repeat(1_000_000)}\n`, ON).findings

    expect(findings.filter(({ rule }) => rule === 'unknown-column')).toHaveLength(99)
  })
})
