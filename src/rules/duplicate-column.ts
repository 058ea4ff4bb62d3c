import { MOST_COLUMNS } from '../batch/header.ts'
import { columnOf } from '../batch/names.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** A header that names a column twice was observed to refuse the whole batch. */
export const duplicateColumn: Rule = {
  id: 'duplicate-column',
  severity: 'error',
  title: 'A column is named twice',
  source: sources.csvFiles,
  scope: 'file',
  fixable: false,

  *check(batch) {
    const seen = new Map<string, number>()
    for (const { name, index, start, end } of batch.headerCells()) {
      if (index >= MOST_COLUMNS) return
      const key = name.toLowerCase()
      const first = seen.get(key)
      if (first === undefined) seen.set(key, index)
      else if (name !== '') {
        const what = columnOf(name) ?? `The name of column ${index + 1}`
        yield {
          at: { start, end },
          source: 'observed',
          message: `${what} is in column ${first + 1} already, and Exchange may refuse the whole batch. Remove one of the two columns.`,
        }
      }
    }
  },
}
