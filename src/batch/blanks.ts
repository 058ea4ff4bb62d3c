/**
 * White space as .NET's `Char.IsWhiteSpace` knows it, which is what Exchange trims with: U+00A0 and U+0085
 * count, U+200B and U+FEFF do not. Line ends count too: they can stand inside quotes.
 */
const BLANKS = new Set(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
)

/** `text` without the white space at its edges. */
export function trim(text: string): string {
  const [before, after] = blanksOf(text)
  return text.slice(before.length, text.length - after.length)
}

/** The white space at the start of `text` and at its end; all of it at the start if there is nothing else. */
export function blanksOf(text: string): [string, string] {
  let start = 0
  while (start < text.length && BLANKS.has(text[start]!)) start++
  let end = text.length
  while (end > start && BLANKS.has(text[end - 1]!)) end--
  return [text.slice(0, start), text.slice(end)]
}

/** The first offset in `[start, end)` that holds no blank character, or `end`. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const byte = bytes[at]!
    if (byte > 0x20 && byte < 0x80) break
    const size = blankAt(bytes, at)
    if (size === 0) break
    at += size
  }
  return Math.min(at, end)
}

/** The end of `[start, end)` without the blank characters at its end. */
export function dropBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start) {
    const last = bytes[at - 1]!
    if (last > 0x20 && last < 0x80) break
    let lead = at - 1
    while (lead > start && (bytes[lead]! & 0xc0) === 0x80) lead--
    if (lead + blankAt(bytes, lead) !== at) break
    at = lead
  }
  return at
}

/** Whether a blank character is at an edge of `[start, end)`. */
export function hasEdgeBlank(bytes: Uint8Array, start: number, end: number): boolean {
  return skipBlanks(bytes, start, end) > start || dropBlanks(bytes, start, end) < end
}

/** How many bytes the blank character at `at` takes in UTF-8; 0 if there is none. */
function blankAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!
  if (byte < 0x80) return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0
  if (byte === 0xc2) return bytes[at + 1] === 0x85 || bytes[at + 1] === 0xa0 ? 2 : 0
  if (byte < 0xe1 || byte > 0xe3) return 0
  return isWideBlank((byte << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) ? 3 : 0
}

function isWideBlank(utf8: number): boolean {
  return (
    (utf8 >= 0xe28080 && utf8 <= 0xe2808a) || // U+2000 to U+200A
    (utf8 >= 0xe280a8 && utf8 <= 0xe280a9) || // U+2028, U+2029
    utf8 === 0xe280af || // U+202F
    utf8 === 0xe2819f || // U+205F
    utf8 === 0xe19a80 || // U+1680
    utf8 === 0xe38080 // U+3000
  )
}
