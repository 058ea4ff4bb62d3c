import { firstLine, recordOf } from '../batch/records.ts'
import { nameIn } from './header-cell.ts'
import type { Rule } from './rule.ts'
import { columnsPage, sources } from './sources.ts'

/** Some columns must have a value in every row; which, depends on the kind of batch. */
export const missingValue: Rule = {
  id: 'missing-value',
  severity: 'error',
  title: 'A required cell is empty',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { header, kind, table } = batch
    const source = columnsPage[kind.name]
    const needs =
      kind.name === 'unknown' ? 'every batch needs it' : `a batch of this kind (${kind.name}) needs it`
    for (const column of kind.required) {
      if (!header.columns.has(column) && !header.near.has(column)) {
        yield {
          at: firstLine(table.bytes, recordOf(table, 0)),
          source,
          message: `The header has no ${column}, and ${needs}. Add the column.`,
        }
      }
      for (const row of batch.where(column, 'empty')) {
        const message = `Row ${row.index}: ${nameIn(batch, column)} is empty, and ${needs}. Fill it in, or remove the row.`
        yield { row, at: row.cell(column), source, message }
      }
    }
  },
}
