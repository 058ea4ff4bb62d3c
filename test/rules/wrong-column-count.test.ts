import { describe, expect, test } from 'vitest'
import { fix, judge, linesOf } from '../support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'

describe('a row of another width', () => {
  test.each([
    ['too short', 'a@contoso.com,True', '2:1-2:19'],
    ['too long', 'a@contoso.com,pw,True,', '2:1-2:23'],
    ['a comma in a password without quotes', 'a@contoso.com,p,w,True', '2:1-2:23'],
    ['a line of blanks', '   ', '2:1-2:4'],
    ['a line with a no-break space', '\u00a0', '2:1-2:2'],
    ['a semicolon instead of a comma', 'a@contoso.com;pw;True', '2:1-2:22'],
    ['commas, too many', ',,,', '2:1-2:4'],
    ['over several lines: its first', 'a@contoso.com,"p\r\nw"', '2:1-2:17'],
  ])('%s', (_, row, place) => {
    expect(linesOf(`${HEADER}${row}\n`)).toEqual([`${place} error wrong-column-count, row 1`])
  })

  test.each(['', '\n', '\r\n\u2028', ',,', ' , , '])('not %j', (row) => {
    expect(linesOf(`${HEADER}${row}\n`).join()).not.toContain('wrong-column-count')
  })

  test('is numbered as Exchange counts rows', () => {
    const text = `\n${HEADER}\n"a@fabrikam.com","p\n\nw",False\n\nb@fabrikam.com\n\nc@fabrikam.com,,\nd,d\n`

    expect(linesOf(text)).toEqual([
      '8:1-8:15 error wrong-column-count, row 2',
      '11:1-11:4 error wrong-column-count, row 4',
    ])
    expect(judge(text).rows).toBe(4)
  })

  test('is told how many cells there are and should be', () => {
    const messages = judge(`${HEADER}x\na,b,c,d\n`).findings.map(({ message }) => message)

    expect(messages).toEqual([
      expect.stringMatching(/^Row 1 has 1 cell and the header has 3 columns: .*needs its comma/),
      expect.stringMatching(/^Row 2 has 4 cells and the header has 3 columns: .*double quotes/),
    ])
  })

  test.each([
    ['as it is', '"joe@contoso.com,Passw0rd12,True"'],
    ['with doubled quotes inside', '"joe@contoso.com,""Passw0rd,12"",True"'],
  ])('is told that all of it is in double quotes: %s', (_, row) => {
    expect(linesOf(HEADER + row)).toEqual([`2:1-2:${row.length + 1} error wrong-column-count, row 1`])
    expect(judge(HEADER + row).findings[0]!.message).toBe(
      'Row 1 has 1 cell and the header has 3 columns: Exchange refuses the whole batch. The whole line is in double quotes: remove them.',
    )
  })

  test.each(['"joe@contoso.com"', '"joe@contoso.com,Passw0rd12\n,True"', '"a,b","c"'])(
    'but not of %j',
    (row) => {
      expect(judge(HEADER + row).findings[0]!.message).not.toMatch(/whole line/)
    },
  )

  test('gets no other finding and no fix', async () => {
    const text = `${HEADER}bad,maybe\n,pw,True,x\njoe@contoso.com,True\n`

    expect(linesOf(text).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'error wrong-column-count, row 1',
      'error wrong-column-count, row 2',
      'error wrong-column-count, row 3',
    ])
    expect(await fix(text)).toEqual(Buffer.from(text))
  })

  test('stands beside the quote that is never closed and swallows what follows', () => {
    expect(linesOf(`${HEADER}a@fabrikam.com,"pw,False\nb@contoso.com,pw,True\n`)).toEqual([
      '2:1-2:25 error wrong-column-count, row 1',
      '2:16-3:22 error ambiguous-quoting, row 1',
    ])
  })
})

test('a trailing comma in the header makes every row without one too short', () => {
  expect(linesOf('EmailAddress,\na@fabrikam.com\nb@fabrikam.com,\n')).toEqual([
    '2:1-2:15 error wrong-column-count, row 1',
  ])
})
