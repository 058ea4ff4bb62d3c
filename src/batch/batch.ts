import type { AsideCause } from './aside.ts'
import type { CellClass, ColumnFacts } from './classify.ts'
import type { KnownColumns } from './columns.ts'
import type { Text } from './decode.ts'
import type { Domains } from './domains.ts'
import type { Header } from './header.ts'
import type { Column, KindOfBatch } from './kinds.ts'
import type { Quads } from './memory.ts'
import type { Table } from './table.ts'

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

/** A batch as rules see it; spans are offsets in `text.bytes`. */
export interface Batch {
  readonly path: string
  readonly header: Header
  /** What a batch of its kind may hold. */
  readonly kind: KindOfBatch
  readonly text: Text
  readonly table: Table
  /** Bytes of the whole file. */
  readonly size: number
  /** Data rows as Exchange counts them. */
  readonly rows: number
  /** The cells of the header that can be read, with their positions and their names without outer blanks. */
  headerCells(): Iterable<HeaderCell>
  /** The columns classified so far, whose memory serves the next batch. */
  readonly known: KnownColumns
  /** What is known of a column's cells; nothing if the header lacks it. */
  facts(column: Column): ColumnFacts | undefined
  /** The rows that have one finding and are judged by no other rule, by Exchange's number, and why. */
  readonly aside: ReadonlyMap<number, AsideCause>
  /** The cells over several lines, as `findBroken` lists them. */
  readonly broken: Quads
  /** The domains of the EmailAddress column. */
  readonly domains: Domains | undefined
  /**
   * The rows whose cell in `column` is of the class, in order; none if the header lacks the column. It is one object
   * that moves from row to row: take what you need before the next.
   */
  where(column: Column, name: CellClass): Iterable<Row>
  /** The row at a position among those with slots; one object again, valid until the next call. */
  rowAt(position: number): Row
}
