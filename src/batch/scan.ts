import { dropBlanks, skipBlanks } from './blanks.ts'
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

/** 1 for the bytes that can end the run of an unquoted cell. */
const STOPS = new Uint8Array(256)
for (const byte of [QUOTE, COMMA, CR, LF, E2]) STOPS[byte] = 1

/**
 * Splits UTF-8 text into records and cells as Exchange does: a line ends at CR, LF, CRLF, U+2028 or U+2029
 * outside quotes, empty lines are skipped, only the comma separates. The first record is the header.
 */
export function scan(bytes: Uint8Array): Table {
  const table = createTable(bytes)
  table.first = skipLineEnds(bytes, 0)
  let at = table.first
  for (let number = 0; at < bytes.length; number++) at = skipLineEnds(bytes, scanRecord(table, at, number))
  return table
}

/** Reads the record that begins at `first` and gives its end. Only rows as wide as the header take slots. */
function scanRecord(table: Table, first: number, number: number): number {
  const { bytes } = table
  const base = table.rows * table.width
  let cells = 0
  for (let at = first; ; at++) {
    const slot = number === 0 || cells < table.width ? base + cells : base
    makeRoom(table, slot)
    at = scanCell(table, at, slot)
    cells++
    if ((table.shape[slot]! & Ambiguous) !== 0) {
      table.ambiguous.push({ row: number, start: table.start[slot]!, end: table.end[slot]! })
    }
    if (bytes[at] === COMMA) continue

    if (number === 0) table.width = cells
    if (cells === table.width) keepRow(table, number)
    else table.misshapen.push(number, first, at, cells)
    return at
  }
}

/** Reads the cell that begins at `at` into `slot`; gives the offset of the comma or line end after it. */
function scanCell(table: Table, at: number, slot: number): number {
  const { bytes } = table
  const stop = endOfRun(bytes, at)
  const start = skipBlanks(bytes, at, stop)
  if (bytes[stop] === QUOTE) return scanQuotes(table, { start, quote: stop, slot })

  table.start[slot] = start
  table.end[slot] = dropBlanks(bytes, start, stop)
  table.shape[slot] = 0
  return stop
}

/** The first quote, comma or line end from `at` on, or the end of the text. */
function endOfRun(bytes: Uint8Array, at: number): number {
  const { length } = bytes
  let stop = at
  while (stop < length) {
    const byte = bytes[stop]!
    if (STOPS[byte] === 1 && (byte !== E2 || lineEndAt(bytes, stop) > 0)) break
    stop++
  }
  return stop
}

/** Reads a cell with quotes in it: each quote switches quoting on or off, so a comma may belong to the cell. */
function scanQuotes(table: Table, cell: { start: number; quote: number; slot: number }): number {
  const { bytes } = table
  const { start, slot } = cell
  let shape = cell.quote === start ? Quoted : Ambiguous
  let opening = cell.quote
  let stop: number
  for (;;) {
    const closing = nextQuote(bytes, opening + 1)
    if (closing === bytes.length) {
      shape |= Ambiguous
      stop = closing
      break
    }
    stop = endOfRun(bytes, closing + 1)
    const reopened = bytes[stop] === QUOTE
    if (reopened && stop === closing + 1) shape |= Escaped
    else if (stop > closing + 1) shape |= Ambiguous
    if (!reopened) break
    opening = stop
  }
  table.start[slot] = start
  table.end[slot] = dropBlanks(bytes, start, stop)
  table.shape[slot] = shape
  return stop
}

/** A plain loop: cells are short, and a native search costs more than it saves. */
function nextQuote(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at++
  return at
}

function skipLineEnds(bytes: Uint8Array, from: number): number {
  let at = from
  for (let size = lineEndAt(bytes, at); size > 0; size = lineEndAt(bytes, at)) at += size
  return at
}

/** How many bytes the line end at `at` takes, CRLF counted as two; 0 if there is none. */
function lineEndAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === CR || byte === LF) return 1
  const separates =
    byte === E2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0xa8 || bytes[at + 2] === 0xa9)
  return separates ? 3 : 0
}
