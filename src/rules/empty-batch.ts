import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** A file without a row, or without anything, is refused at upload. */
export const emptyBatch: Rule = {
  id: 'empty-batch',
  severity: 'error',
  title: 'The batch has no rows',
  source: sources.csvFiles,
  scope: 'file',
  fixable: false,

  *check(batch) {
    if (batch.rows > 0) return
    const what = batch.table.rows === 0 ? 'The file is empty' : 'The file has a header and no rows'
    yield {
      at: { start: 0, end: 0 },
      message: `${what}: Exchange refuses it. Add a row for each user, or remove the file.`,
    }
  },
}
