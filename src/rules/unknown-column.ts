import { type Header, MOST_COLUMNS, namesBatch } from '../batch/header.ts'
import type { Column, Kind } from '../batch/kinds.ts'
import { columnOf, nearColumn } from '../batch/names.ts'
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
    const { header, kind } = batch
    if (!namesBatch(header)) return
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
      if (index === header.near.get('EmailAddress')?.index && !header.columns.has('EmailAddress')) continue // missing-email-address speaks of it
      yield {
        at: { start, end },
        source: sources.newMigrationBatch,
        message: `${describe({ name, index, column, meant }, { kind: kind.name, mayBeAddress: !namesAddress(header) })} Exchange refuses the whole batch.`,
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
function describe(
  { name, index, column, meant }: UnknownCell,
  { kind, mayBeAddress }: { readonly kind: Kind; readonly mayBeAddress: boolean },
): string {
  if (column !== undefined) return `${column} is not a column of a batch of this kind (${kind}).`
  if (meant !== undefined) {
    const shown = meant === 'Password' ? `Column ${index + 1}` : `"${name}"` // passwords are often near to that word
    return `${shown} is not a column that Exchange knows. Did you mean ${meant}?`
  }
  if (name === '')
    return `Column ${index + 1} has no name; a comma at the end of the header makes such a column.`
  const cure = mayBeAddress ? 'Correct the name.' : 'Correct the name, or remove the column.'
  return `Column ${index + 1} has a name that Exchange does not know. ${cure}`
}

/** Without it any column may be the one with the addresses, which must not be removed. */
function namesAddress({ columns, near }: Header): boolean {
  return columns.has('EmailAddress') || near.has('EmailAddress')
}
