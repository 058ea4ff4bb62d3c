import type { Span } from './batch.ts'

/** Lines and columns are 1-based, columns in UTF-16 units; the end is one past the last character. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Whether editors and git count the lines of this text differently: they do where a CR stands alone. */
export function hasLoneCr(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1))
    if (bytes[at + 1] !== LF) return true
  return false
}

/**
 * Where spans stand, for a reader of the file.
 * @param spans in order of their starts
 * @param alone whether a lone CR ends a line: it does for editors, not for git and GitHub
 */
export function placesOf(bytes: Uint8Array, spans: readonly Span[], alone: boolean): Place[] {
  const nextLine = alone ? lineAfterCrOrLf : lineAfterLf
  let cursor: Cursor = { offset: 0, line: 1, column: 1, next: nextLine(bytes, 0) }
  return spans.map((span) => {
    cursor = advance(bytes, cursor, { to: span.start, nextLine })
    const end = advance(bytes, cursor, { to: span.end, nextLine })
    return { line: cursor.line, column: cursor.column, endLine: end.line, endColumn: end.column }
  })
}

const LF = 0x0a
const CR = 0x0d

interface Cursor {
  readonly offset: number
  readonly line: number
  readonly column: number
  /** Where the next line begins; kept, so that a long line is searched once. */
  readonly next: number
}

type NextLine = (bytes: Uint8Array, from: number) => number

function advance(
  bytes: Uint8Array,
  from: Cursor,
  { to, nextLine }: { to: number; nextLine: NextLine },
): Cursor {
  let { offset, line, column, next } = from
  while (next <= to) {
    offset = next
    next = nextLine(bytes, offset)
    line++
    column = 1
  }
  return { offset: to, line, column: column + utf16Length(bytes, offset, to), next }
}

function lineAfterLf(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LF, from)
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}

function lineAfterCrOrLf(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  if (at === bytes.length) return Number.POSITIVE_INFINITY
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1
}

function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  let length = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte >= 0xf0) length += 2
    else if ((byte & 0xc0) !== 0x80) length++
  }
  return length
}
