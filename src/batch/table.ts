import { grown, type Quads } from './memory.ts'

/**
 * The records of one text as offsets: cell `column` of row `r` is slot `r * width + column`, row 0 is the
 * header. Rows of another width take no slots; they are listed apart.
 */
export interface Table {
  /** UTF-8. */
  readonly bytes: Buffer
  /** Rows with slots, the header included. */
  rows: number
  width: number
  /** Per slot: where the cell begins and ends, without outer blanks, with its quotes. */
  start: Uint32Array
  end: Uint32Array
  /** Per slot: the bits `Quoted`, `Escaped` and `Ambiguous` of scan.ts. */
  shape: Uint8Array
  /** Per row with slots: the number Exchange gives it; the header is 0. */
  numbers: Uint32Array
  /** Per row with slots: where its record begins. */
  recordStart: Uint32Array
  /** Per row with slots: the line it begins in, as an editor counts, and where that line begins. */
  line: Uint32Array
  lineStart: Uint32Array
  /** Whether a CR without LF ends a line somewhere: editors count it, git does not. */
  loneCr: boolean
  /** Rows of another width: Exchange's row number, start, end, count of cells. */
  readonly misshapen: Quads
  /** Every ambiguous cell, in rows of any width: Exchange's row number, column, start, end. */
  readonly ambiguous: Quads
}

/**
 * An empty table over `bytes`.
 * @param used a table that is no longer read; its arrays are taken over, which spares many files the memory
 */
export function createTable(bytes: Buffer, used?: Table): Table {
  const slots = 64 + (bytes.length >> 3) // about as many cells as a batch of that size has
  return {
    bytes,
    rows: 0,
    width: 0,
    start: used?.start ?? new Uint32Array(slots),
    end: used?.end ?? new Uint32Array(slots),
    shape: used?.shape ?? new Uint8Array(slots),
    numbers: used?.numbers ?? new Uint32Array(slots >> 1),
    recordStart: used?.recordStart ?? new Uint32Array(slots >> 1),
    line: used?.line ?? new Uint32Array(slots >> 1),
    lineStart: used?.lineStart ?? new Uint32Array(slots >> 1),
    loneCr: false,
    misshapen: { memory: used?.misshapen.memory ?? new Uint32Array(64), count: 0 },
    ambiguous: { memory: used?.ambiguous.memory ?? new Uint32Array(64), count: 0 },
  }
}

/** Makes sure that `slot` can be written. */
export function makeRoom(table: Table, slot: number): void {
  if (slot < table.shape.length) return
  table.start = grown(table.start, Uint32Array)
  table.end = grown(table.end, Uint32Array)
  table.shape = grown(table.shape, Uint8Array)
}

/** Keeps the row just written; `start` says where it begins. */
export function keepRow(table: Table, number: number, start: RecordStart): void {
  if (table.rows === table.numbers.length) {
    table.numbers = grown(table.numbers, Uint32Array)
    table.recordStart = grown(table.recordStart, Uint32Array)
    table.line = grown(table.line, Uint32Array)
    table.lineStart = grown(table.lineStart, Uint32Array)
  }
  table.numbers[table.rows] = number
  table.recordStart[table.rows] = start.first
  table.line[table.rows] = start.line
  table.lineStart[table.rows] = start.lineStart
  table.rows++
}

/** Where a record begins, and the line it begins in as an editor counts: its number, from 1 on, and its start. */
export interface RecordStart {
  readonly first: number
  readonly line: number
  readonly lineStart: number
}
