import type { Span } from './batch.ts'
import type { Table } from './table.ts'

/** Lines and columns are 1-based, columns in UTF-16 units; the end is one past the last character. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Tells where a span stands; the starts of the spans it is asked about must not decrease. */
type Locate = (span: Span) => Place

/** Two ways to count lines. */
export interface Locators {
  /** As editors do. */
  readonly inEditor: Locate
  /** As git and GitHub do, if that differs: a lone CR ends no line there. */
  readonly onGitHub: Locate | undefined
}

/** Where the spans of a text stand. */
export function locate(table: Table): Locators {
  return {
    inEditor: countLines(table, rowJumps(table)),
    onGitHub: table.loneCr ? countLines(table, undefined) : undefined,
  }
}

const LF = 0x0a
const CR = 0x0d

/** A place that moves along the text; `line` begins at or before `offset`. */
interface Cursor {
  offset: number
  line: number
  column: number
}

/** Moves a cursor to the last line start at or before an offset that the reader noted; offsets must not decrease. */
type Jump = (cursor: Cursor, offset: number) => void

function rowJumps({ rows, line, lineStart }: Table): Jump {
  let row = 0
  return (cursor, offset) => {
    if (rows === 0 || lineStart[0]! > offset) return
    while (row + 1 < rows && lineStart[row + 1]! <= offset) row++
    if (line[row]! > cursor.line)
      Object.assign(cursor, { offset: lineStart[row]!, line: line[row]!, column: 1 })
  }
}

/** Counts by the lines of editors, jumping ahead, or without jumps by those of git. */
function countLines({ bytes }: Table, jump: Jump | undefined): Locate {
  const loneCr = jump !== undefined
  const cursor = { offset: 0, line: 1, column: 1 }
  const ahead = { ...cursor }
  return ({ start, end }) => {
    jump?.(cursor, start)
    advance(bytes, cursor, { to: start, loneCr })
    const { line, column } = Object.assign(ahead, cursor)
    advance(bytes, ahead, { to: end, loneCr })
    return { line, column, endLine: ahead.line, endColumn: ahead.column }
  }
}

function advance(bytes: Uint8Array, cursor: Cursor, { to, loneCr }: { to: number; loneCr: boolean }): void {
  let { line, column } = cursor
  for (let at = cursor.offset; at < to; at++) {
    const byte = bytes[at]!
    if (byte === LF || (byte === CR && loneCr && bytes[at + 1] !== LF)) {
      line++
      column = 1
    } else if (byte >= 0xf0) column += 2
    else if ((byte & 0xc0) !== 0x80) column++
  }
  cursor.offset = to
  cursor.line = line
  cursor.column = column
}
