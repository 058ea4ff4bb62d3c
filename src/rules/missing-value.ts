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
    const kind = batch.header.kind ?? 'unknown'
    const needs = kind === 'unknown' ? 'every batch needs it' : `a batch of this kind (${kind}) needs it`
    for (const column of kinds[kind].required) {
      for (const row of batch.where(column, 'empty')) {
        const message = `Row ${row.index}: ${column} is empty, and ${needs}. Fill it in, or remove the row.`
        yield { row, at: row.cell(column), message }
      }
    }
  },
}
