import type { Batch } from '../batch/batch.ts'
import { firstLine, type MisshapenRow, misshapenRows } from '../batch/records.ts'
import { textAt } from '../batch/value.ts'
import { tellJoined } from './joined-files.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** One row with more or fewer cells than the header makes Exchange refuse the whole batch. */
export const wrongColumnCount: Rule = {
  id: 'wrong-column-count',
  severity: 'error',
  title: 'A row has more or fewer cells than the header',
  source: sources.stagedMigration,
  scope: 'rows',
  fixable: false,

  *check(batch) {
    const { table } = batch
    for (const row of misshapenRows(table)) {
      yield {
        row: row.number,
        at: firstLine(table.bytes, row),
        source: sources.stagedMigration,
        message:
          `Row ${row.number} has ${count(row.cells, 'cell')} and the header has ${count(table.width, 'column')}: ` +
          `Exchange refuses the whole batch. ${cureFor(batch, row)}`,
      }
    }
  },
}

function cureFor({ aside, table }: Batch, row: MisshapenRow): string {
  const cause = aside.get(row.number)
  if (cause !== undefined) return tellJoined(cause, table.bytes, row)
  if (row.cells > table.width) return 'A value with a comma in it must be in double quotes.'
  if (isOneQuotedCell(table.bytes, row)) return 'The whole line is in double quotes: remove them.'
  return 'A cell that is left empty still needs its comma; a line of spaces must go.'
}

const QUOTE = 0x22

/** Whether a row is a line in double quotes, with the commas inside. */
function isOneQuotedCell(bytes: Buffer, { start, end, cells }: MisshapenRow): boolean {
  if (cells > 1 || bytes[start] !== QUOTE || bytes[end - 1] !== QUOTE) return false
  return /^"[^\r\n]*,[^\r\n]*"$/.test(textAt(bytes, start, end))
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
