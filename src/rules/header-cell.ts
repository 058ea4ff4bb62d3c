import type { Batch, Span } from '../batch/batch.ts'
import type { Column } from '../batch/kinds.ts'

/** Where the header names a column that it has. */
export function headerCell({ header, table }: Batch, column: Column): Span {
  const index = header.columns.get(column)!
  return { start: table.start[index]!, end: table.end[index]! }
}
