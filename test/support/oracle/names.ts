import { trimBlanks } from '../slow-reader.ts'

/** The columns that each kind of batch takes. */
export const COLUMNS = {
  staged: ['EmailAddress', 'Password', 'ForceChangePassword', 'Username'],
  imap: ['EmailAddress', 'Username', 'Password', 'UserRoot'],
  move: [
    'EmailAddress',
    'MailboxType',
    'BadItemLimit',
    'LargeItemLimit',
    'TargetDatabase',
    'TargetArchiveDatabase',
  ],
  google: ['EmailAddress', 'Username'],
} as const

/** Columns that belong to batches only, but for UserRoot, which needs company. */
export const TELLING = [
  'ForceChangePassword',
  'ForcePasswordChange',
  'TargetDatabase',
  'TargetArchiveDatabase',
  'BadItemLimit',
  'LargeItemLimit',
]
export const COMMON = ['Password', 'Username', 'MailboxType']
/** What is given with a batch, and is taken for a column. */
export const PARAMETERS = [
  'TargetDeliveryDomain',
  'TargetAddress',
  'ArchiveOnly',
  'PrimaryOnly',
  'BatchName',
  'SourceEndpoint',
]
/** What other programs call the address. */
export const OTHER_NAMES = ['Email', 'Mail', 'PrimarySmtpAddress']

const UNREADABLE = /["'‘’“”\ufffd\p{Cf}\0]/gu

/** A name without quotes, invisible characters and what could not be decoded. */
export function bareName(cell: string): string {
  return trimBlanks(cell.replace(UNREADABLE, ''))
}

/** Whether two names are the same for Exchange. */
export function isSame(name: string, column: string): boolean {
  return name.toLowerCase() === column.toLowerCase()
}

/** Whether a name is a column's, or nearly: a letter off, two in long names, or something blank inside. */
export function isNear(name: string, column: string): boolean {
  const [given, wanted] = [name.toLowerCase(), column.toLowerCase()]
  if (given.replace(/[\p{White_Space}_-]/gu, '') === wanted) return true
  return distance(given, wanted) <= (column.length >= 10 ? 2 : 1)
}

/** Whether a name is one of these, or nearly. */
export function isNearAny(name: string, columns: readonly string[]): boolean {
  return columns.some((column) => isNear(name, column))
}

/** Whether a name might be taken for a column's by a wider reading: several things are wrong with it. */
export function isDoubtful(name: string): boolean {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '')
  const columns = [...Object.values(COLUMNS).flat(), ...TELLING].map((column) => column.toLowerCase())
  return columns.some((column) => distance(letters, column) <= (column.length >= 10 ? 3 : 2))
}

/** Levenshtein's, one row of the table at a time. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const row = [index + 1]
    for (const [at, wanted] of [...other].entries())
      row.push(Math.min(row[at]! + 1, above[at + 1]! + 1, above[at]! + (letter === wanted ? 0 : 1)))
    above = row
  }
  return above.at(-1)!
}
