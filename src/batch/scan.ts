import { dropBlanks, skipBlanks } from './blanks.ts'
import { addQuad } from './memory.ts'
import { createTable, keepRow, makeRoom, type Table } from './table.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const CR = 0x0d
const LF = 0x0a
/** The first byte of U+2028 and U+2029 in UTF-8. */
const E2 = 0xe2

/** How a cell is written: the bits of `Table.shape`. */
export const Quoted = 1
/** A quote is doubled inside the quotes. */
export const Escaped = 2
/** Readers differ on it: text after a closing quote, a quote inside an unquoted cell, a quote never closed. */
export const Ambiguous = 4

/** 1 for the bytes that can end a run. */
const STOPS = new Uint8Array(256)
for (const byte of [QUOTE, COMMA, CR, LF, E2]) STOPS[byte] = 1

/**
 * Splits UTF-8 text into records and cells as Exchange does: a line ends at CR, LF, CRLF, U+2028 or U+2029
 * outside quotes, empty lines are skipped, only the comma separates. The first record is the header.
 * @param used see `createTable`
 */
export function scan(bytes: Buffer, used?: Table): Table {
  const table = createTable(bytes, used)
  const scanner: Scanner = { table, bytes, line: 1, lineStart: 0 }
  let at = skipLineEnds(scanner, 0)
  for (let number = 0; at < bytes.length; number++)
    at = skipLineEnds(scanner, scanRecord(scanner, at, number))
  return table
}

/** The table in the making, and the line that is being read. */
interface Scanner {
  readonly table: Table
  readonly bytes: Uint8Array
  line: number
  lineStart: number
}

/** Reads the record that begins at `first` and gives its end. Only rows as wide as the header take slots. */
function scanRecord(scanner: Scanner, first: number, number: number): number {
  const { table, bytes, line, lineStart } = scanner
  const base = table.rows * table.width
  let cells = 0
  for (let at = first; ; at++) {
    const slot = number === 0 || cells < table.width ? base + cells : base
    makeRoom(table, slot)
    at = scanCell(scanner, at, slot)
    if ((table.shape[slot]! & Ambiguous) !== 0) {
      addQuad(table.ambiguous, [number, cells, table.start[slot]!, table.end[slot]!])
    }
    cells++
    if (bytes[at] === COMMA) continue

    if (number === 0) table.width = cells
    if (cells === table.width) keepRow(table, number, { first, line, lineStart })
    else addQuad(table.misshapen, [number, first, at, cells])
    return at
  }
}

/** Reads the cell that begins at `at` into `slot`; gives the offset of the comma or line end after it. */
function scanCell(scanner: Scanner, at: number, slot: number): number {
  const { table, bytes } = scanner
  const stop = endOfRun(bytes, at)
  const start = skipBlanks(bytes, at, stop)
  if (bytes[stop] === QUOTE) return scanQuotes(scanner, { start, quote: stop, slot })

  table.start[slot] = start
  table.end[slot] = dropBlanks(bytes, start, stop)
  table.shape[slot] = 0
  return stop
}

/** The first quote, comma or line end from `at` on, or the end of the text. */
function endOfRun(bytes: Uint8Array, at: number): number {
  let stop = skipPlain(bytes, at)
  while (bytes[stop] === E2 && !separatorAt(bytes, stop)) stop = skipPlain(bytes, stop + 1)
  return stop
}

/** The first byte from `at` on that can end a run; four a step, which is a quarter faster than one. */
function skipPlain(bytes: Uint8Array, at: number): number {
  const last = bytes.length - 4
  let stop = at
  for (; stop <= last; stop += 4) {
    if (STOPS[bytes[stop]!] !== 0) return stop
    if (STOPS[bytes[stop + 1]!] !== 0) return stop + 1
    if (STOPS[bytes[stop + 2]!] !== 0) return stop + 2
    if (STOPS[bytes[stop + 3]!] !== 0) return stop + 3
  }
  while (stop < bytes.length && STOPS[bytes[stop]!] === 0) stop++
  return stop
}

/** Reads a cell with quotes in it: each quote switches quoting on or off, so a comma may belong to the cell. */
function scanQuotes(scanner: Scanner, cell: { start: number; quote: number; slot: number }): number {
  const { table, bytes } = scanner
  const { start, slot } = cell
  let shape = cell.quote === start ? Quoted : Ambiguous
  let stop = cell.quote
  while (bytes[stop] === QUOTE) {
    const closing = nextQuote(scanner, stop + 1)
    stop = endOfRun(bytes, closing + 1)
    if (closing === bytes.length || stop > closing + 1) shape |= Ambiguous
    else if (bytes[stop] === QUOTE) shape |= Escaped
  }
  stop = Math.min(stop, bytes.length)
  table.start[slot] = start
  table.end[slot] = dropBlanks(bytes, start, stop)
  table.shape[slot] = shape
  return stop
}

/** A plain loop: cells are short, and a native search costs more than it saves. */
function nextQuote(scanner: Scanner, from: number): number {
  const { bytes } = scanner
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) {
    if (bytes[at]! <= CR) countLine(scanner, at)
    at++
  }
  return at
}

function skipLineEnds(scanner: Scanner, from: number): number {
  const { bytes } = scanner
  for (let at = from; ; ) {
    if (bytes[at] === LF || bytes[at] === CR) countLine(scanner, at++)
    else if (separatorAt(bytes, at)) at += 3
    else return at
  }
}

/** Counts a line if one ends at `at`, as editors do: at LF, at CRLF and at a lone CR. */
function countLine(scanner: Scanner, at: number): void {
  const { bytes, table } = scanner
  if (bytes[at] !== LF && (bytes[at] !== CR || bytes[at + 1] === LF)) return
  if (bytes[at] === CR) table.loneCr = true
  scanner.line++
  scanner.lineStart = at + 1
}

/** Whether U+2028 or U+2029 stands at `at`. */
function separatorAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === E2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0xa8 || bytes[at + 2] === 0xa9)
}
