import { describe, expect, test } from 'vitest'
import { fix, judge, linesOf } from '../support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'
const latin1 = (text: string) => Buffer.from(text, 'latin1')

test('is said once a file, at the first byte that cannot be decoded', () => {
  const file = latin1(`${HEADER}a@fabrikam.com,M\u00fcller,False\nb@fabrikam.com,M\u00fcller,False\n`)

  expect(linesOf(file)).toEqual(['2:17-2:18 error not-unicode'])
  expect(judge(file).findings[0]!.message).toMatch(/UTF-8/)
})

test.each([
  ['UTF-8', [0xef, 0xbb, 0xbf], [0xff]],
  ['UTF-16', [0xff, 0xfe], [0x00, 0xd8]],
  ['UTF-16', [0xfe, 0xff], [0xd8, 0x00]],
  ['UTF-32', [0xff, 0xfe, 0, 0], [0, 0, 0x11, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff], [0, 0x11, 0, 0]],
])('names the encoding that the mark says: %s', (name, mark, damage) => {
  const [finding] = judge(Buffer.from([...mark, ...damage])).findings.filter(
    ({ rule }) => rule === 'not-unicode',
  )

  expect(finding).toMatchObject({ line: 1, column: 1, endColumn: 2 })
  expect(finding!.message).toContain(` be read as ${name}, as its byte-order mark says; Exchange`)
})

describe('a cell that holds what nobody can read', () => {
  test.each([
    ['as an address', 'M\u00fcller,pw,False'],
    ['as a valid address', 'm\u00fcller@contoso.com,pw,True'],
    ['as ForceChangePassword', 'a@contoso.com,pw,T\u00fcr'],
    ['at its end', 'a@contoso.com,pw,T\u00fc'],
    ['between quotes', 'a@contoso.com,pw,"\u00fc"'],
    ['between quotes that are ambiguous', 'a@contoso.com,"\u00fc" ,False'],
  ])('gets no other finding %s', (_, row) => {
    expect(linesOf(latin1(`${HEADER}${row}\n`)).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'error not-unicode',
    ])
  })

  test('does not hide the others, which are reported and not corrected', async () => {
    const file = latin1(`${HEADER}bad,M\u00fcller,maybe\na@contoso.com,pw,True\n`)

    expect(linesOf(file)).toEqual([
      '2:1-2:4 error invalid-email-address, row 1',
      '2:6-2:7 error not-unicode',
      '2:12-2:17 error invalid-force-change-password, row 1',
      '3:18-3:22 error federated-force-change-password, row 2, a@contoso.com',
    ])
    expect(await fix(file)).toEqual(file)
  })
})

test('a header that cannot be read is not taken for another file', () => {
  expect(linesOf(latin1('\u00c9mail,N\u00e4me\nx,y\n'))).toEqual(['1:1-1:2 error not-unicode'])
})

test('U+FFFD in a file that can be decoded is nothing to complain about', () => {
  expect(linesOf(`${HEADER}\ufffd@fabrikam.com,\ufffd,False\n`).join()).not.toContain('not-unicode')
})
