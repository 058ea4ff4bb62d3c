import type { Span } from './batch.ts'
import type { Table } from './table.ts'

/** Lines and columns are 1-based, columns in UTF-16 units; the end is one past the last character. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Where spans stand, in the order of the spans. */
export interface Places {
  /** For an editor. */
  readonly inEditor: readonly Place[]
  /** For git and GitHub, if they count other lines: a lone CR ends none there. */
  readonly onGitHub: readonly Place[] | undefined
}

/** Where spans stand, which are in order of their starts. */
export function placesOf(table: Table, spans: readonly Span[]): Places {
  return {
    inEditor: countLines(table, spans, rowJumps(table)),
    onGitHub: table.loneCr ? countLines(table, spans, undefined) : undefined,
  }
}

const LF = 0x0a
const CR = 0x0d

/** A place reached so far; `line` begins at or before `offset`. */
interface Cursor {
  readonly offset: number
  readonly line: number
  readonly column: number
}

const START: Cursor = { offset: 0, line: 1, column: 1 }

/** The last line start before an offset that the reader noted; offsets must not decrease. */
type Jump = (offset: number) => Cursor

function rowJumps({ rows, line, lineStart }: Table): Jump {
  let row = 0
  return (offset) => {
    if (rows === 0 || lineStart[0]! > offset) return START
    while (row + 1 < rows && lineStart[row + 1]! <= offset) row++
    return { offset: lineStart[row]!, line: line[row]!, column: 1 }
  }
}

/** Counts by the lines of editors, jumping ahead, or without jumps by those of git. */
function countLines({ bytes }: Table, spans: readonly Span[], jump: Jump | undefined): Place[] {
  let cursor = START
  return spans.map(({ start, end }) => {
    const noted = jump?.(start)
    if (noted !== undefined && noted.line > cursor.line) cursor = noted
    cursor = advance(bytes, cursor, { to: start, loneCr: jump !== undefined })
    const last = advance(bytes, cursor, { to: end, loneCr: jump !== undefined })
    return { line: cursor.line, column: cursor.column, endLine: last.line, endColumn: last.column }
  })
}

function advance(bytes: Uint8Array, from: Cursor, { to, loneCr }: { to: number; loneCr: boolean }): Cursor {
  let { line, column } = from
  for (let at = from.offset; at < to; at++) {
    const byte = bytes[at]!
    if (byte === LF || (byte === CR && loneCr && bytes[at + 1] !== LF)) {
      line++
      column = 1
    } else if (byte >= 0xf0) column += 2
    else if ((byte & 0xc0) !== 0x80) column++
  }
  return { offset: to, line, column }
}
