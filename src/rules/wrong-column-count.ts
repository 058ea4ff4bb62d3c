import { firstLine, type MisshapenRow, misshapenRows } from '../batch/records.ts'
import type { Table } from '../batch/table.ts'
import { textAt } from '../batch/value.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

const QUOTE = 0x22

/** One row with more or fewer cells than the header makes Exchange refuse the whole batch. */
export const wrongColumnCount: Rule = {
  id: 'wrong-column-count',
  severity: 'error',
  title: 'A row has more or fewer cells than the header',
  source: sources.stagedMigration,
  scope: 'rows',
  fixable: false,

  *check({ table }) {
    for (const row of misshapenRows(table)) {
      const isQuoted = row.cells === 1 && isOneQuotedLine(table, row)
      yield {
        row: row.number,
        at: firstLine(table.bytes, row),
        source: sources.stagedMigration,
        message:
          `Row ${row.number} has ${count(row.cells, 'cell')} and the header has ${count(table.width, 'column')}: ` +
          `Exchange refuses the whole batch. ${isQuoted ? QUOTED : cureFor(row.cells - table.width)}`,
      }
    }
  },
}

const QUOTED = 'The whole line is in double quotes: remove them.'

/** Whether a row is one pair of quotes around as many cells as the header has. */
function isOneQuotedLine({ bytes, width }: Table, { start, end }: MisshapenRow): boolean {
  if (bytes[start] !== QUOTE || bytes[end - 1] !== QUOTE) return false
  return textAt(bytes, start + 1, end - 1).split(',').length === width
}

function cureFor(surplus: number): string {
  return surplus > 0
    ? 'A value with a comma in it must be in double quotes.'
    : 'A cell that is left empty still needs its comma; a line of spaces must go.'
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
