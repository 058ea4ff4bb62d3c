import type { Batch, Span } from '../batch/batch.ts'
import type { Column } from '../batch/kinds.ts'
import { firstLine, recordOf } from '../batch/records.ts'
import { Ambiguous } from '../batch/scan.ts'
import { nameOf } from '../batch/value.ts'

/** Where the header names a column that it has: the cell or, if that has a finding for its ambiguous quotes, the line. */
export function headerCell({ header, table }: Batch, column: Column): Span {
  const index = header.columns.get(column)!
  if ((table.shape[index]! & Ambiguous) !== 0) return firstLine(table.bytes, recordOf(table, 0))
  return { start: table.start[index]!, end: table.end[index]! }
}

/** A column's name as the header spells it, such as UserName. */
export function nameIn({ header, table }: Batch, column: Column): string {
  const index = header.columns.get(column)!
  return nameOf(table.bytes, {
    start: table.start[index]!,
    end: table.end[index]!,
    shape: table.shape[index]!,
  })
}

/** What to call the column at an index: its name if it is a known one, else its position. */
export function nameAt({ header }: Batch, column: number): string {
  const known = [...header.columns].find(([, index]) => index === column)?.[0]
  return known ?? `column ${column + 1}`
}
