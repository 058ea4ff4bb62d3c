import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,pw,True\n'

describe('the likely cause is named', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['no such column', 'Password,ForceChangePassword\npw,True\n', /Name the column .* EmailAddress/],
    ['a blank in the name', 'Email Address,Password\n', /The name "Email Address" is nearly right/],
    ['a hyphen in the name', 'E-MailAddress,Password\n', /The name "E-MailAddress" is nearly right/],
    ['a typo', 'EmailAdress,Password\n', /The name "EmailAdress" is nearly right/],
    ['semicolons', BATCH.replaceAll(',', ';'), /semicolon/],
    ['tabs', BATCH.replaceAll(',', '\t'), /tab/],
    ['sep=', `sep=,\n${BATCH}`, /sep=/],
    ['#TYPE', `#TYPE System.Object\n${BATCH}`, /NoTypeInformation/],
    ['the header left out', 'a@contoso.com,pw,True\n', /is a user, not a header/],
    ['a quote never closed', `"${BATCH}`, /never closed/],
    [
      'UTF-16 or UTF-32 without a mark',
      encodeAs(BATCH, { encoding: 'utf-16le', mark: false }),
      /UTF-16 or UTF-32 without/,
    ],
    ['two marks', `\ufeff\ufeff${BATCH}`, /second byte-order mark/],
  ])('%s', (_, file, cause) => {
    const [finding, ...others] = judge(file).findings.filter(({ rule }) => rule !== 'empty-batch')

    expect(others).toEqual([])
    expect(finding).toMatchObject({ rule: 'missing-email-address', severity: 'error', row: null, user: null })
    expect(finding!.message).toMatch(cause)
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
