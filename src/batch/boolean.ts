import { dropBlanks, skipBlanks } from './blanks.ts'

/** The bit of each of four letters that makes a capital one small. */
const SMALL = 0x20202020
const TRUE = wordAt(Buffer.from('true'), 0)
const FALS = wordAt(Buffer.from('fals'), 0)
const E = 0x65

/**
 * What Exchange reads as a boolean in the UTF-8 text in `[start, end)`: `true` or `false` in any case, white space around it
 * allowed.
 */
export function booleanAt(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const first = skipBlanks(bytes, start, end)
  const length = dropBlanks(bytes, first, end) - first
  if (length === 4 && wordAt(bytes, first) === TRUE) return true
  if (length !== 5 || wordAt(bytes, first) !== FALS) return undefined
  return (bytes[first + 4]! | (SMALL & 0xff)) === E ? false : undefined
}

/** Four letters as one number, ignoring case. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]! | SMALL
}
