import type { KindOfBatch } from '../batch/kinds.ts'
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

  *check({ kind, rows, table }, { maxRows }) {
    const limit = maxRows ?? kind.maxRows
    if (limit === undefined || rows <= limit) return
    const first = limit + 1
    const why =
      maxRows === undefined
        ? `${nameOf(kind)} may have ${limit} rows, this one has ${rows}, and Exchange refuses the whole batch`
        : `max-rows is ${limit}, and this batch has ${rows} rows`
    yield {
      row: first,
      at: firstLine(table.bytes, recordOf(table, first)),
      source: kind.name === 'imap' ? sources.imapCsvFiles : sources.stagedMigration,
      message: `Row ${first} is over the limit: ${why}. Split it into batches that fit.`,
    }
  },
}

/** The kinds with a limit of their own. */
function nameOf({ name }: KindOfBatch): string {
  return name === 'imap' ? 'an IMAP batch' : 'a staged batch'
}
