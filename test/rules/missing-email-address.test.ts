import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,pw,True\n'

const INVISIBLE = 'An invisible character stands in the name: write EmailAddress anew.'
const nearlyRight = (name: string) =>
  `The name "${name}" is nearly right: write EmailAddress, without spaces or hyphens.`

/** What was observed only. */
const OBSERVED = ['sep=', '#TYPE', 'UTF-16 or UTF-32 without a mark', 'two marks', 'quotes in odd places']

describe('the likely cause is named', () => {
  test.each<[string, string | Uint8Array, string]>([
    [
      'no such column',
      'Password,ForceChangePassword\npw,True\n',
      "Name the column with the users' addresses EmailAddress.",
    ],
    ['a blank in the name', 'Email Address,Password\n', nearlyRight('Email Address')],
    ['a hyphen in the name', 'E-MailAddress,Password\n', nearlyRight('E-MailAddress')],
    ['a typo', 'EmailAdress,Password\n', nearlyRight('EmailAdress')],
    ['an invisible character', 'Email\u200bAddress,Password\n', INVISIBLE],
    ['a control character', 'EmailAddress\u0007,Password\n', INVISIBLE],
    [
      'semicolons',
      BATCH.replaceAll(',', ';'),
      'The cells are separated by semicolons, as Excel does with some regional settings. Set the list separator of Windows to a comma and save again, or convert the file in PowerShell with Import-Csv -Delimiter ";" and Export-Csv -NoTypeInformation.',
    ],
    [
      'tabs',
      BATCH.replaceAll(',', '\t'),
      'The cells are separated by tabs: save as "CSV UTF-8 (Comma delimited)".',
    ],
    [
      'sep=',
      `sep=,\n${BATCH}`,
      'It may take the "sep=" line for the header: remove that line, and separate the cells with commas.',
    ],
    [
      '#TYPE',
      `#TYPE System.Object\n${BATCH}`,
      'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
    ],
    [
      'the header left out',
      'a@contoso.com,pw,True\n',
      'The first line is a user, not a header: put a line such as EmailAddress,Password,ForceChangePassword above it.',
    ],
    [
      'a quote never closed',
      `"${BATCH}`,
      'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
    ],
    [
      'UTF-16 or UTF-32 without a mark',
      encodeAs(BATCH, { encoding: 'utf-16le', mark: false }),
      'The file is UTF-16 or UTF-32 without a byte-order mark: save as "CSV UTF-8 (Comma delimited)".',
    ],
    [
      'two marks',
      `\ufeff\ufeff${BATCH}`,
      'A second byte-order mark stands before the name: save the file again as UTF-8.',
    ],
    [
      'quotes in odd places',
      'Email"Address,Pass"word\na@contoso.com,x\n',
      'Double quotes in the first line stand where none may: remove them.',
    ],
    [
      'quotes around the line',
      '"EmailAddress,Password"\n"a@contoso.com,x"\n',
      'The whole line stands in double quotes: remove them, in every row.',
    ],
    ['a title', `Users\n${BATCH}`, 'The header is the second line; remove the line above it.'],
    [
      'a tab in one of two cells',
      'EmailAddress\tSite,ForceChangePassword\na@contoso.com\tx,True\n',
      'The cells are separated by tabs: save as "CSV UTF-8 (Comma delimited)".',
    ],
  ])('%s', (name, file, cause) => {
    const [finding, ...others] = judge(file).findings.filter(({ rule }) => rule !== 'empty-batch')
    const outcome = OBSERVED.includes(name)
      ? 'Exchange may find no EmailAddress column and refuse the whole batch.'
      : 'Exchange finds no EmailAddress column and refuses the whole batch.'

    expect(others).toEqual([])
    expect(finding).toMatchObject({ rule: 'missing-email-address', severity: 'error', row: null, user: null })
    expect(finding!.message).toBe(`${outcome} ${cause}`)
  })
})

describe('it stands at the header line', () => {
  test.each([
    ['the first one', 'Email Address,Password\nx,y\n', '1:1-1:23'],
    ['behind blank lines', '\r\n\nEmail Address,Password\nx,y\n', '3:1-3:23'],
    ['with blanks around', ' Email Address , Password \nx,y\n', '1:1-1:26'],
    ['the first of several', '"Email Address","Pass\nword"\nx,y\n', '1:1-1:22'],
  ])('%s', (_, text, place) => {
    expect(linesOf(text)).toEqual([`${place} error missing-email-address`])
  })
})

test('no rule looks at rows below such a header', () => {
  expect(
    linesOf('Email Address,ForceChangePassword\nbad,maybe\n,True,x\n"a"b,True\n', { maxRows: 1 }),
  ).toEqual(['1:1-1:34 error missing-email-address'])
})

test('the header alone is an empty batch too', () => {
  expect(linesOf('Email Address,ForceChangePassword\n')).toEqual([
    '1:1-1:1 error empty-batch',
    '1:1-1:34 error missing-email-address',
  ])
})

test.each(['EmailAddress', 'emailaddress', ' "EmailAddress" '.trimEnd(), 'EMAILADDRESS,Password'])(
  'not for %s',
  (header) => {
    expect(linesOf(`${header}\n`)).toEqual(['1:1-1:1 error empty-batch'])
  },
)

test('a damaged name is left to the finding about the bytes', () => {
  const bytes = Buffer.from('EmailAddr\u00e9ss,Password\na@contoso.com,\n', 'latin1')

  expect(linesOf(bytes)).toEqual(['1:10-1:11 error not-unicode'])
})
