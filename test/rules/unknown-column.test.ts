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
      '1:23-1:34',
      /^MailboxType is not a column of a batch of this kind \(staged\)\. Exchange refuses the whole batch\.$/,
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

  test('is told by the finding about a missing EmailAddress, not beside it', () => {
    const { findings } = judge('Email Address,ForceChangePassword,Site\na@fabrikam.com,,x\n', ON)

    expect(findings.map(({ rule }) => rule)).toEqual(['missing-email-address'])
    expect(findings[0]!.message).toContain('No batch has column 3: correct its name, or remove it.')
  })

  test.each([
    ['TargetDeliveryDomain', '-TargetDeliveryDomain'],
    ['targetaddress', '-TargetDeliveryDomain'],
    ['BatchName', '-Name'],
    ['ArchiveOnly', '-ArchiveOnly'],
    ['SOURCEENDPOINT', '-SourceEndpoint'],
  ])('%s is a parameter: the message says where the value belongs', (name, parameter) => {
    const { findings } = judge(`EmailAddress,${name}\na@fabrikam.com,x\n`, ON)

    expect(findings.map(({ message }) => message)).toEqual([
      `${name} is set for the whole batch, not for a user: remove the column, and give the value to New-MigrationBatch ${parameter}. Exchange refuses the whole batch.`,
    ])
  })

  test('is not told of a cell that cannot be decoded', () => {
    expect(linesOf(Buffer.from('EmailAddress,S\u00eete\na@fabrikam.com,y\n', 'latin1'), ON)).toEqual([
      '1:15-1:16 error not-unicode',
    ])
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
      judge(`EmailAddress,UserRoot,Password${',x'.repeat(columns - 3)}\n`, ON).findings.filter(
        ({ rule }) => rule === 'unknown-column',
      )

    expect(found(100).at(-1)!.message).toMatch(/^Column 100 has a name/)
    expect(found(101).at(-1)).toMatchObject({
      column: 226,
      endColumn: 227,
      message: 'Columns from 101 on are more than any batch has. Exchange refuses the whole batch.',
    })
  })

  test('counts only so far in a header of a million', () => {
    const findings = judge(`EmailAddress,ForceChangePassword${',x'.repeat(1_000_000)}\n`, ON).findings

    expect(findings.filter(({ rule }) => rule === 'unknown-column')).toHaveLength(99)
  })
})
