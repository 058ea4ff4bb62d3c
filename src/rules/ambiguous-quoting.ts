import type { Batch } from '../batch/batch.ts'
import { isDamaged } from '../batch/classify.ts'
import { locate, type Place } from '../batch/lines.ts'
import { type AmbiguousCell, ambiguousCells, positionOf } from '../batch/records.ts'
import { nameAt } from './header-cell.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Where CSV readers differ, Exchange may read something else than the author wrote, or nothing. */
export const ambiguousQuoting: Rule = {
  id: 'ambiguous-quoting',
  severity: 'error',
  title: 'Double quotes that Exchange may read in another way',
  source: sources.csvFiles,
  scope: 'file',
  fixable: false,

  *check(batch) {
    const { text, table, header } = batch
    const { inEditor } = locate(table)
    for (const cell of ambiguousCells(table)) {
      if (cell.row > 0 && !header.columns.has('EmailAddress')) return
      if (batch.aside.has(cell.row) || isDamaged(text, cell.start, cell.end)) continue
      const what = nameOf(batch, cell)
      const where = cell.row === 0 ? 'Header' : `Row ${cell.row}`
      yield {
        row: cell.row,
        at: { start: cell.start, end: cell.end },
        source: 'observed',
        message: `${where}, ${what}: ${describe(table.bytes, cell, { what, place: inEditor(cell) })}`,
      }
    }
  },
}

/** The column's name if it is a known one; in a shifted row, as in a header, the position says more. */
function nameOf(batch: Batch, { row, column }: AmbiguousCell): string {
  const isShifted = row === 0 || positionOf(batch.table, row) === undefined
  return isShifted ? `column ${column + 1}` : nameAt(batch, column)
}

const QUOTE = 0x22

/** Says what is tangled, what Exchange may make of it (observed), and the cure. */
function describe(
  bytes: Uint8Array,
  { start, end }: AmbiguousCell,
  { what, place }: { readonly what: string; readonly place: Place },
): string {
  const cell = bytes.subarray(start, end)
  if (cell.reduce((quotes, byte) => quotes + Number(byte === QUOTE), 0) % 2 === 1) {
    const all = place.endLine > place.line ? `lines ${place.line} to ${place.endLine}` : `line ${place.line}`
    return `a double quote is never closed; Exchange may take everything up to the end of the file (${all}) for this value. Close the quote, or remove it.`
  }
  const lines = place.endLine > place.line ? `, and the value goes on to line ${place.endLine}` : ''
  return cell[0] === QUOTE
    ? `text or a space follows the closing double quote${lines}; Exchange may read ${what} as empty. Put the comma right behind the quote, and double each quote that belongs to the value.`
    : `a double quote is inside a value that does not begin with one${lines}; Exchange may read only a part of it. Put the whole value in double quotes and double each one inside.`
}
