import { isUtf8 } from 'node:buffer'
import { type Damage, findDamage } from './damage.ts'
import { fromUtf16, fromUtf32, toUtf16, toUtf32 } from './wide.ts'

/** The encodings whose byte-order mark Exchange honours; without a mark it reads UTF-8. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'

/** A file's text as UTF-8 without its mark, and what it takes to write it back as it was. */
export interface Text {
  readonly bytes: Buffer
  readonly encoding: Encoding
  /** Whether the file began with a byte-order mark. */
  readonly mark: boolean
  /** The first place at which it cannot be read. */
  readonly damage?: Damage
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]], // before UTF-16 LE, whose mark it begins with
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Decodes a file as Exchange does: by its mark, else as UTF-8; what cannot be decoded becomes U+FFFD. */
export function decode(file: Uint8Array): Text {
  const [encoding, mark] = MARKS.find(([, mark]) => mark.every((byte, i) => file[i] === byte)) ?? [
    'utf-8',
    [],
  ]
  const body = Buffer.from(file.buffer, file.byteOffset + mark.length, file.length - mark.length)
  const { bytes, undecodable } = encoding === 'utf-8' ? fromUtf8(body) : transcode(body, encoding)
  const text = { bytes, encoding, mark: mark.length > 0 }
  const damage = findDamage(bytes, { ...text, file, undecodable })
  return damage === undefined ? text : { ...text, damage }
}

/** The file that `decode` reads as `bytes`, in the encoding and with the mark that `text` has. */
export function encode(text: Text, bytes: Uint8Array): Uint8Array {
  const mark = text.mark ? MARKS.find(([encoding]) => encoding === text.encoding)![1] : []
  return Buffer.concat([Uint8Array.from(mark), encodeBody(text.encoding, bytes)])
}

function encodeBody(encoding: Encoding, bytes: Uint8Array): Uint8Array {
  if (encoding === 'utf-8') return bytes
  const string = Buffer.from(bytes).toString()
  const bigEndian = encoding.endsWith('be')
  return encoding.startsWith('utf-16') ? toUtf16(string, bigEndian) : toUtf32(string, bigEndian)
}

/** A text, and the offset of the first U+FFFD in it that stands for bytes no decoder could read. */
interface Decoded {
  readonly bytes: Buffer
  readonly undecodable?: number
}

function fromUtf8(body: Buffer): Decoded {
  if (isUtf8(body)) return { bytes: body }
  const bytes = Buffer.from(body.toString())
  return { bytes, undecodable: firstDifference(body, bytes) }
}

/**
 * Everything before the first damage is the same in both, so the damage begins at the character that differs; there is one,
 * and it is U+FFFD in `after`.
 */
function firstDifference(before: Uint8Array, after: Uint8Array): number {
  let at = 0
  while (before[at] === after[at]) at++
  while ((after[at]! & 0xc0) === 0x80) at--
  return at
}

function transcode(body: Buffer, encoding: Encoding): Decoded {
  const bigEndian = encoding.endsWith('be')
  const { text, damage } = encoding.startsWith('utf-16')
    ? fromUtf16(body, bigEndian)
    : fromUtf32(body, bigEndian)
  const bytes = Buffer.from(text)
  return damage === undefined ? { bytes } : { bytes, undecodable: Buffer.byteLength(text.slice(0, damage)) }
}
