import { firstLine, misshapenRows } from '../batch/records.ts'
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

  *check({ table }) {
    for (const row of misshapenRows(table)) {
      yield {
        row: row.number,
        at: firstLine(table.bytes, row),
        source: sources.stagedMigration,
        message:
          `Row ${row.number} has ${count(row.cells, 'cell')} and the header has ${count(table.width, 'column')}: ` +
          `Exchange refuses the whole batch. ${cureFor(row.cells - table.width)}`,
      }
    }
  },
}

function cureFor(surplus: number): string {
  return surplus > 0
    ? 'A value with a comma in it must stand in double quotes.'
    : 'A cell that is left empty still needs its comma; a line of spaces must go.'
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
