import { describe, expect, test } from 'vitest'
import { fix, judge, linesOf } from '../support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

describe('a cell that readers read differently', () => {
  test.each([
    ['a blank behind the closing quote', 'a@fabrikam.com,"Pa$$w0rd" ,False', ['2:16-2:26']],
    ['one behind each', '"a@fabrikam.com" ,"pw" ,"True"', ['2:1-2:17', '2:19-2:23']],
    ['text behind the closing quote', 'a@fabrikam.com,"Pa"ss,False', ['2:16-2:22']],
    ['a quote inside a password', 'a@fabrikam.com,Pa"s"s,False', ['2:16-2:22']],
    ['an inch mark in both cells', 'a"@fabrikam.com,b",False', ['2:1-2:19']],
  ])('%s', (_, row, places) => {
    expect(linesOf(`${HEADER}${row}\n`).filter((line) => line.includes('ambiguous'))).toEqual(
      places.map((place) => expect.stringMatching(`^${place} error ambiguous-quoting, row 1`)),
    )
  })

  test('gets no other finding, whatever seems to stand in it', () => {
    expect(
      linesOf(`${HEADER}"bad" ,pw,"yes" \n"" ,pw,"True" \n`).map((line) => line.replace(/^\S+ /, '')),
    ).toEqual([
      'error ambiguous-quoting, row 1',
      'error ambiguous-quoting, row 1',
      'error ambiguous-quoting, row 2',
      'error ambiguous-quoting, row 2',
    ])
  })

  test('hides who the user is, so nobody is asked about', () => {
    const outcome = judge(`${HEADER}"a@contoso.com" ,pw,True\n`)

    expect(outcome.findings).toMatchObject([{ rule: 'ambiguous-quoting', user: null, row: 1 }])
    expect(outcome.federated).toBe(0)
  })

  test('leaves the other cells of the row judged and not corrected', async () => {
    const text = `${HEADER}a@contoso.com,"pw" ,True\nb@contoso.com,pw,True\n`

    expect(linesOf(text)).toEqual([
      '2:15-2:19 error ambiguous-quoting, row 1',
      '2:21-2:25 error federated-force-change-password, row 1, a@contoso.com',
      '3:18-3:22 error federated-force-change-password, row 2, b@contoso.com, fix False',
    ])
    expect(await fix(text)).toEqual(
      Buffer.from(`${HEADER}a@contoso.com,"pw" ,True\nb@contoso.com,pw,False\n`),
    )
  })

  test('hinders the correction of its own row only, wherever that stands', async () => {
    const written = 'a@contoso.com,pw,True\na@contoso.com,"pw" ,True\n'.repeat(6)
    const corrected = 'a@contoso.com,pw,False\na@contoso.com,"pw" ,True\n'.repeat(6)

    expect(await fix(`${HEADER}${written}a@contoso.com,pw,True\n`)).toEqual(
      Buffer.from(`${HEADER}${corrected}a@contoso.com,pw,False\n`),
    )
  })

  test('a quote never closed runs to the end of the file, in the last cell too', () => {
    expect(linesOf(`${HEADER}a@fabrikam.com,pw,"False\nb@contoso.com,pw,True\n\n`)).toEqual([
      '2:19-3:22 error ambiguous-quoting, row 1',
    ])
  })
})

