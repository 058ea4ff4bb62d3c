import type { Batch, Span } from '../batch/batch.ts'
import type { Column } from '../batch/kinds.ts'
import { Ambiguous } from '../batch/scan.ts'

/** Where the header names a column; nowhere if it lacks it, or names it in a cell with ambiguous quotes. */
export function headerCell({ header, table }: Batch, column: Column): Span | undefined {
  const index = header.columns.get(column)
  if (index === undefined || (table.shape[index]! & Ambiguous) !== 0) return undefined
  return { start: table.start[index]!, end: table.end[index]! }
}
