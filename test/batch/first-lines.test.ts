import { describe, expect, test } from 'vitest'
import { judge, read } from '../support/checking.ts'

const HEADER = 'EmailAddress;Password;ForceChangePassword\n'
const row = (...cells: (string | number[])[]) =>
  Buffer.concat(['a@contoso.com;', ...cells, '\n'].map((cell) => Buffer.from(cell as string, 'latin1')))
const encodingOf = (...parts: (string | Uint8Array)[]) =>
  read(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).header.hidden?.encoding

describe('the code page of a file that is not UTF-8', () => {
  test.each<[string, (string | number[])[], string]>([
    ['Western European if no word says another', ['M\u00fcller;WAHR'], 'windows-1252'],
    ['Western European by a Danish name', ['J\u00f8rgen;SAND'], 'windows-1252'],
    ['Central European by FA\u0141SZ', ['x;FA', [0xa3], 'SZ'], 'windows-1250'],
    [
      'Cyrillic by \u0418\u0421\u0422\u0418\u041d\u0410',
      ['x;', [0xc8, 0xd1, 0xd2, 0xc8, 0xcd, 0xc0]],
      'windows-1251',
    ],
    ['Turkish by DO\u011eRU', ['x;DO', [0xd0], 'RU'], 'windows-1254'],
    ['Turkish by YANLI\u015e', ['x;YANLI', [0xde]], 'windows-1254'],
    [
      'that of DOS by \u0418\u0421\u0422\u0418\u041d\u0410',
      ['x;', [0x88, 0x91, 0x92, 0x88, 0x8d, 0x80]],
      'ibm866',
    ],
  ])('%s', (_, cells, encoding) => {
    expect(encodingOf(HEADER, row(...cells))).toBe(encoding)
  })

  test('is not looked for if most of what is not ASCII can be read', () => {
    expect(encodingOf(HEADER, 'a@contoso.com;J\u00fcrgen;True\n', row('\u00fc'))).toBeUndefined()
    expect(encodingOf(HEADER, 'a@contoso.com;J\u00fcrgen;True\n', row('\u00fc'), row('\u00fc'))).toBe(
      'windows-1252',
    )
  })

  test('is that of the letters behind a mark of UTF-8, too', () => {
    expect(encodingOf('\ufeff', HEADER, row('\u00fc;True'))).toBe('windows-1252')
  })

  test('does not matter where the header can be read', () => {
    expect(
      read(Buffer.from('EmailAddress,Password\na@contoso.com,\u00fc\n', 'latin1')).header.hidden,
    ).toBeUndefined()
  })

  test('does not make a batch of a list that is none', () => {
    expect(judge(Buffer.from('Name;Ort\nM\u00fcller;K\u00f6ln\n', 'latin1'))).toMatchObject({
      kind: 'not-a-batch',
      findings: [],
    })
  })
})

describe('UTF-16 and UTF-32 without a mark', () => {
  const text = 'EmailAddress;ForceChangePassword\r\n\u00fc@contoso.com;True\r\n'
  const wide = (size: number, bigEndian: boolean) =>
    Buffer.concat(
      Array.from(text, (letter) => {
        const unit = Buffer.alloc(size)
        unit.writeUIntLE(letter.codePointAt(0)!, 0, size)
        return bigEndian ? unit.reverse() : unit
      }),
    )

  test.each([
    ['utf-16le', 2, false],
    ['utf-16be', 2, true],
    ['utf-32le', 4, false],
    ['utf-32be', 4, true],
  ] as const)('%s is known by its NULs, behind empty lines too', (encoding, size, bigEndian) => {
    const lineEnd = Buffer.from(wide(size, bigEndian).subarray(32 * size, 34 * size))

    expect(encodingOf(wide(size, bigEndian))).toBe(encoding)
    expect(encodingOf(lineEnd, wide(size, bigEndian))).toBe(encoding)
  })

  test('a single NUL in a name says nothing of an encoding', () => {
    expect(encodingOf('EmailAddress\0;ForceChangePassword\na@contoso.com;True\n')).toBeUndefined()
  })
})

describe('the number of a line is the one that editors show', () => {
  test.each([
    ['empty lines above', '\n\r\n\rUsers\n\nEmailAddress,ForceChangePassword\n', 6],
    ['LF and CR', 'Users\rEmailAddress,ForceChangePassword\n', 2],
  ])('%s', (_, text, line) => {
    expect(read(text).header.hidden).toMatchObject({ line, above: ['title'] })
  })
})
