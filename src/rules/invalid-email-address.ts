import { kinds } from '../batch/kinds.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Exchange finds a user by an SMTP address; anything else in the cell fails that user. */
export const invalidEmailAddress: Rule = {
  id: 'invalid-email-address',
  severity: 'error',
  title: 'Not an SMTP address',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    for (const column of kinds[batch.header.kind ?? 'unknown'].addresses) {
      for (const row of batch.where(column, 'bad-address')) {
        const cell = row.cell(column)
        const why = reasonFor(cell.value)
        yield {
          row,
          at: cell,
          message: `Row ${row.index}: ${column} is not an SMTP address: ${why}. Write it as user@contoso.com.`,
        }
      }
    }
  },
}

/** Says what is wrong without a word of what is written there: in a shifted row it may be a password. */
function reasonFor(value: string): string {
  const parts = value.split('@')
  if (parts.length === 1) return 'it has no @'
  if (parts.length > 2) return 'it has more than one @'
  if (/\s/.test(value)) return 'it has white space in it'
  if (value.length > 254) return 'it is longer than 254 characters'
  if (!parts[1]!.includes('.')) return 'its domain has no dot'
  return 'it has a character or a dot where none may stand'
}
