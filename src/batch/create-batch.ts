import type { Batch, Cell, HeaderCell, Row } from './batch.ts'
import { type Classes, codes, isDamaged } from './classify.ts'
import { classifyColumns, type KnownColumns } from './columns.ts'
import type { Text } from './decode.ts'
import type { Header } from './header.ts'
import { type Column, kinds } from './kinds.ts'
import { Ambiguous, Quoted } from './scan.ts'
import type { Table } from './table.ts'
import { cellValue, nameOf } from './value.ts'

/** What the reader found. */
export interface Parts {
  readonly path: string
  readonly size: number
  readonly text: Text
  readonly table: Table
  readonly header: Header
  /** Whether somebody said of a domain that it is federated or managed. */
  isNamed(domain: string): boolean
}

/**
 * Puts together what the reader found; columns are classified when a rule first asks.
 * @param known see `lazyColumns`
 */
export function createBatch(parts: Parts, known: KnownColumns = new Map()): Batch {
  const { path, size, text, table, header, isNamed } = parts
  const kind = kinds[header.kind ?? 'unknown']
  const classified = classifyColumns({ text, table, header, kind, isNamed }, known)
  const columns = classified.facts

  function cellAt(row: number, column: Column): Cell {
    const slot = row * table.width + header.columns.get(column)!
    const start = table.start[slot]!
    const end = table.end[slot]!
    const shape = table.shape[slot]!
    return {
      start,
      end,
      value: cellValue(table.bytes, { start, end, shape }),
      quoted: (shape & Quoted) !== 0,
    }
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

  let moving: MovingRow | undefined
  return {
    path,
    size,
    text,
    table,
    header,
    kind,
    rows: Math.max(0, table.rows + table.misshapen.count - 1),
    known,
    facts: columns,
    get aside() {
      return classified.exceptions.aside
    },
    get broken() {
      return classified.exceptions.broken
    },
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
    rowAt(position) {
      moving ??= createRow()
      moving.position = position
      return moving
    },
  }
}

function* readableHeader(text: Text, { bytes, width, start, end, shape }: Table): Generator<HeaderCell> {
  for (let index = 0; index < width; index++) {
    const cell = { start: start[index]!, end: end[index]!, shape: shape[index]! }
    const name = nameOf(bytes, cell)
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
