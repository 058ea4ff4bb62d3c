import {
  type CellClass,
  type Classes,
  classifyAddresses,
  classifyBooleans,
  classifyText,
  codes,
} from './classify.ts'
import type { Text } from './decode.ts'
import type { Domains } from './domains.ts'
import type { Header } from './header.ts'
import { type Column, kinds } from './kinds.ts'
import { Quoted } from './scan.ts'
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

/** The most rules need of a batch; spans are offsets in `text.bytes`. */
export interface Batch {
  readonly path: string
  readonly header: Header
  readonly text: Text
  readonly table: Table
  /** Data rows as Exchange counts them. */
  readonly rows: number
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
    const written = { start: table.start[slot]!, end: table.end[slot]!, shape: table.shape[slot]! }
    return { ...written, value: cellValue(table.bytes, written), quoted: (written.shape & Quoted) !== 0 }
  }

  function createRow() {
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
    get domains() {
      return columns('EmailAddress')?.domains
    },
    *where(column, name) {
      const classes = columns(column)?.classes
      if (classes === undefined) return
      const row = createRow()
      const code = codes[name]
      for (let at = classes.indexOf(code); at >= 0; at = classes.indexOf(code, at + 1)) {
        row.position = at
        yield row
      }
    },
  }
}

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