describe('the message', () => {
  const messagesOf = (text: string) =>
    judge(text)
      .findings.filter(({ rule }) => rule === 'ambiguous-quoting')
      .map(({ message }) => message)

  test.each([
    [
      'a blank behind',
      'a@fabrikam.com,"Pa$$w0rd" ,False',
      /^Row 1, Password: .* follows the closing double quote; Exchange may read Password as empty\./,
    ],
    [
      'text behind',
      '"a@fabrikam.com"x,pw,False',
      /^Row 1, EmailAddress: .* may read EmailAddress as empty\./,
    ],
    [
      'a quote inside',
      'a@fabrikam.com,Pa"s"s,False',
      /^Row 1, Password: .* does not begin with one; Exchange may read only a part/,
    ],
    ['a quote before the end', 'a@fabrikam.com,pw,False""', /^Row 1, ForceChangePassword: .* only a part/],
    [
      'lines swallowed by a quote inside',
      'a@fabrikam.com,p"w,False\nb@fabrikam.com,p"w,False',
      /, and the value goes on to line 3; Exchange may read only a part/,
    ],
    [
      'lines between the quotes',
      'a@fabrikam.com,"p\r\n\rw" ,False',
      /, and the value goes on to line 4; Exchange may read Password as empty/,
    ],
    [
      'a quote never closed',
      'a@fabrikam.com,pw,"False\n\nx\n',
      /^Row 1, ForceChangePassword: .* never closed; Exchange may take everything up to the end of the file \(lines 2 to 4\)/,
    ],
    [
      'one inside that is never closed',
      'a@fabrikam.com,pw,F"alse',
      /^Row 1, ForceChangePassword: .* never closed; .*\(line 2\)/,
    ],
    [
      'a row of another width: the position',
      'a@fabrikam.com,"pw" ',
      /^Row 1, column 2: .* may read column 2 as empty/,
    ],
    [
      'a row that lost its cells',
      'a@fabrikam.com,"pw,False\nb@fabrikam.com,pw,False',
      /^Row 1, column 2: .* never closed/,
    ],
  ])('says which column, what is wrong and what may be read: %s', (_, row, message) => {
    expect(messagesOf(`${HEADER}${row}\n`)).toEqual([expect.stringMatching(message)])
  })

  test('gives the position of a header cell, and of a column without a known name', () => {
    expect(messagesOf('EmailAddress,"Password" \na@fabrikam.com,pw\n')).toEqual([
      expect.stringMatching(/^Header, column 2: /),
    ])
    expect(messagesOf('EmailAddress,Password,Site\na@fabrikam.com,pw,"x" \n')).toEqual([
      expect.stringMatching(/^Row 1, column 3: /),
    ])
  })

  test('never says what stands there', () => {
    const row = '"Pa55-CANARY" ,Pa55"CANARY",Pa55"CANARY\n'

    for (const message of messagesOf(`${HEADER}${row}`)) expect(message).not.toContain('CANARY')
    expect(messagesOf(`${HEADER}${row}`)).toHaveLength(3)
  })
})

test('in the header it belongs to no row', () => {
  const { findings } = judge('EmailAddress,"Password" \na@fabrikam.com,Pa$$w0rd\n')

  expect(findings).toMatchObject([
    { rule: 'ambiguous-quoting', line: 1, column: 14, endColumn: 24, row: null },
  ])
  expect(findings[0]!.message).toMatch(/^Header/)
})

test('in a row of another width it stands beside that finding', () => {
  expect(linesOf(`${HEADER}a@fabrikam.com,"p"w\n`)).toEqual([
    '2:1-2:20 error wrong-column-count, row 1',
    '2:16-2:20 error ambiguous-quoting, row 1',
  ])
})

test('below a header without EmailAddress nothing is said of quotes', () => {
  expect(linesOf('Email Address,Password\na@fabrikam.com,"pw" \n')).toEqual([
    '1:1-1:14 error missing-email-address',
  ])
})

test.each(['"a@fabrikam.com"', ' "a@fabrikam.com"', '\u00a0\t"a@fabrikam.com"', 'a@fabrikam.com'])(
  'not %j',
  (cell) => {
    expect(linesOf(`${HEADER}${cell},"P,""a""\r\n",False\n`)).toEqual([])
  },
)

test('a file full of such cells takes no longer than another', () => {
  const { findings } = judge(`EmailAddress\n${'a"b"\n'.repeat(300_000)}`)

  expect(findings.at(-1)!.message).toMatch(/^Row 5000, .* 295000 more problems like this are not listed\.$/)
})
