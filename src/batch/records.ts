import { quadAt } from './memory.ts'
import type { Table } from './table.ts'

/** A row with another number of cells than the header; the span is its record without the line end. */
export interface MisshapenRow {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly cells: number
}

/** The rows that take no slots, in order. */
export function* misshapenRows({ misshapen }: Table): Generator<MisshapenRow> {
  for (let index = 0; index < misshapen.count; index++) {
    const [number, start, end, cells] = quadAt(misshapen, index)
    yield { number, start, end, cells }
  }
}

/** A cell that Exchange may read in another way than it is written, in a row of any width. */
export interface AmbiguousCell {
  /** Exchange's number of its row; the header is 0. */
  readonly row: number
  /** Its position in the row, from 0 on. */
  readonly column: number
  readonly start: number
  readonly end: number
}

/** The cells with ambiguous quotes, in order. */
export function* ambiguousCells({ ambiguous }: Table): Generator<AmbiguousCell> {
  for (let index = 0; index < ambiguous.count; index++) {
    const [row, column, start, end] = quadAt(ambiguous, index)
    yield { row, column, start, end }
  }
}

/** Whether the row with Exchange's number has a cell with ambiguous quotes. */
export function hasAmbiguousCell({ ambiguous: { memory, count } }: Table, row: number): boolean {
  const first = firstFrom(count, (index) => memory[index * 4]! >= row)
  return first < count && memory[first * 4] === row
}

/** Where a row stands among those with slots, by the number Exchange gives it; nowhere if it has another width. */
export function positionOf({ numbers, rows }: Table, number: number): number | undefined {
  const position = firstFrom(rows, (index) => numbers[index]! >= number)
  return position < rows && numbers[position] === number ? position : undefined
}

/** The first index below `count` for which `reached` holds, as it does for all after it; `count` if there is none. */
function firstFrom(count: number, reached: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The record that an offset is in, if it is in one: the offsets that rows are split at, and blanks at their edges, are in none. */
export function recordAt(table: Table, offset: number): Omit<MisshapenRow, 'cells'> | undefined {
  const { rows, recordStart, numbers, end: ends, width, misshapen } = table
  const position = firstFrom(rows, (index) => recordStart[index]! > offset) - 1
  const end = position < 0 ? 0 : ends[(position + 1) * width - 1]!
  if (offset < end) return { number: numbers[position]!, start: recordStart[position]!, end }
  const index = firstFrom(misshapen.count, (each) => misshapen.memory[each * 4 + 1]! > offset) - 1
  if (index < 0) return undefined
  const [number, start, last] = quadAt(misshapen, index)
  return offset < last ? { number, start, end: last } : undefined
}

/** The span of a record, by the number Exchange gives it; the header is 0. */
export function recordOf(table: Table, number: number): { start: number; end: number } {
  const row = positionOf(table, number)
  if (row === undefined) return misshapenRow(table, number)
  const last = (row + 1) * table.width - 1
  return { start: table.recordStart[row]!, end: table.end[last]! }
}

function misshapenRow(table: Table, number: number): MisshapenRow {
  for (const row of misshapenRows(table)) if (row.number === number) return row
  throw new RangeError(`there is no row ${number}`)
}

/** The span up to its first CR or LF: what an editor shows as one line. */
export function firstLine(bytes: Uint8Array, { start, end }: { start: number; end: number }) {
  let at = start
  while (at < end && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return { start, end: at }
}
