import type { Batch, Row } from './batch/batch.ts'
import { trim } from './batch/blanks.ts'
import { booleanOf } from './batch/boolean.ts'
import type { Problem } from './rules/rule.ts'

/** A row that can be shown: its text, and which part of it is meant (indices in UTF-16 units). */
export interface Drawing {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Stands for every cell that must not be shown, whatever its length. */
const HIDDEN = '•••'
/** No batch has more; a longer row is not worth a picture. */
const MOST_CELLS = 20

/** Draws the row of a problem, or nothing if the problem has no row with as many cells as the header. */
export function drawRow(batch: Batch, { row, at }: Problem): Drawing | undefined {
  const { table } = batch
  if (typeof row !== 'object' || table.width > MOST_CELLS) return undefined
  const cells = shownCells(batch, row)
  const first = row.position * table.width
  const marked = cells.findIndex((_, column) => table.start[first + column] === at.start)
  const from = cells.slice(0, Math.max(0, marked)).join(',').length + (marked > 0 ? 1 : 0)
  return { text: cells.join(','), from, to: from + (cells[marked]?.length ?? 0) }
}

/** Shows a valid address and the words true and false where they belong, and nothing else. */
function shownCells({ header, table }: Batch, row: Row): string[] {
  const cells = Array.from({ length: table.width }, () => HIDDEN)
  if (row.user !== null) cells[header.columns.get('EmailAddress')!] = row.user
  const column = header.columns.get('ForceChangePassword')
  if (column === undefined) return cells
  const { value } = row.cell('ForceChangePassword')
  if (booleanOf(value) !== undefined) cells[column] = trim(value)
  return cells
}
