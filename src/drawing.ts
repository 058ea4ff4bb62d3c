import type { Batch } from './batch/batch.ts'
import { trim } from './batch/blanks.ts'
import { booleanWordOf } from './batch/boolean-words.ts'
import { cellValue } from './batch/value.ts'

/** A row that can be shown: its text, and which part of it is meant (indices in UTF-16 units). */
export interface Drawing {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Stands for every cell that must not be shown, whatever its length. */
const HIDDEN = '•••'
/** No batch has more columns. */
const MOST_CELLS = 20

/** Which row to draw, and where the cell in question begins. */
export interface Drawn {
  /** The row's position among the rows with slots. */
  readonly position: number
  readonly user: string | null
  readonly start: number
}

/** Draws a row; one that is too long for a batch is not worth a picture. */
export function drawRow(batch: Batch, row: Drawn): Drawing | undefined {
  const { table } = batch
  if (table.width > MOST_CELLS) return undefined
  const cells = shownCells(batch, row)
  const first = row.position * table.width
  const marked = cells.findIndex((_, column) => table.start[first + column] === row.start)
  const from = cells.slice(0, Math.max(0, marked)).join(',').length + (marked > 0 ? 1 : 0)
  return { text: cells.join(','), from, to: from + (cells[marked]?.length ?? 0) }
}

/** Shows a valid address, and a word for true or false in ForceChangePassword, and nothing else. */
function shownCells({ header, table }: Batch, { position, user }: Drawn): string[] {
  const cells = Array.from({ length: table.width }, () => HIDDEN)
  if (user !== null) cells[header.columns.get('EmailAddress')!] = user
  const column = header.columns.get('ForceChangePassword')
  if (column === undefined) return cells
  const slot = position * table.width + column
  const written = { start: table.start[slot]!, end: table.end[slot]!, shape: table.shape[slot]! }
  const value = cellValue(table.bytes, written)
  cells[column] = booleanWordOf(trim(value))?.word ?? HIDDEN
  return cells
}
