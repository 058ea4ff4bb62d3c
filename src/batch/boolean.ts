import { dropBlanks, skipBlanks } from './blanks.ts'

const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')

/** What Exchange reads as a boolean: `true` or `false` in any case, white space around it allowed. */
export function booleanOf(value: string): boolean | undefined {
  const bytes = Buffer.from(value)
  return booleanAt(bytes, 0, bytes.length)
}

/** The same of the UTF-8 text in `[start, end)`. */
export function booleanAt(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const first = skipBlanks(bytes, start, end)
  const length = dropBlanks(bytes, first, end) - first
  if (length === 4 && isWord(bytes, first, TRUE)) return true
  return length === 5 && isWord(bytes, first, FALSE) ? false : undefined
}

function isWord(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if ((bytes[start + i]! | 0x20) !== word[i]) return false
  return true
}
