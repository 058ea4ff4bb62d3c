import type { Header } from '../batch/header.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Nothing of such a file is checked: fine in a folder of all kinds of files, a false comfort for one that somebody named. */
export const notABatch: Rule = {
  id: 'not-a-batch',
  severity: 'off',
  severityIfNamed: 'error',
  title: 'The file is not a migration batch',
  source: sources.csvFiles,
  scope: 'other-file',
  fixable: false,

  *check({ header }) {
    yield {
      at: { start: 0, end: 0 },
      source: sources.csvFiles,
      message: `This file is not checked, because it is not a migration batch: ${whyNotABatch(header)}.`,
    }
  },
}

/** Why a file is not taken for a batch: a clause that shows no name but one that is close to EmailAddress. */
export function whyNotABatch(header: Header): string {
  const { columns, near, foreign, width, otherAddress, otherFile } = header
  if (otherFile !== undefined) return otherFile
  const close = near.get('EmailAddress')?.name
  if (close !== undefined) {
    return `to make it one, rename "${close}" to EmailAddress and remove the columns that a batch does not have`
  }
  if (columns.has('EmailAddress')) {
    return foreign === 1
      ? `one of its ${width} columns is in no batch; to make it one, remove that column`
      : `${foreign} of its ${width} columns are in no batch; to make it one, remove them`
  }
  if (otherAddress !== undefined) {
    return `it has no EmailAddress column; if column ${otherAddress + 1} has the users' addresses, name it EmailAddress`
  }
  return 'it has no EmailAddress column'
}
