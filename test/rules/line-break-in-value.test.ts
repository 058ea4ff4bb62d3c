import { describe, expect, test } from 'vitest'
import { fix, type Judging, judge, linesOf } from '../support/checking.ts'
import { encodeAs, writings } from '../support/generators.ts'

/** This rule with its own severities, and those that are on anyway. */
const OWN: Judging = { severities: { 'line-break-in-value': undefined! } }
const HEADER = 'EmailAddress,Password,ForceChangePassword\r\n'
const messagesOf = (text: string) =>
  judge(text, OWN)
    .findings.filter(({ rule }) => rule === 'line-break-in-value')
    .map(({ message }) => message)

describe('a value over several lines is a warning', () => {
  test.each([
    ['CRLF', 'joe@fabrikam.com,"Pass\r\nw0rd12",False', '2:18-3:8', 'goes on in line 3,'],
    ['LF', 'joe@fabrikam.com,"Pass\nw0rd12",False', '2:18-3:8', 'goes on in line 3,'],
    ['CR', 'joe@fabrikam.com,"Pass\rw0rd12",False', '2:18-3:8', 'goes on in line 3,'],
    ['several', 'joe@fabrikam.com,"a\nb\n\nw0rd12",False', '2:18-5:8', 'goes on in lines 3 to 5,'],
    [
      'U+2028, which ends no line for an editor',
      'joe@fabrikam.com,"Pass\u2028w0rd12",False',
      '2:18-2:31',
      'goes on in another line behind a line separator (U+2028 or U+2029),',
    ],
    [
      'nothing but the closing quote',
      'joe@fabrikam.com,Passw0rd12,"False\r\n"',
      '2:29-3:2',
      'goes on in line 3,',
    ],
    ['blanks', 'joe@fabrikam.com,Passw0rd12,"False\r\n  \t"', '2:29-3:5', 'goes on in line 3,'],
    ['commas alone', 'joe@fabrikam.com,"Passw0rd12\r\n,,",False', '2:18-3:4', 'goes on in line 3,'],
    [
      'a part of a row',
      'joe@fabrikam.com,"Passw0rd12\r\nann,False",False',
      '2:18-3:11',
      'goes on in line 3,',
    ],
  ])('%s', (_, row, place, says) => {
    expect(linesOf(`${HEADER}${row}\r\n`, OWN)).toContain(
      `${place} warning line-break-in-value, row 1, joe@fabrikam.com`,
    )
    expect(messagesOf(`${HEADER}${row}\r\n`)).toEqual([expect.stringContaining(says)])
  })

  test('in the last row, in several cells, and behind rows of another width', () => {
    const rows =
      'x\r\njoe@fabrikam.com,"a\nb12345678","False\n"\r\n"\n",y\r\n,,\r\nann@fabrikam.com,"1234567\n8",False'

    expect(linesOf(`${HEADER}${rows}`, OWN).filter((line) => line.includes('line-break'))).toEqual([
      '3:18-4:11 warning line-break-in-value, row 2, joe@fabrikam.com',
      '4:12-5:2 warning line-break-in-value, row 2, joe@fabrikam.com',
      '9:18-10:3 warning line-break-in-value, row 5, ann@fabrikam.com',
    ])
  })

  test('in the header', () => {
    expect(linesOf('EmailAddress,"Password\r\n"\r\njoe@fabrikam.com,\r\n', OWN)).toEqual([
      '1:14-2:2 warning line-break-in-value',
    ])
    expect(messagesOf('EmailAddress,"Password\r\n"\r\njoe@fabrikam.com,\r\n')).toEqual([
      expect.stringMatching(/^Header, column 2: /),
    ])
  })

  test('and other rules judge the cell too', () => {
    const text = `${HEADER}"joe@contoso.com\r\n","Passw0rd12\r\n","Tru\r\n"\r\n`

    expect(linesOf(text, { severities: { ...OWN.severities, 'invalid-password': 'warning' } })).toEqual([
      '2:1-3:2 warning line-break-in-value, row 1',
      '2:1-3:2 error invalid-email-address, row 1',
      '3:3-4:2 warning line-break-in-value, row 1',
      '3:3-4:2 warning invalid-password, row 1',
      '4:3-5:2 warning line-break-in-value, row 1',
      '4:3-5:2 error invalid-force-change-password, row 1',
    ])
  })

  test('True in it is an error that is not corrected, and says why', async () => {
    const text = `${HEADER}joe@contoso.com,Passw0rd12,"True\r\n"\r\n`

    expect(judge(text, OWN).findings.at(-1)).toMatchObject({
      rule: 'federated-force-change-password',
      severity: 'error',
      fix: undefined,
      message: expect.stringMatching(/\. Not corrected: the value goes on over a line break\.$/),
    })
    expect((await fix(text)).toString()).toBe(text)
  })

  test('other cells of the row are corrected', async () => {
    const text = (word: string) => `${HEADER}joe@contoso.com,"Passw0rd\r\n12",${word}\r\n`

    expect((await fix(text('True'))).toString()).toBe(text('False'))
  })
})

