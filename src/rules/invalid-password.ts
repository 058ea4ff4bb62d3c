import { trim } from '../batch/blanks.ts'
import { SHORTEST } from '../batch/password.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** What the new mailbox gets as its password must be long enough and must not begin or end with white space. */
export const invalidPassword: Rule = {
  id: 'invalid-password',
  severity: 'warning',
  title: 'A password that Exchange may refuse',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { newPassword } = batch.kind
    if (newPassword === undefined) return
    for (const row of batch.where(newPassword, 'bad-password')) {
      const cell = row.cell(newPassword)
      const [source, why] =
        trim(cell.value) !== cell.value
          ? (['observed', 'begins or ends with white space, so Exchange may refuse it'] as const)
          : ([sources.csvFiles, `is shorter than the ${SHORTEST} characters that Exchange asks for`] as const)
      yield {
        row,
        at: cell,
        source,
        message: `Row ${row.index}: ${newPassword} ${why}. Give the user another one.`,
      }
    }
  },
}
