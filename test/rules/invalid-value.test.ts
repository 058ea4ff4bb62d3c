import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asLine, type Judging, judge, linesOf } from '../support/checking.ts'
import { runs } from '../support/generators.ts'

const ON: Judging = { severities: { 'invalid-value': 'error' } }
const LIMITS = ['BadItemLimit', 'LargeItemLimit']

/** What is found in a move's batch with one value. */
const found = (column: string, value: string) =>
  linesOf(`EmailAddress,${column}\na@fabrikam.com,${value}\n`, ON)

describe('a MailboxType', () => {
  test.each([
    'PrimaryOnly',
    'ArchiveOnly',
    'PrimaryAndArchive',
    'primaryonly',
    'ARCHIVEONLY',
    'pRIMARYaNDaRCHIVE',
    '"PrimaryOnly"',
    ' PrimaryOnly\u00a0',
    ' "ArchiveOnly"',
    '',
    '""',
    '  ',
  ])('%j is taken', (value) => {
    expect(found('MailboxType', value)).toEqual([])
  })

  test.each([
    'Primary',
    'Archive',
    'PrimaryOnly.',
    'Primary Only',
    'Unlimited',
    '0',
    'True',
    '\u200bPrimaryOnly',
  ])('%j is not', (value) => {
    expect(found('MailboxType', value)).toEqual([
      `2:16-2:${16 + value.length} error invalid-value, row 1, a@fabrikam.com`,
    ])
  })
})

describe.each(LIMITS)('a %s', (column) => {
  test.each([
    'Unlimited',
    'UNLIMITED',
    'unlimited',
    '0',
    '7',
    '0042',
    '2147483647',
    '"10"',
    ' 10 ',
    '',
    '""',
    '\u3000',
  ])('%j is taken', (value) => {
    expect(found(column, value)).toEqual([])
  })

  test.each([
    '2147483648',
    '99999999999999999999',
    '9'.repeat(400),
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '1 000',
    '１０',
    '٣',
    'none',
    'Unlimited!',
    'PrimaryOnly',
  ])('%j is not', (value) => {
    expect(found(column, value)).toEqual([
      `2:16-2:${16 + value.length} error invalid-value, row 1, a@fabrikam.com`,
    ])
  })

  test.each(['"1,000"', '" "', '" 10"', '"1""0"', '"1\n0"'])('%j in quotes is not', (value) => {
    expect(found(column, value)).toEqual([expect.stringMatching(/^2:16-.* error invalid-value, row 1/)])
  })
})

describe('the message', () => {
  test.each([
    [
      'MailboxType',
      /^Row 1: MailboxType must be PrimaryOnly, ArchiveOnly or PrimaryAndArchive\. An empty .*batch\.$/,
    ],
    [
      'BadItemLimit',
      /^Row 1: BadItemLimit must be Unlimited or a whole number from 0 to 2147483647\..*Online no longer/,
    ],
    ['LargeItemLimit', /^Row 1: LargeItemLimit must be Unlimited or a whole number/],
  ])('says what a %s may be, and never what it is', (column, message) => {
    const [finding] = judge(`EmailAddress,${column}\na@fabrikam.com,Pa55-CANARY\n`, ON).findings

    expect(finding!.message).toMatch(message)
    expect(finding!.message).not.toContain('CANARY')
  })
})

describe("an IMAP batch's UserName", () => {
  const imap = (user: string, name = 'UserName') =>
    `"EmailAddress","${name}","Password"\na@fabrikam.com,${user},pw\n`

  test.each([
    ['" a"', 'begins'],
    ['"a "', 'ends'],
    ['"\ta"', 'begins'],
    ['"contoso\\a\u00a0"', 'ends'],
    ['"\u3000a"', 'begins'],
    ['" ""a"""', 'begins'],
    ['" a "', 'begins and ends'],
    ['" "', 'begins and ends'],
  ])('%j %s with white space', (user, edges) => {
    const { findings } = judge(imap(user), ON)

    expect(findings.map(asLine)).toEqual([
      `2:16-2:${16 + user.length} error invalid-value, row 1, a@fabrikam.com`,
    ])
    expect(findings[0]!.message).toBe(
      `Row 1: UserName ${edges} with white space, inside its double quotes: this row is not migrated. Remove the white space.`,
    )
  })

  test.each(['a', ' a ', '"a"', ' "a"', '"a b"', 'contoso\\a', '"\u200ba"', '""', '"""a"""'])(
    '%j does not',
    (user) => {
      expect(linesOf(imap(user), ON).join()).not.toContain('invalid-value')
    },
  )

  test('is named as the header spells it', () => {
    expect(judge(imap('" a"', 'USERNAME'), ON).findings[0]!.message).toMatch(/^Row 1: USERNAME begins/)
  })

  test('is found with any white space of .NET at an edge, and with none elsewhere', () => {
    const part = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '\u00a0',
      '\u0085',
      '\u3000',
      '\u200b',
      '\ufeff',
      'é',
      '""',
      ',',
    )
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
        (text) => {
          const isFound = linesOf(imap(`"${text}"`), ON)
            .join()
            .includes('invalid-value')
          expect(isFound).toBe(/^[ \t\u00a0\u0085\u3000]|[ \t\u00a0\u0085\u3000]$/.test(text))
        },
      ),
      runs,
    )
  })

  test('is judged, the Password beside it is not', () => {
    const text =
      '"EmailAddress","UserName","Password"\r\n"ann@contoso.com","ann@contoso.com ","P@ssw0rd "\r\n'

    expect(linesOf(text, ON)).toEqual(['2:19-2:37 error invalid-value, row 1, ann@contoso.com'])
  })
})

test('every cell is judged, in order of place', () => {
  const text =
    'LargeItemLimit,EmailAddress,MailboxType,BadItemLimit\n-1,a@fabrikam.com,x,y\n,b@fabrikam.com,,\nz,bad,PrimaryOnly,1\n'

  expect(linesOf(text, ON)).toEqual([
    '2:1-2:3 error invalid-value, row 1, a@fabrikam.com',
    '2:19-2:20 error invalid-value, row 1, a@fabrikam.com',
    '2:21-2:22 error invalid-value, row 1, a@fabrikam.com',
    '4:1-4:2 error invalid-value, row 3',
    '4:3-4:6 error invalid-email-address, row 3',
  ])
})

describe('not judged', () => {
  test.each([
    ['the database of a move', 'EmailAddress,TargetDatabase,TargetArchiveDatabase\na@fabrikam.com,-1,x\n'],
    ['a staged batch', 'EmailAddress,ForceChangePassword,MailboxType\na@fabrikam.com,False,x\n'],
    ['a column of another name', 'EmailAddress,MailboxType,BadItemLimits\na@fabrikam.com,,x\n'],
    ['the second column of a name', 'EmailAddress,MailboxType,MailboxType\na@fabrikam.com,,x\n'],
  ])('%s', (_, text) => {
    expect(linesOf(text, ON)).toEqual([])
  })

  test('cells with ambiguous quotes, and rows of another width', () => {
    const text = 'EmailAddress,MailboxType\na@fabrikam.com,"x" \nb@fabrikam.com,x,\n'

    expect(linesOf(text, ON)).toEqual([
      '2:16-2:19 error ambiguous-quoting, row 1',
      '3:1-3:18 error wrong-column-count, row 2',
    ])
  })
})
