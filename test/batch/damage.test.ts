import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/batch/decode.ts'
import { encodeAs, runs } from '../support/generators.ts'

const TEXT = 'EmailAddress\njoe@contoso.com\n'
const damageOf = (...parts: (string | Uint8Array)[]) =>
  decode(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).damage
const utf16 = (text: string, bigEndian = false, mark = false) =>
  encodeAs(text, { encoding: bigEndian ? 'utf-16be' : 'utf-16le', mark })

describe('where a text cannot be read, and why', () => {
  test.each<[string, (string | Uint8Array)[], object | undefined]>([
    ['nowhere', [TEXT], undefined],
    ['a wrong byte', [TEXT, Uint8Array.of(0xff)], { at: 29, cause: 'undecodable' }],
    ['U+FFFD', [TEXT, 'x\ufffd'], { at: 30, cause: 'replaced' }],
    ['U+FFFD before a wrong byte', ['\ufffd', Uint8Array.of(0xff)], { at: 0, cause: 'replaced' }],
    ['a wrong byte before U+FFFD', [Uint8Array.of(0xff), '\ufffd'], { at: 0, cause: 'undecodable' }],
    ['a NUL', [TEXT, 'a\0b'], { at: 30, cause: 'nul' }],
    ['NULs up to the end', [TEXT, '\0\0\0\0\0'], { at: 29, cause: 'nul' }],
    ['one NUL at the end', [TEXT, '\0'], { at: 29, cause: 'nul' }],
    ['a NUL in UTF-16', [utf16(`${TEXT}a\0b`, false, true)], { at: 30, cause: 'nul' }],
    ['UTF-16 behind ASCII', [TEXT, utf16('ab')], { at: 30, cause: 'utf-16' }],
    ['big-endian UTF-16', [TEXT, utf16('ab', true)], { at: 29, cause: 'utf-16' }],
    ['UTF-16 with a mark', [TEXT, utf16('ab', false, true)], { at: 29, cause: 'utf-16' }],
    ['big-endian UTF-16 with a mark', [TEXT, utf16('ab', true, true)], { at: 29, cause: 'utf-16' }],
    ['ASCII behind UTF-16', [utf16(TEXT, false, true), TEXT], { at: 29, cause: 'single-byte' }],
    ['ASCII behind big-endian UTF-16', [utf16(TEXT, true, true), TEXT], { at: 29, cause: 'single-byte' }],
    [
      'ASCII without an address, which could be anything',
      [utf16(TEXT, false, true), 'no address here.'],
      undefined,
    ],
    ['a mark of UTF-16 before ASCII', [Uint8Array.of(0xff, 0xfe), TEXT], { at: 0, cause: 'single-byte' }],
  ])('%s', (_, parts, damage) => {
    expect(damageOf(...parts)).toEqual(damage)
  })
})

test('what is appended in another encoding is found where it begins, or at its first NUL', () => {
  const line = fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.com,[A-Za-z0-9]{0,8},(True|False)\r\n$/)
  const lines = fc.array(line, { minLength: 1, maxLength: 5 }).map((all) => all.join(''))

  fc.assert(
    fc.property(lines, lines, fc.boolean(), fc.boolean(), (first, second, bigEndian, mark) => {
      const found = damageOf(first, utf16(second, bigEndian, mark))!
      const appended = damageOf(utf16(first, bigEndian, true), second)!

      expect(found.cause).toBe('utf-16')
      expect(found.at - first.length).toBe(bigEndian || mark ? 0 : 1)
      expect(appended).toEqual({ cause: 'single-byte', at: first.length })
    }),
    runs,
  )
})
