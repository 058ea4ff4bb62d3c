import type { Column, Values } from '../batch/kinds.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Some columns of a move take a few words or a number, and nothing else. */
export const invalidValue: Rule = {
  id: 'invalid-value',
  severity: 'error',
  title: 'Not a value that the column takes',
  source: sources.moveCsvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { values = {} } = batch.kind
    for (const [column, allowed] of Object.entries(values) as [Column, Values][]) {
      for (const row of batch.where(column, 'bad-value')) {
        const message = `Row ${row.index}: ${column} must be ${list(allowed)}. An empty cell means the value given with the batch.`
        yield { row, at: row.cell(column), source: sources.moveCsvFiles, message }
      }
    }
  },
}

/** Two or more values. */
function list({ words, largest }: Values): string {
  const all = largest === undefined ? words : [...words, `a whole number from 0 to ${largest}`]
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}
