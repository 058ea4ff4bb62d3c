import type { Batch } from '../batch/batch.ts'
import { blanksOf } from '../batch/blanks.ts'
import type { Column, Values } from '../batch/kinds.ts'
import { nameIn } from './header-cell.ts'
import type { Problem, Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Some columns take a few words or a number and nothing else, and one takes any text, but for white space around it. */
export const invalidValue: Rule = {
  id: 'invalid-value',
  severity: 'error',
  title: 'Not a value that the column takes',
  source: sources.moveCsvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { values = {}, trimmed = [] } = batch.kind
    for (const [column, allowed] of Object.entries(values) as [Column, Values][]) {
      for (const row of batch.where(column, 'bad-value')) {
        yield {
          row,
          at: row.cell(column),
          source: sources.moveCsvFiles,
          message: `Row ${row.index}: ${column} must be ${list(allowed)}. ${noteOn(allowed)}`,
        }
      }
    }
    for (const column of trimmed) yield* edgeBlanks(batch, column)
  },
}

/** Outside the quotes Exchange drops white space; inside it belongs to the value. */
function* edgeBlanks(batch: Batch, column: Column): Generator<Problem> {
  const name = nameIn(batch, column)
  for (const row of batch.where(column, 'edge-blank')) {
    const at = row.cell(column)
    const message =
      `Row ${row.index}: ${name} ${edges(at.value)} with white space, inside its double quotes: this row is not migrated. ` +
      'Remove the white space.'
    yield { row, at, source: sources.rowChecks, message }
  }
}

function edges(value: string): string {
  const [before, after] = blanksOf(value)
  if (before === value) return 'begins and ends'
  return [...(before === '' ? [] : ['begins']), ...(after === '' ? [] : ['ends'])].join(' and ')
}

function noteOn({ onPremises }: Values): string {
  const empty = 'An empty cell means the value given with the batch.'
  return onPremises ? `${empty} Exchange Online no longer uses this limit.` : empty
}

/** Two or more values. */
function list({ words, largest }: Values): string {
  const all = largest === undefined ? words : [...words, `a whole number from 0 to ${largest}`]
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}
