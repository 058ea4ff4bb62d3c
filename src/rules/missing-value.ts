import { kinds } from '../batch/kinds.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Some columns must have a value in every row; which, depends on the kind of batch. */
export const missingValue: Rule = {
  id: 'missing-value',
  severity: 'error',
  title: 'A required cell is empty',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    for (const column of kinds[batch.header.kind ?? 'unknown'].required) {
      for (const row of batch.where(column, 'empty')) {
        const cure = 'Fill it in, or remove the row.'
        yield {
          row,
          at: row.cell(column),
          message: `Row ${row.index}: ${column} is empty, and Exchange needs it. ${cure}`,
        }
      }
    }
  },
}
