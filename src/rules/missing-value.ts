import type { Header } from '../batch/header.ts'
import type { Column } from '../batch/kinds.ts'
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
    for (const column of kind.required) {
      const needs = `${needing(column, header)} needs it in every row`
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

/** Which batches need the column: every one, or those of IMAP, and then what made this batch one of them. */
function needing(column: Column, { columns, near }: Header): string {
  if (column === 'EmailAddress') return 'every batch'
  const both = (['Username', 'Password'] as const).every((name) => columns.has(name) || near.has(name))
  return `an IMAP batch (this is one by ${both ? 'its UserName and Password' : 'its UserRoot'})`
}
