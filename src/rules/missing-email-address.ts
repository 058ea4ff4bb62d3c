import type { Batch } from '../batch/batch.ts'
import { type NoHeader, namesBatch } from '../batch/header.ts'
import { firstLine, recordOf } from '../batch/table.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Without a column named EmailAddress Exchange refuses the batch; the name is right there in most cases, hidden. */
export const missingEmailAddress: Rule = {
  id: 'missing-email-address',
  severity: 'error',
  title: 'The header has no EmailAddress column',
  source: sources.csvFiles,
  scope: 'file',
  fixable: false,

  *check(batch) {
    const { table, header } = batch
    if (table.rows === 0 || header.columns.has('EmailAddress')) return
    if (!namesBatch(header)) return
    yield {
      at: firstLine(table.bytes, recordOf(table, 0)),
      message: `Exchange finds no EmailAddress column and refuses the whole batch. ${causeOf(batch)}`,
    }
  },
}

const CAUSES: Readonly<Record<NoHeader, string>> = {
  'separator-line':
    'It takes the "sep=" line for the header: remove that line, and separate the cells with commas.',
  'type-line':
    'It takes the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
  row: 'The first line is a user, not a header: put a line such as EmailAddress,Password,ForceChangePassword above it.',
  semicolon:
    'The cells are separated by semicolons, as Excel does with some regional settings. Set the list separator of Windows to a comma and save again, or convert the file in PowerShell with Import-Csv -Delimiter ";" and Export-Csv -NoTypeInformation.',
  tab: 'The cells are separated by tabs: save as "CSV UTF-8 (Comma delimited)".',
  'open-quote':
    'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
  'quoted-line': 'The whole line stands in double quotes: remove them, in every row.',
  'line-above': 'The header is the second line; remove the line above it.',
  'utf-16': 'The file is UTF-16 or UTF-32 without a byte-order mark: save as "CSV UTF-8 (Comma delimited)".',
}

function causeOf({ header }: Batch): string {
  if (header.noHeader !== undefined) return CAUSES[header.noHeader]
  const near = header.near.get('EmailAddress')?.name
  if (near === undefined) return "Name the column with the users' addresses EmailAddress."
  if (near.startsWith('\ufeff'))
    return 'A second byte-order mark stands before the name: save the file again as UTF-8.'
  if (/[\p{Cc}\p{Cf}]/u.test(near))
    return 'An invisible character stands in the name: write EmailAddress anew.'
  return `The name "${near}" is nearly right: write EmailAddress, without spaces or hyphens.`
}
