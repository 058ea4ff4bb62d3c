import { createAddressIndex, type Occurrence } from '../batch/address-index.ts'
import type { RunRule } from './rule.ts'
import { sources } from './sources.ts'

/** Exchange takes a user once, in whatever case the address is written: once in a batch, and in one batch only. */
export const duplicateUser: RunRule = {
  id: 'duplicate-user',
  severity: 'error',
  title: 'A user is in the batches twice',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: false,

  start() {
    const index = createAddressIndex()
    return function* (batch) {
      for (const { position, first } of index.add(batch)) {
        const row = batch.rowAt(position)
        const at = row.cell('EmailAddress')
        const found = { row, at, source: 'observed' } as const
        yield first.path === batch.path
          ? { ...found, message: `Row ${row.index}: ${sameFile(first)}` }
          : { ...found, message: `Row ${row.index}: ${otherFile(first)}`, severity: 'warning' }
      }
    }
  },
}

function sameFile({ row, line }: Occurrence): string {
  return `the same user is in row ${row} (line ${line}) already, and Exchange may refuse the second one. Remove one of the two rows.`
}

function otherFile({ path, row, line }: Occurrence): string {
  return (
    `the same user is in ${path}, row ${row} (line ${line}), and Exchange may refuse a user who is in another batch already. ` +
    'Remove one of the two rows.'
  )
}
