import { LONGEST } from '../batch/address.ts'
import type { Batch } from '../batch/batch.ts'
import type { Column, Kind } from '../batch/kinds.ts'
import { findOddCharacter } from '../batch/odd-characters.ts'
import { nameIn } from './header-cell.ts'
import type { Problem, Rule } from './rule.ts'
import { columnsPage, type Source, sources } from './sources.ts'

/** Exchange finds a user by an SMTP address; anything else in the cell fails that user. */
export const invalidEmailAddress: Rule = {
  id: 'invalid-email-address',
  severity: 'error',
  title: 'Not an SMTP address',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    for (const column of batch.kind.addresses) {
      const { source, outcome } = factOf(batch.kind.name, column)
      for (const row of batch.where(column, 'bad-address')) {
        const cell = row.cell(column)
        const why = reasonFor(cell.value)
        yield {
          row,
          at: cell,
          source,
          message: `Row ${row.index}: ${nameIn(batch, column)} is not an SMTP address: ${why}.${outcome} Write it as user@contoso.com.`,
        }
      }
      yield* beyondAscii(batch, column)
    }
  },
}

/** Addresses that are valid, but not taken everywhere. */
function* beyondAscii(batch: Batch, column: Column): Generator<Problem> {
  for (const position of batch.facts(column)?.beyondAscii ?? []) {
    const row = batch.rowAt(position)
    yield {
      row,
      at: row.cell(column),
      severity: 'warning',
      source: 'observed',
      message:
        `Row ${row.index}: ${nameIn(batch, column)} has letters beyond ASCII before the @. Exchange may refuse it: Microsoft 365 was ` +
        'documented not to take such addresses for its own users. Give the user an address in ASCII letters.',
    }
  }
}

/** That a staged batch may have a Username, and what it must be, was only observed. */
function factOf(kind: Kind, column: Column): { readonly source: Source; readonly outcome: string } {
  return kind === 'staged' && column === 'Username'
    ? { source: 'observed', outcome: ' Exchange may not find the mailbox by it.' }
    : { source: columnsPage[kind], outcome: '' }
}

/** Says what is wrong without a word of what is written there: in a shifted row it may be a password. */
function reasonFor(value: string): string {
  const parts = value.split('@')
  const odd = /[@\uff20]/.test(value) ? findOddCharacter(value) : undefined
  if (odd !== undefined)
    return `it has a character that no address has (${odd.name}, character ${odd.place} of the cell)`
  if (/^'.*'$/.test(value)) return 'it is in single quotes, which are not the quotes of CSV'
  if (parts.length === 1) return 'it has no @'
  if (parts.length > 2) return 'it has more than one @'
  if (parts[0] === '' || parts[1] === '') return `nothing is ${parts[0] === '' ? 'before' : 'behind'} the @`

  if (value.length > LONGEST) return `it is longer than ${LONGEST} characters`
  if (!parts[1]!.includes('.')) return 'its domain has no dot'
  return 'it has a character or a dot where none may be'
}
