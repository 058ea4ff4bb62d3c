import { isDamaged } from '../batch/classify.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Where CSV readers differ, Exchange may read something else than the author wrote, or nothing. */
export const ambiguousQuoting: Rule = {
  id: 'ambiguous-quoting',
  severity: 'error',
  title: 'Double quotes that Exchange may read in another way',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check({ text, table }) {
    for (const { row, start, end } of table.ambiguous) {
      if (isDamaged(text, start, end)) continue
      yield {
        row,
        at: { start, end },
        message:
          `${row === 0 ? 'Header' : `Row ${row}`}: Exchange may read another value here, or an empty one. A value with double quotes must begin ` +
          'and end with one, right at the commas, and each one inside it must be doubled.',
      }
    }
  },
}
