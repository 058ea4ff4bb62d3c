import type { Batch, Row } from './batch.ts'
import { codes, isFilled } from './classify.ts'
import type { Column } from './kinds.ts'

/** The code of the header, and of rows that take part in nothing. */
const NOBODY = 0

/** How many rows have something in a column, be it readable or not. */
export function countNotEmpty(batch: Batch, column: Column): number {
  const classes = batch.facts(column)?.classes
  return classes?.reduce((rows, code) => (code === NOBODY || code === codes.empty ? rows : rows + 1), 0) ?? 0
}

/**
 * How many rows are of users in the domains that are accepted.
 * @param filled a column that must have something readable in it, too
 */
export function countUsers(batch: Batch, accepts: (domain: string) => boolean, filled?: Column): number {
  const { domains } = batch
  if (domains === undefined) return 0
  const classes = filled && batch.facts(filled)?.classes
  const rows = new Uint32Array(domains.names.length + 1)
  for (let row = 0; row < domains.ofRow.length; row++) {
    if (classes === undefined || isFilled(classes[row]!)) rows[domains.ofRow[row]!]!++
  }
  return domains.names.reduce((sum, domain, index) => (accepts(domain) ? sum + rows[index + 1]! : sum), 0)
}

/** How many users are in each domain that has some. */
export function countByDomain({ domains }: Batch): Map<string, number> {
  if (domains === undefined) return new Map()
  const rows = new Uint32Array(domains.names.length + 1)
  for (let row = 0; row < domains.ofRow.length; row++) rows[domains.ofRow[row]!]!++
  const counted = domains.names.map((domain, index): [string, number] => [domain, rows[index + 1]!])
  return new Map(counted.filter(([, users]) => users > 0))
}

/**
 * How many rows with a valid address are accepted, asked one by one.
 * @param filled a column that must have something readable in it, too
 */
export function countRows(batch: Batch, accepts: (row: Row) => boolean, filled?: Column): number {
  const classes = filled && batch.facts(filled)?.classes
  let count = 0
  for (const row of batch.where('EmailAddress', 'address')) {
    if ((classes === undefined || isFilled(classes[row.position]!)) && accepts(row)) count++
  }
  return count
}
