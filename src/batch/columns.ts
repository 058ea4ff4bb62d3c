import type { Batch } from './batch.ts'
import {
  type ColumnFacts,
  classifyAddresses,
  classifyBooleans,
  classifyPasswords,
  classifyText,
  classifyValues,
} from './classify.ts'

import type { Column } from './kinds.ts'

/** The columns classified so far. */
export type KnownColumns = Map<Column, ColumnFacts>

/**
 * Classifies each column of the header at most once, when somebody first asks, and keeps it in `known`; a column it lacks
 * has no facts.
 * @param known the columns of an earlier batch, whose memory is taken over
 */
export function lazyColumns(
  { text, table, header, kind }: Pick<Batch, 'text' | 'table' | 'header' | 'kind'>,
  known: KnownColumns,
) {
  const used = new Map(known)
  known.clear()
  const { addresses, booleans, values, newPassword } = kind

  function classify(column: Column, position: number): ColumnFacts {
    const of = { text, table, column: position, used: used.get(column) }
    if (addresses.includes(column)) return classifyAddresses(of)
    if (booleans?.includes(column)) return classifyBooleans(of)
    if (column === newPassword) return classifyPasswords(of)
    const allowed = values?.[column]
    return allowed === undefined ? classifyText(of) : classifyValues(of, allowed)
  }

  return (column: Column): ColumnFacts | undefined => {
    const position = header.columns.get(column)
    if (position === undefined) return undefined
    const facts = known.get(column) ?? classify(column, position)
    known.set(column, facts)
    return facts
  }
}
