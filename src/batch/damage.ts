import { isAscii } from 'node:buffer'

/**
 * Why a text cannot be read from some place on. `undecodable`: bytes that its encoding does not have; `replaced`: U+FFFD that the
 * file itself holds; `nul`; `utf-16`: UTF-16 in a file of another encoding; `single-byte`: ASCII in a file of UTF-16.
 */
export type DamageCause = 'undecodable' | 'replaced' | 'nul' | 'utf-16' | 'single-byte'

/** Where it begins, in bytes of the text, and why. */
export interface Damage {
  readonly at: number
  readonly cause: DamageCause
}

const REPLACEMENT = Buffer.from('\ufffd')

/** What a text was decoded from. */
interface Origin {
  readonly file: Uint8Array
  readonly encoding: string
  readonly mark: boolean
  /** The first U+FFFD that stands for bytes no decoder could read. */
  readonly undecodable: number | undefined
}

/** The first place at which a text, in UTF-8 now, cannot be read. */
export function findDamage(bytes: Buffer, { file, encoding, mark, undecodable }: Origin): Damage | undefined {
  const found: Damage[] = []
  const note = (at: number, cause: DamageCause) => {
    if (at >= 0) found.push({ at, cause })
  }
  const nul = bytes.indexOf(0)
  note(nul, isUtf16(bytes, nul) ? 'utf-16' : 'nul')
  if (undecodable !== undefined) note(undecodable, beginsUtf16(bytes, undecodable) ? 'utf-16' : 'undecodable')
  if (!isAscii(bytes)) note(bytes.indexOf(REPLACEMENT), 'replaced')
  if (mark && encoding.startsWith('utf-16')) note(singleBytes(bytes, file, encoding), 'single-byte')
  return found.sort((a, b) => a.at - b.at)[0]
}

/** Whether the mark of UTF-16, two bytes that UTF-8 does not have, is here with characters of ASCII behind it. */
function beginsUtf16(bytes: Uint8Array, at: number): boolean {
  const behind = at + 2 * REPLACEMENT.length
  return isUtf16(bytes, bytes[behind] === 0 ? behind : behind + 1)
}

/** Whether a NUL and the next but one have a letter between them, as in UTF-16 of either byte order. */
function isUtf16(bytes: Uint8Array, nul: number): boolean {
  return bytes[nul] === 0 && bytes[nul + 1] !== 0 && bytes[nul + 2] === 0
}

/** Bytes of ASCII in a row, where every other one of UTF-16 would be NUL. */
const ASCII_RUN = /[\t\r\n\x20-\x7e]{8,}/g
const LIKE_ADDRESS = /[\w.+-]@[\w-]+\.\w/

/** Where ASCII with an address in it begins in a file of UTF-16, as an offset of its text; -1 if nowhere. */
function singleBytes(bytes: Buffer, file: Uint8Array, encoding: string): number {
  const body = Buffer.from(file.buffer, file.byteOffset, file.length)
  for (const { index, 0: run } of body.toString('latin1').matchAll(ASCII_RUN)) {
    if (!LIKE_ADDRESS.test(run)) continue
    const even = index + (index % 2)
    const before = Buffer.from(body.subarray(2, even))
    const units = (encoding === 'utf-16le' ? before : before.swap16()).toString('utf16le')
    return Math.min(Buffer.byteLength(units), bytes.length)
  }
  return -1
}
