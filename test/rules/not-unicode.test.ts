import { describe, expect, test } from 'vitest'
import { fix, judge, linesOf } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'
const latin1 = (text: string) => Buffer.from(text, 'latin1')

test('is said once a file, at the first byte that cannot be decoded', () => {
  const file = latin1(`${HEADER}a@fabrikam.com,M\u00fcller,False\nb@fabrikam.com,M\u00fcller,False\n`)

  expect(linesOf(file)).toEqual(['2:17-2:18 error not-unicode'])
  expect(judge(file).findings[0]!.message).toMatch(/UTF-8/)
})

test.each([
  ['UTF-8', 'utf-8', [0xff]],
  ['UTF-16', 'utf-16le', [0x00, 0xd8]],
  ['UTF-16', 'utf-16be', [0xd8, 0x00]],
  ['UTF-32', 'utf-32le', [0, 0, 0x11, 0]],
  ['UTF-32', 'utf-32be', [0, 0x11, 0, 0]],
] as const)('names the encoding that the mark says: %s', (name, encoding, damage) => {
  const file = Buffer.concat([encodeAs(HEADER, { encoding, mark: true }), Buffer.from(damage)])
  const [finding] = judge(file).findings.filter(({ rule }) => rule === 'not-unicode')

  expect(finding).toMatchObject({ line: 2, column: 1, endColumn: 2 })
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

  test.each([
    ['as an address', '\ufffd@contoso.com,pw,True', '2:1-2:2'],
    ['as a password', 'a@contoso.com,\ufffd,False', '2:15-2:16'],
    ['as ForceChangePassword', 'a@contoso.com,pw,Tr\ufffde', '2:20-2:21'],
    ['between quotes that are ambiguous', 'a@contoso.com,"\ufffd" ,False', '2:16-2:17'],
  ])('gets no other finding where the file holds U+FFFD %s', async (_, row, place) => {
    const text = `${HEADER}${row}\nb@contoso.com,pw,True\n`

    expect(linesOf(text)).toEqual([
      `${place} error not-unicode`,
      '3:18-3:22 error federated-force-change-password, row 2, b@contoso.com',
    ])
    expect(judge(text).findings[0]!.message).toMatch(/U\+FFFD.* lost when the file was converted/)
    expect(await fix(text)).toEqual(Buffer.from(text))
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

test.each([
  ['a list of names', '\u00c9mail,N\u00e4me\nx,y\n'],
  ['a list of people', 'Name,Vorname,EmailAddress\nM\u00fcller,J\u00f6rg,a@contoso.com\n'],
])('%s in Windows-1252 is no batch, and left alone', (_, text) => {
  expect(judge(latin1(text))).toMatchObject({ kind: 'not-a-batch', findings: [] })
})

describe('from where bytes and encoding disagree no other rule speaks', () => {
  const user = 'a@contoso.com,pw,True\n'
  const upTo = '2:18-2:22 error federated-force-change-password, row 1, a@contoso.com'
  const written = (text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be', mark = false) =>
    encodeAs(text, { encoding, mark })
  const rows = 'b@contoso.com,pw,True\r\nbad\r\n'

  test.each([
    ['a NUL', [written(`${HEADER}${user}b@contoso.com,p\0w,True\nbad\n`, 'utf-8')], '3:16-3:17', 'NUL'],
    ['NULs at the end', [written(`${HEADER}${user}\0\0\0\0`, 'utf-8')], '3:1-3:2', 'NUL'],
    [
      'UTF-16 behind ASCII',
      [written(HEADER + user, 'utf-8'), written(rows, 'utf-16le')],
      '3:2-3:3',
      'UTF-16 begins here',
    ],
    [
      'big-endian UTF-16 behind ASCII',
      [written(HEADER + user, 'utf-8'), written(rows, 'utf-16be')],
      '3:1-3:2',
      'UTF-16 begins here',
    ],
    [
      'UTF-16 with its mark behind UTF-8',
      [written(HEADER + user, 'utf-8', true), written(rows, 'utf-16le', true)],
      '3:1-3:2',
      'UTF-16 begins here',
    ],
    [
      'big-endian UTF-16 with its mark behind ASCII',
      [written(HEADER + user, 'utf-8'), written(rows, 'utf-16be', true)],
      '3:1-3:2',
      'UTF-16 begins here',
    ],
    [
      'ASCII behind UTF-16',
      [written(HEADER + user, 'utf-16le', true), written(rows, 'utf-8')],
      '3:1-3:2',
      'single bytes of ASCII in a file of UTF-16',
    ],
    [
      'ASCII behind big-endian UTF-16',
      [written(HEADER + user, 'utf-16be', true), written(rows, 'utf-8')],
      '3:1-3:2',
      'single bytes of ASCII in a file of UTF-16',
    ],
  ])('%s', async (_, parts, place, cause) => {
    const file = Buffer.concat(parts)
    const { findings } = judge(file)

    expect(linesOf(file)).toEqual([upTo, `${place} error not-unicode`])
    expect(findings[1]!.message).toContain(cause)
    expect(await fix(file)).toEqual(file)
  })
})
