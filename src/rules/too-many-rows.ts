import { firstLine, recordOf } from '../batch/records.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Exchange takes so many rows and refuses the whole batch if there is one more. */
export const tooManyRows: Rule = {
  id: 'too-many-rows',
  severity: 'error',
  title: 'More rows than Exchange takes',
  source: sources.stagedMigration,
  scope: 'rows',
  fixable: false,

  *check(batch, { maxRows = batch.kind.maxRows }) {
    if (maxRows === undefined || batch.rows <= maxRows) return
    const first = maxRows + 1
    yield {
      row: first,
      at: firstLine(batch.table.bytes, recordOf(batch.table, first)),
      source: batch.kind.name === 'imap' ? sources.imapCsvFiles : sources.stagedMigration,
      message:
        `Row ${first} is over the limit of ${maxRows} rows: the batch has ${batch.rows}, and Exchange refuses the whole batch. ` +
        'Split it into batches that fit.',
    }
  },
}
