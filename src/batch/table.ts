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
  /** Rows of another width, four numbers each: Exchange's row number, start, end, count of cells. */
  readonly misshapen: number[]
  /** Every ambiguous cell, in rows of any width. */
  readonly ambiguous: { readonly row: number; readonly start: number; readonly end: number }[]
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
    misshapen: [],
    ambiguous: [],
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

/** `length` zeros, in the memory of an array that is no longer read if that has room. */
export function zeros<T extends Uint8Array | Uint32Array>(
  type: new (memory: number | ArrayBufferLike, offset?: number, length?: number) => T,
  length: number,
  used: T | undefined,
): T {
  const room = used !== undefined && used.buffer.byteLength >= length * used.BYTES_PER_ELEMENT
  return room ? (new type(used.buffer, 0, length).fill(0) as T) : new type(length)
}

function grown<T extends Uint8Array | Uint32Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(array.length * 2)
  larger.set(array)
  return larger
}

/** A row with another number of cells than the header; the span is its record without the line end. */
export interface MisshapenRow {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly cells: number
}

/** The rows that take no slots, in order. */
export function* misshapenRows({ misshapen }: Table): Generator<MisshapenRow> {
  for (let at = 0; at < misshapen.length; at += 4) {
    const [number, start, end, cells] = misshapen.slice(at, at + 4) as [number, number, number, number]
    yield { number, start, end, cells }
  }
}

/** The span of a record, by the number Exchange gives it; the header is 0. */
export function recordOf(table: Table, number: number): { start: number; end: number } {
  const row = table.numbers.subarray(0, table.rows).indexOf(number)
  if (row < 0) return Array.from(misshapenRows(table)).find((each) => each.number === number)!
  const last = (row + 1) * table.width - 1
  return { start: table.recordStart[row]!, end: table.end[last]! }
}

/** The span up to its first CR or LF: what an editor shows as one line. */
export function firstLine(bytes: Uint8Array, { start, end }: { start: number; end: number }) {
  let at = start
  while (at < end && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return { start, end: at }
}
