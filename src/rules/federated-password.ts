import type { Batch } from '../batch/batch.ts'
import { countRows, countUsers } from '../batch/count.ts'
import type { Column } from '../batch/kinds.ts'
import { headerCell } from './header-cell.ts'
import type { Facts, Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Setting the password of a federated user may fail as well; said once a file, since the KB's own sample has one. */
export const federatedPassword: Rule = {
  id: 'federated-password',
  severity: 'notice',
  title: 'Federated users have a password in the batch',
  source: sources.kb2845956,
  scope: 'rows',
  fixable: false,

  *check(batch, facts) {
    const { newPassword } = batch.kind
    if (newPassword === undefined || !batch.header.columns.has(newPassword)) return
    const users = countFederated(batch, facts, newPassword)
    if (users === 0) return
    yield {
      at: headerCell(batch, newPassword),
      source: 'observed',
      message:
        `${users === 1 ? 'A federated user has' : `${users} federated users have`} a password in this batch. They sign in with the one ` +
        'on premises, so another is of no use to them, and Exchange may fail the row because of it. Leave the cell empty for them.',
    }
  },
}

/**
 * How many rows are of federated users.
 * @param filled a column that must have something readable in it, too
 */
function countFederated(
  batch: Batch,
  { lookup, perUser }: Pick<Facts, 'lookup' | 'perUser'>,
  filled?: Column,
): number {
  if (perUser) return countRows(batch, (row) => lookup(row).federated === true, filled)
  return countUsers(batch, (domain) => lookup({ user: null, domain }).federated === true, filled)
}
