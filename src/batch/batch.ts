import { trim } from './blanks.ts'
import {
  type CellClass,
  type Classes,
  classifyAddresses,
  classifyBooleans,
  classifyText,
  codes,
  isDamaged,
} from './classify.ts'
import type { Text } from './decode.ts'
import type { Domains } from './domains.ts'
import type { Header } from './header.ts'
import { type Column, kinds } from './kinds.ts'
import { Ambiguous, Quoted } from './scan.ts'
import type { Table } from './table.ts'
import { cellValue } from './value.ts'

/** A place in `Batch.bytes`: byte offsets, the end one past the last byte. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** One cell: its place without outer blanks, with its quotes, and its value as Exchange reads it. */
export interface Cell extends Span {
  readonly value: string
  readonly quoted: boolean
}

/** A data row with as many cells as the header. */
export interface Row {
  /** Exchange's number of the row: the header is 0, blank lines do not count. */
  readonly index: number
  /** Its position among the rows with slots. */
  readonly position: number
  /** The user's address, if the EmailAddress cell holds a valid one. */
  readonly user: string | null
  /** The canonical domain of that address. */
  readonly domain: string | undefined
  cell(column: Column): Cell
}

/** A cell of the header; `index` is its position from 0 on. */
export interface HeaderCell extends Span {
  readonly index: number
  readonly name: string
}

/** The most rules need of a batch; spans are offsets in `text.bytes`. */
export interface Batch {
  readonly path: string
  readonly header: Header
  readonly text: Text
  readonly table: Table
  /** Data rows as Exchange counts them. */
  readonly rows: number
  /** The cells of the header that can be read, with their positions and their names without outer blanks. */
  headerCells(): Iterable<HeaderCell>
  /** The domains of the EmailAddress column. */
  readonly domains: Domains | undefined
  /**
   * The rows whose cell in `column` is of the class, in order; none if the header lacks the column. It is one object
   * that moves from row to row: take what you need before the next.
   */
  where(column: Column, name: CellClass): Iterable<Row>
}

/** Puts together what the reader found; columns are classified when a rule first asks. */
export function createBatch(path: string, text: Text, parts: { table: Table; header: Header }): Batch {
  const { table, header } = parts
  const columns = lazyColumns(text, parts)

  function cellAt(row: number, column: Column): Cell {
    const slot = row * table.width + header.columns.get(column)!
    const [start, end, shape] = [table.start[slot]!, table.end[slot]!, table.shape[slot]!]
    const value = cellValue(table.bytes, { start, end, shape })
    return { start, end, value, quoted: (shape & Quoted) !== 0 }
  }

  function createRow(): MovingRow {
    const domains = columns('EmailAddress')?.domains
    return {
      position: 0,
      get index() {
        return table.numbers[this.position]!
      },
      get domain() {
        return domains?.names[domains.ofRow[this.position]! - 1]
      },
      get user() {
        return this.domain === undefined ? null : cellAt(this.position, 'EmailAddress').value
      },
      cell(column: Column) {
        return cellAt(this.position, column)
      },
    }
  }

  return {
    path,
    text,
    table,
    header,
    rows: Math.max(0, table.rows + table.misshapen.length / 4 - 1),
    headerCells: () => readableHeader(text, table),
    get domains() {
      return columns('EmailAddress')?.domains
    },
    where(column, name) {
      const classes = columns(column)?.classes
      return {
        [Symbol.iterator]: () =>
          classes === undefined ? NO_ROWS : moveOver(createRow(), classes, codes[name]),
      }
    },
  }
}

function* readableHeader(
  text: Text,
  { bytes, width, start, end, shape, rows }: Table,
): Generator<HeaderCell> {
  for (let index = 0; rows > 0 && index < width; index++) {
    const cell = { start: start[index]!, end: end[index]!, shape: shape[index]! }
    const name = trim(cellValue(bytes, cell))
    const readable = (cell.shape & Ambiguous) === 0 && !isDamaged(text, cell.start, cell.end)
    if (readable) yield { index, name, start: cell.start, end: cell.end }
  }
}

const END = { done: true as const, value: undefined }
const NO_ROWS: Iterator<Row> = { next: () => END }

/** Moves one row object along the rows of a class: a generator would make two objects a row. */
function moveOver(row: MovingRow, classes: Classes, code: number): Iterator<Row> {
  const step = { done: false, value: row }
  let at = -1
  return {
    next() {
      at = classes.indexOf(code, at + 1)
      row.position = at
      return at < 0 ? END : step
    },
  }
}

/** A row that can be set on another position. */
type MovingRow = Row & { position: number }

interface ColumnFacts {
  readonly classes: Classes
  readonly domains?: Domains
}

/** Classifies each column of the header at most once. */
function lazyColumns(text: Text, { table, header }: { table: Table; header: Header }) {
  const known = new Map<Column, ColumnFacts>()
  const addresses = kinds[header.kind ?? 'unknown'].addresses
  return (column: Column): ColumnFacts | undefined => {
    const position = header.columns.get(column)
    if (position === undefined) return undefined
    const of = { text, table, column: position }
    const facts =
      known.get(column) ??
      (addresses.includes(column)
        ? classifyAddresses(of)
        : { classes: column === 'ForceChangePassword' ? classifyBooleans(of) : classifyText(of) })
    known.set(column, facts)
    return facts
  }
}
