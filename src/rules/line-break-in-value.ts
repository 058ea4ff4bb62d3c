import type { Batch } from '../batch/batch.ts'
import { isDamaged } from '../batch/classify.ts'
import { type BrokenCell, brokenCells } from '../batch/line-breaks.ts'
import { locate, type Place } from '../batch/lines.ts'
import { nameAt } from './header-cell.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** No value of a batch has a line break: mostly a stray quote has taken the lines below into its cell, and users with them. */
export const lineBreakInValue: Rule = {
  id: 'line-break-in-value',
  severity: 'warning',
  title: 'A value goes on over a line break',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { inEditor } = locate(batch.table)
    for (const cell of brokenCells(batch.table, batch.broken)) {
      const row = batch.table.numbers[cell.position]!
      if (isDamaged(batch.text, cell.start, cell.end)) continue
      const found = {
        row: row === 0 ? row : batch.rowAt(cell.position),
        at: cell,
        source: 'observed',
      } as const
      const message = `${whereIs(batch, cell)}: ${describe(cell, inEditor(cell))}`
      yield cell.tookRow ? { ...found, message, severity: 'error' } : { ...found, message }
    }
  },
}

function whereIs(batch: Batch, { position, slot }: BrokenCell): string {
  const { numbers, width } = batch.table
  const column = nameAt(batch, slot % width)
  return position === 0 ? `Header, column ${(slot % width) + 1}` : `Row ${numbers[position]}, ${column}`
}

function describe({ tookRow }: BrokenCell, { line, endLine }: Place): string {
  const taken = linesFrom(line + 1, endLine)
  if (!tookRow) {
    return `the value goes on in ${taken}, and Exchange may take the line break for a part of it. Put the value in one line.`
  }
  const what =
    endLine > line + 1 ? `${taken}, and one of them could be a row` : `${taken}, which could be a row`
  return `double quotes take ${what}, into this value: Exchange may read no user there. Remove the quotes that do not belong, or close them in line ${line}.`
}

/** A line separator, U+2028, ends a line for Exchange only. */
function linesFrom(first: number, last: number): string {
  if (last < first) return 'another line behind a line separator (U+2028 or U+2029)'
  return last === first ? `line ${first}` : `lines ${first} to ${last}`
}
