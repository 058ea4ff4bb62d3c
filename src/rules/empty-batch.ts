import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** A file without a row, or without anything, is refused at upload. */
export const emptyBatch: Rule = {
  id: 'empty-batch',
  severity: 'error',
  title: 'The batch has no rows',
  source: sources.stagedMigration,
  scope: 'file',
  fixable: false,

  *check(batch) {
    if (batch.rows > 0) return
    const [source, what] =
      batch.table.rows === 0
        ? ([sources.stagedMigration, 'The file is empty: Exchange refuses it'] as const)
        : (['observed', 'The file has a header and no rows: Exchange may refuse it'] as const)
    yield {
      at: { start: 0, end: 0 },
      source,
      message: `${what}. Add a row for each user, or remove the file.`,
    }
  },
}
