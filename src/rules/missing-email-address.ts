import type { Batch } from '../batch/batch.ts'
import { type NoHeader, namesBatch } from '../batch/header.ts'
import { columnOf } from '../batch/names.ts'
import { firstLine, recordOf } from '../batch/records.ts'
import type { Problem, Rule } from './rule.ts'
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
    if (header.columns.has('EmailAddress') || !namesBatch(header)) return
    if (header.near.get('EmailAddress')?.name.includes('\ufffd')) return
    yield { at: firstLine(table.bytes, recordOf(table, 0)), ...describe(batch) }
  },
}

interface Cause {
  readonly cure: string
  /** It is known from observation only, so Exchange may do otherwise today. */
  readonly observed?: boolean
}

const CAUSES: Readonly<Record<NoHeader, Cause>> = {
  'separator-line': {
    cure: 'It may take the "sep=" line for the header: remove that line, and separate the cells with commas.',
    observed: true,
  },
  'type-line': {
    cure: 'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
    observed: true,
  },
  row: {
    cure: 'The first line is a user, not a header: put a line such as EmailAddress,Password,ForceChangePassword above it.',
  },
  semicolon: {
    cure: 'The cells are separated by semicolons, as Excel does with some regional settings. Set the list separator of Windows to a comma and save again, or convert the file in PowerShell with Import-Csv -Delimiter ";" and Export-Csv -NoTypeInformation.',
  },
  tab: { cure: 'The cells are separated by tabs: save as "CSV UTF-8 (Comma delimited)".' },
  'open-quote': {
    cure: 'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
  },
  'quoted-line': { cure: 'The whole line stands in double quotes: remove them, in every row.' },
  'tangled-quotes': {
    cure: 'Double quotes in the first line stand where none may: remove them.',
    observed: true,
  },
  'line-above': { cure: 'The header is the second line; remove the line above it.' },
  'utf-16': {
    cure: 'The file is UTF-16 or UTF-32 without a byte-order mark: save as "CSV UTF-8 (Comma delimited)".',
    observed: true,
  },
}

function describe(batch: Batch): Pick<Problem, 'message' | 'source'> {
  const { cure, observed } = causeOf(batch)
  return observed
    ? {
        source: 'observed',
        message: `Exchange may find no EmailAddress column and refuse the whole batch. ${cure}`,
      }
    : {
        source: sources.csvFiles,
        message: `Exchange finds no EmailAddress column and refuses the whole batch. ${cure}`,
      }
}

function causeOf(batch: Batch): Cause {
  const { header } = batch
  if (header.noHeader !== undefined) return CAUSES[header.noHeader]
  const separator = separatorIn(batch)
  if (separator !== undefined) return CAUSES[separator]
  const near = header.near.get('EmailAddress')?.name
  if (near === undefined) return { cure: "Name the column with the users' addresses EmailAddress." }
  if (near.startsWith('\ufeff')) {
    return {
      cure: 'A second byte-order mark stands before the name: save the file again as UTF-8.',
      observed: true,
    }
  }
  if (/[\p{Cc}\p{Cf}]/u.test(near)) {
    return { cure: 'An invisible character stands in the name: write EmailAddress anew.' }
  }
  return { cure: `The name "${near}" is nearly right: write EmailAddress, without spaces or hyphens.` }
}

/** What separates EmailAddress from another name within one cell of the header. */
function separatorIn(batch: Batch): 'semicolon' | 'tab' | undefined {
  for (const { name } of batch.headerCells()) {
    if (!/[;\t]/.test(name)) continue
    if (name.split(/[;\t]/).some((part) => columnOf(part.trim()) === 'EmailAddress')) {
      return name.includes(';') ? 'semicolon' : 'tab'
    }
  }
  return undefined
}
