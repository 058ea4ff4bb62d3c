import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../src/batch/decode.ts'
import { linesOf } from '../support/checking.ts'
import { encodeAs, writings } from '../support/generators.ts'

const HEADER = 'EmailAddress,Password\n'

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
    ['behind U+FFFD that was typed', utf8(HEADER, 'a@b.com,\ufffd\ufffd', [0x80]), '2:11-2:12'],
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

test('U+FFFD that was typed is a character like any other', () => {
  expect(linesOf(`${HEADER}a@b.com,\ufffd`)).toEqual([])
})
