import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/batch/decode.ts'
import { linesOf } from '../support/checking.ts'
import { anyBytes, draw, encodeAs, runs, writings } from '../support/generators.ts'

const HEADER = 'EmailAddress,Password\n'
const REPLACED = { at: 0, cause: 'replaced' }

test.each(writings)('$encoding, mark: $mark, is written back as it was', (writing) => {
  for (const content of ['', 'a', 'é,日本\r\n😀\u0000\ufffd', '\ufeffa']) {
    if (!writing.mark && content.startsWith('\ufeff')) continue // that would be a mark
    const file = encodeAs(content, writing)
    const text = decode(file)

    expect(text).toMatchObject(writing)
    expect(Buffer.from(text.bytes).toString()).toBe(content)
    expect(Buffer.from(encode(text, text.bytes))).toEqual(file)
  }
})

describe('the first byte that cannot be decoded is found', () => {
  const utf8 = (...bytes: (string | number[])[]) =>
    Buffer.concat(bytes.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

  test.each<[string, Buffer, string]>([
    ['Windows-1252 from Excel', Buffer.from(`${HEADER}a@b.com,M\u00fcller`, 'latin1'), '2:10-2:11'],
    ['behind a mark', utf8([0xef, 0xbb, 0xbf], HEADER, 'a@b.com,', [0xff]), '2:9-2:10'],
    ['a character cut off', utf8(HEADER, 'a@b.com,\u00e9', [0xe2, 0x82]), '2:10-2:11'],
    ['a character too long for its value', utf8(HEADER, 'a@b.com,', [0xc0, 0xaf]), '2:9-2:10'],
    ['a surrogate', utf8(HEADER, 'a@b.com,x', [0xed, 0xa0, 0x80]), '2:10-2:11'],
    ['behind U+FFFD, which is told first', utf8(HEADER, 'a@b.com,\ufffd\ufffd', [0x80]), '2:9-2:10'],
    ['behind an astral character', utf8(HEADER, 'a@b.com,😀', [0xfe]), '2:11-2:12'],
    ['the first byte of three before a comma', utf8(`${HEADER}a@b.com`, [0xef], ','), '2:8-2:9'],
    ['in the header', utf8('EmailAddress,Pass', [0xe9], 'word\na@b.com,x'), '1:18-1:19'],
  ])('%s', (_, bytes, place) => {
    expect(linesOf(bytes)).toContain(`${place} error not-unicode`)
  })

  test.each<[string, Buffer, string]>([
    ['half a UTF-16 unit', cut(encodeAs(`${HEADER}a@b.com,x`, wide('utf-16le')), 1), '2:9-2:10'],
    ['half a UTF-16 unit, big-endian', cut(encodeAs(`${HEADER}a@b.com,x`, wide('utf-16be')), 1), '2:9-2:10'],
    ['half a surrogate pair', encodeAs(`${HEADER}a@b.com,\ud83d`, wide('utf-16le')), '2:9-2:10'],
    ['the other half', encodeAs(`${HEADER}a@b.com,😀\ude00x`, wide('utf-16be')), '2:11-2:12'],
    ['part of a UTF-32 unit', cut(encodeAs(`${HEADER}a@b.com,😀x`, wide('utf-32be')), 3), '2:11-2:12'],
    ['a surrogate in UTF-32', utf32(`${HEADER}a@b.com,`, 0xd800), '2:9-2:10'],
    ['no code point in UTF-32', utf32(`${HEADER}a@b.com,`, 0x110000), '2:9-2:10'],
  ])('%s', (_, bytes, place) => {
    expect(linesOf(bytes)).toEqual([`${place} error not-unicode`])
  })

  function wide(encoding: 'utf-16le' | 'utf-16be' | 'utf-32be') {
    return { encoding, mark: true }
  }

  function cut(bytes: Buffer, count: number): Buffer {
    return bytes.subarray(0, bytes.length - count)
  }

  function utf32(text: string, code: number): Buffer {
    const last = Buffer.alloc(4)
    last.writeUInt32LE(code)
    return Buffer.concat([encodeAs(text, { encoding: 'utf-32le', mark: true }), last])
  }
})

test.each([
  ['the last one below the surrogates', 0xd7ff, true],
  ['the first surrogate', 0xd800, false],
  ['the last surrogate', 0xdfff, false],
  ['the first one above the surrogates', 0xe000, true],
  ['U+FFFD', 0xfffd, true],
  ['the last of all', 0x10ffff, true],
  ['one more', 0x110000, false],
  ['the largest number', 0xffffffff, false],
])('a number of UTF-32 is a character or not: %s', (_, code, valid) => {
  for (const bigEndian of [false, true]) {
    const file = Buffer.alloc(12)
    const numbers = [0xfeff, code, 0x61]
    for (const [index, number] of numbers.entries()) {
      if (bigEndian) file.writeUInt32BE(number, index * 4)
      else file.writeUInt32LE(number, index * 4)
    }
    const text = decode(file)

    expect(text.bytes.toString()).toBe(`${valid ? String.fromCodePoint(code) : '\ufffd'}a`)
    expect(text.damage).toEqual(
      code === 0xfffd ? REPLACED : valid ? undefined : { at: 0, cause: 'undecodable' },
    )
  }
})

test.each<[string, number[], string, number]>([
  ['an odd byte alone', [0xff, 0xfe, 0x61], '\ufffd', 0],
  ['an odd byte at the end', [0xfe, 0xff, 0, 0x61, 0], 'a\ufffd', 1],
  ['a lone surrogate at the beginning', [0xfe, 0xff, 0xd8, 0, 0, 0x61], '\ufffda', 0],
  ['three of four bytes', [0, 0, 0xfe, 0xff, 0, 0, 0], '\ufffd', 0],
  ['a wide character before', [0xff, 0xfe, 0xe9, 0, 0, 0xd8], '\u00e9\ufffd', 2],
  ['half of UTF-8', [0xc3], '\ufffd', 0],
  ['a wrong byte behind a mark', [0xef, 0xbb, 0xbf, 0xff, 0x61], '\ufffda', 0],
])('damage is where U+FFFD stands for bytes: %s', (_, bytes, text, damage) => {
  const decoded = decode(Uint8Array.from(bytes))

  expect(decoded.bytes.toString()).toBe(text)
  expect(decoded.damage).toEqual({ at: damage, cause: 'undecodable' })
})

test.each([
  ['no mark', [0x61, 0x62], 'utf-8', false],
  ['part of a mark of UTF-8', [0xef, 0xbb], 'utf-8', false],
  ['half a mark of UTF-16', [0xff], 'utf-8', false],
  ['a mark of UTF-16 before one NUL', [0xff, 0xfe, 0], 'utf-16le', true],
  ['a mark of UTF-32 alone', [0xff, 0xfe, 0, 0], 'utf-32le', true],
  ['three bytes of the other one', [0, 0, 0xfe], 'utf-8', false],
])('a file is known by its first bytes: %s', (_, bytes, encoding, mark) => {
  expect(decode(Uint8Array.from(bytes))).toMatchObject({ encoding, mark })
})

test('a text without damage does not speak of any', () => {
  for (const as of writings) expect(decode(encodeAs('a', as))).not.toHaveProperty('damage')
})

test('U+FFFD that the file itself holds stands for a letter that was lost', () => {
  expect(decode(Buffer.from('a\ufffd')).damage).toEqual({ at: 1, cause: 'replaced' })
  expect(decode(encodeAs('\ufffd', { encoding: 'utf-16be', mark: true })).damage).toEqual(REPLACED)
  expect(linesOf(`${HEADER}a@b.com,\ufffd`)).toEqual(['2:9-2:10 error not-unicode'])
})

/** The file decoded by the platform; of UTF-32 nothing, which the platform cannot decode. */
function decodeByMark(
  file: Uint8Array,
): { body: Uint8Array; name: 'utf-8' | 'utf-16le' | 'utf-16be' } | undefined {
  const hex = Buffer.from(file.subarray(0, 4)).toString('hex')
  if (hex === 'fffe0000' || hex === '0000feff') return undefined
  if (hex.startsWith('efbbbf')) return { body: file.subarray(3), name: 'utf-8' }
  if (hex.startsWith('fffe')) return { body: file.subarray(2), name: 'utf-16le' }
  if (hex.startsWith('feff')) return { body: file.subarray(2), name: 'utf-16be' }
  return { body: file, name: 'utf-8' }
}

const narrowBytes = fc
  .oneof(anyBytes, fc.uint8Array({ maxLength: 40 }))
  .filter((file) => decodeByMark(file) !== undefined)

function canDecode(name: string, body: Uint8Array): boolean {
  try {
    new TextDecoder(name, { ignoreBOM: true, fatal: true }).decode(body)
    return true
  } catch {
    return false
  }
}

test('any bytes are read as the platform reads them, and damage begins where it stops reading them, or before', () => {
  fc.assert(
    fc.property(narrowBytes, (file) => {
      const { body, name } = decodeByMark(file)!
      const { bytes, damage } = decode(file)
      const whole = new TextDecoder(name, { ignoreBOM: true }).decode(body)

      expect(Buffer.from(bytes).toString()).toBe(whole)
      if (damage?.cause === 'single-byte') return // that is a guess of what was meant
      expect(damage === undefined).toBe(canDecode(name, body) && !/[\0\ufffd]/.test(whole))
      if (damage === undefined) return
      const before = bytes.subarray(0, damage.at).toString()
      const bytesBefore = Buffer.from(before, name === 'utf-8' ? 'utf8' : 'utf16le').length
      expect(before).not.toMatch(/[\0\ufffd]/)
      expect(whole.slice(before.length)).toMatch(/^[\0\ufffd]/)
      expect(canDecode(name, body.subarray(0, bytesBefore))).toBe(true)
      for (const more of damage.cause === 'undecodable' ? [1, 2, 3, 4] : []) {
        expect(canDecode(name, body.subarray(0, bytesBefore + more))).toBe(false)
      }
    }),
    runs,
  )
})

test('the generator reaches damage behind readable text, in both widths', () => {
  const damaged = draw(narrowBytes, 1000)
    .map(decode)
    .filter(({ damage }) => damage?.cause === 'undecodable' && damage.at > 0)

  expect(damaged.filter(({ encoding }) => encoding === 'utf-8').length).toBeGreaterThan(25)
  expect(damaged.filter(({ encoding }) => encoding !== 'utf-8').length).toBeGreaterThan(25)
})
