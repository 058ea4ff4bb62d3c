import { replace } from '../batch/edit.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/**
 * A federated user's password lives on premises, so Exchange Online cannot make the user change it:
 * `ForceChangePassword` must be False (KB 2845956).
 */
export const federatedForceChangePassword: Rule = {
  id: 'federated-force-change-password',
  severity: 'error',
  title: 'ForceChangePassword must be False for a federated user',
  source: sources.kb2845956,
  scope: 'rows',
  fixable: true,

  *check(batch, { lookup }) {
    for (const row of batch.where('ForceChangePassword', 'true')) {
      const answer = lookup(row)
      if (answer.federated !== true) continue

      const cell = row.cell('ForceChangePassword')
      yield {
        row,
        at: cell,
        source: sources.kb2845956,
        message: `Row ${row.index}: ForceChangePassword must be False: ${answer.because}.`,
        edit: replace(cell, 'False'),
      }
    }
  },
}
