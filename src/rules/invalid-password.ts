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
      const why =
        trim(cell.value) !== cell.value
          ? 'begins or ends with white space'
          : `is shorter than ${SHORTEST} characters`
      yield {
        row,
        at: cell,
        message: `Row ${row.index}: ${newPassword} ${why}, so Exchange may refuse it. Give the user another one.`,
      }
    }
  },
}
