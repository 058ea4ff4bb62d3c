import { MOST_COLUMNS } from '../batch/header.ts'
import type { Column, Kind } from '../batch/kinds.ts'
import { columnOf, nearColumn } from '../batch/names.ts'
import { parameterOf } from '../batch/parameters.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/**
 * Exchange refuses a header with a name it does not know; told to allow such columns it ignores them, a misspelt
 * ForceChangePassword too.
 */
export const unknownColumn: Rule = {
  id: 'unknown-column',
  severity: 'error',
  title: 'Exchange does not know a column',
  source: sources.newMigrationBatch,
  scope: 'file',
  fixable: false,

  *check(batch) {
    const { kind } = batch
    for (const { name, index, start, end } of batch.headerCells()) {
      if (index >= MOST_COLUMNS) {
        yield {
          at: { start, end },
          source: sources.newMigrationBatch,
          message: `Columns from ${index + 1} on are more than any batch has. Exchange refuses the whole batch.`,
        }
        return
      }
      const column = columnOf(name)
      const meant = column === undefined ? nearColumn(name) : undefined
      if (column !== undefined && kind.columns.includes(column)) continue
      yield {
        at: { start, end },
        source: sources.newMigrationBatch,
        message: `${describe({ name, index, column, meant }, kind.name)} Exchange refuses the whole batch.`,
      }
    }
  },
}

interface UnknownCell {
  readonly name: string
  readonly index: number
  /** The column of another kind of batch that it names. */
  readonly column: Column | undefined
  readonly meant: Column | undefined
}

/** Shows a name only if it is close to a known one: in a shifted file it may be a password. */
function describe({ name, index, column, meant }: UnknownCell, kind: Kind): string {
  if (column !== undefined) return `${column} is not a column of a batch of this kind (${kind}).`
  if (meant !== undefined) {
    const shown = meant === 'Password' ? `Column ${index + 1}` : `"${name}"` // passwords are often near to that word
    return `${shown} is not a column that Exchange knows. Did you mean ${meant}?`
  }
  if (name === '')
    return `Column ${index + 1} has no name; a comma at the end of the header makes such a column.`
  const parameter = parameterOf(name)
  return parameter === undefined
    ? `Column ${index + 1} has a name that Exchange does not know. Correct the name, or remove the column.`
    : `${name} is set for the whole batch, not for a user: remove the column, and give the value to New-MigrationBatch -${parameter}.`
}
