import { isAscii } from 'node:buffer'
import type { Batch } from '../batch/batch.ts'
import type { Column, Kind } from '../batch/kinds.ts'
import { positionOf, recordOf } from '../batch/records.ts'
import { faultOf } from './address-faults.ts'
import { nameIn } from './header-cell.ts'
import { tellJoined } from './joined-files.ts'
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
    yield* rowsAside(batch)
    for (const column of batch.kind.addresses) {
      const { source, outcome } = factOf(batch.kind.name, column)
      for (const row of batch.where(column, 'bad-address')) {
        const cell = row.cell(column)
        const { why, cure } = faultOf(cell.value)
        const message = `Row ${row.index}: ${nameIn(batch, column)} is not an SMTP address: ${why}.${outcome} ${cure}`
        yield { row, at: cell, source, message }
      }
      yield* beyondAscii(batch, column)
    }
  },
}

/** That a staged batch may have a Username, and what it must be, was only observed. */
function factOf(kind: Kind, column: Column): { readonly source: Source; readonly outcome: string } {
  return kind === 'staged' && column === 'Username'
    ? { source: 'observed', outcome: ' Exchange may not find the mailbox by it.' }
    : { source: columnsPage[kind], outcome: '' }
}

/** Rows that are no user's, or whose EmailAddress may be a password: nothing of them is shown. */
function* rowsAside({ aside, table, header, kind }: Batch): Generator<Problem> {
  for (const [number, cause] of aside) {
    const position = cause === 'swapped-word' ? undefined : positionOf(table, number)
    if (position === undefined) continue
    const column = cause === 'swapped-address' ? header.columns.get('EmailAddress')! : 0
    const slot = position * table.width + column
    const message =
      cause === 'swapped-address'
        ? 'An address is in Password: EmailAddress and Password seem to be swapped. Put each value into its own column.'
        : tellJoined(cause, table.bytes, recordOf(table, number))
    yield {
      row: number,
      at: { start: table.start[slot]!, end: table.end[slot]! },
      source: columnsPage[kind.name],
      message: `Row ${number}: ${message}`,
    }
  }
}

const AT = 0x40

/** Valid addresses with letters before the @ that are not ASCII. */
function* beyondAscii(batch: Batch, column: Column): Generator<Problem> {
  if (isAscii(batch.text.bytes)) return
  const { bytes, width, start } = batch.table
  const index = batch.header.columns.get(column)
  for (const row of batch.where(column, 'address')) {
    let at = start[row.position * width + index!]!
    while (bytes[at]! < 0x80 && bytes[at] !== AT) at++
    if (bytes[at] === AT) continue
    yield {
      row,
      at: row.cell(column),
      source: 'observed',
      severity: 'warning',
      message:
        `Row ${row.index}: ${nameIn(batch, column)} has a letter before the @ that is not ASCII. Exchange may not take it: Microsoft 365 was ` +
        'documented not to give its own users such addresses. Check that it is the address of the mailbox, or give that another one.',
    }
  }
}
