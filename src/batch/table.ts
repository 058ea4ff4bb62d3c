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

/** Groups of four numbers, in the order they came; a million objects would take ten times the memory. */
export interface Quads {
  memory: Uint32Array
  /** How many groups there are. */
  count: number
}

type Quad = readonly [number, number, number, number]

export function addQuad(quads: Quads, quad: Quad): void {
  const at = quads.count++ * 4
  if (at === quads.memory.length) quads.memory = grown(quads.memory, Uint32Array)
  quads.memory.set(quad, at)
}

function quadAt({ memory }: Quads, index: number): Quad {
  const at = index * 4
  return [memory[at]!, memory[at + 1]!, memory[at + 2]!, memory[at + 3]!]
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

/** `length` zeros, in the memory of an array that is no longer read if that has room. */
export function zeros<T extends Uint8Array | Uint32Array>(
  type: new (memory: number | ArrayBufferLike, offset?: number, length?: number) => T,
  length: number,
  used: T | undefined,
): T {
  const room = used !== undefined && used.buffer.byteLength >= length * used.BYTES_PER_ELEMENT
  return room ? (new type(used.buffer, 0, length).fill(0) as T) : new type(length)
}

/** A copy of an array with as much room again. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array>(
  array: T,
  type: new (length: number) => T,
): T {
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
