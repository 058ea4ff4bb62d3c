import { replace } from '../batch/edit.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/**
 * Exchange takes no other word than True or False. Which of them was meant is known only for a federated user,
 * who must have False.
 */
export const invalidForceChangePassword: Rule = {
  id: 'invalid-force-change-password',
  severity: 'error',
  title: 'ForceChangePassword is neither True nor False',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: true,

  *check(batch, { lookup }) {
    for (const row of batch.where('ForceChangePassword', 'other')) {
      const cell = row.cell('ForceChangePassword')
      const answer = lookup(row)
      const start = `Row ${row.index}: ForceChangePassword is neither True nor False, and Exchange accepts nothing else.`
      const found = { row, at: cell, source: sources.csvFiles }
      yield answer.federated === true
        ? { ...found, message: `${start} Write False: ${answer.because}.`, edit: replace(cell, 'False') }
        : { ...found, message: `${start} Write one of them.` }
    }
  },
}