describe('a line that could be a row is an error', () => {
  const swallowed = `${HEADER}joe@contoso.com,Passw0rd12,"True\r\nann@contoso.com,Pa55-CANARY,False"\r\n`

  test('the only one of its cell, and it names the line', () => {
    expect(linesOf(swallowed, OWN)).toEqual(['2:28-3:35 error line-break-in-value, row 1, joe@contoso.com'])
    expect(messagesOf(swallowed)).toEqual([
      'Row 1, ForceChangePassword: double quotes take line 3, which could be a row, into this value: Exchange may read no user there. Remove the quotes that do not belong, or close them in line 2.',
    ])
  })

  test.each([
    ['as many cells as the header', 'joe@contoso.com,"Passw0rd12\r\nann,x,False",True'],
    ['an address', 'joe@contoso.com,"Passw0rd12\r\nann@contoso.com",True'],
    ['an address in quotes', 'joe@contoso.com,"Passw0rd12\r\n""ann@contoso.com"",x",True'],
    ['an address below other lines', 'joe@contoso.com,"Passw0rd12\r\n\r\nx\r\nann@contoso.com\r\n",True'],
    ['an address behind U+2028', 'joe@contoso.com,"Passw0rd12\u2028ann@contoso.com",True'],
    ['a whole row before the break', '"joe@contoso.com,Passw0rd12,True\r\nann",x,True'],
  ])('%s', async (_, row) => {
    const text = `${HEADER}${row}\r\n`

    expect(linesOf(text, OWN).filter((line) => line.includes('line-break-in-value'))).toEqual([
      expect.stringMatching(/ error line-break-in-value, row 1/),
    ])
    expect((await fix(text, { federated: '*' })).toString()).toBe(text)
  })

  test('not a single cell in a batch of one column', () => {
    expect(linesOf('EmailAddress\r\n"joe\r\nann"\r\n', OWN)).toEqual([
      '2:1-3:5 warning line-break-in-value, row 1',
      '2:1-3:5 error invalid-email-address, row 1',
    ])
  })

  test('nothing in that row is corrected, and True in it says why', async () => {
    const text = `${HEADER}joe@contoso.com,"Passw0rd12,True\r\nann@contoso.com,Pa55word34",True\r\n`

    expect(
      judge(text, OWN).findings.map(({ rule, severity, message, fix }) => [
        rule,
        severity,
        message.slice(-75),
        fix,
      ]),
    ).toEqual([
      ['line-break-in-value', 'error', expect.any(String), undefined],
      [
        'federated-force-change-password',
        'error',
        expect.stringMatching(/Not corrected: a value in this row holds lines that could be rows\.$/),
        undefined,
      ],
    ])
    expect((await fix(text)).toString()).toBe(text)
  })

  test('a Password that took a row is no password', () => {
    const text = `${HEADER}joe@contoso.com,"x\r\nann@contoso.com,Pa55word34",False\r\n`
    const password = {
      severities: { ...OWN.severities, 'federated-password': 'notice', 'invalid-password': 'warning' },
    } as const

    expect(linesOf(text, password)).toEqual(['2:17-3:28 error line-break-in-value, row 1, joe@contoso.com'])
  })

  test('an EmailAddress that took a row is no address', () => {
    expect(linesOf('EmailAddress,Password\r\n"joe@contoso.com\r\nann@contoso.com",x\r\n', OWN)).toEqual([
      '2:1-3:17 error line-break-in-value, row 1',
    ])
  })

  test('in an IMAP batch, too', () => {
    const text =
      'EmailAddress,UserName,Password\r\njoe@contoso.com,joe,"Passw0rd12\r\nann@contoso.com,ann,Pa55word34"\r\n'

    expect(linesOf(text, OWN)).toEqual(['2:21-3:32 error line-break-in-value, row 1, joe@contoso.com'])
  })

  test('in any encoding', () => {
    for (const as of writings) {
      expect(linesOf(encodeAs(swallowed, as), OWN)).toEqual([
        '2:28-3:35 error line-break-in-value, row 1, joe@contoso.com',
      ])
    }
  })
})

test('quotes that are ambiguous are told by another rule', () => {
  expect(linesOf(`${HEADER}joe@contoso.com,"Pass\r\nw0rd" ,True\r\n`, OWN).join()).not.toContain('line-break')
  expect(linesOf(`${HEADER}joe@contoso.com,Passw0rd,"True\r\n`, OWN).join()).not.toContain('line-break')
})

test('it never shows what is in the value', () => {
  const text = `${HEADER}joe@contoso.com,"CANARY-1\r\nCANARY-2",CANARY-3\r\nann@contoso.com,"x\r\nbob@contoso.com,CANARY-4",True\r\n`

  for (const { message } of judge(text, OWN).findings) expect(message).not.toContain('CANARY')
})

test('a million values of two lines are read in linear time', () => {
  const rows = (count: number) => `EmailAddress,Password\n${'a@contoso.com,"12345678\n9"\n'.repeat(count)}`

  expect(judge(rows(100_000), { ...OWN, maxRows: 1_000_000 }).findings).toHaveLength(5_000)
})
