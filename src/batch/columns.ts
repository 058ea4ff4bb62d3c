import {
  type ColumnFacts,
  classifyAddresses,
  classifyBooleans,
  classifyPasswords,
  classifyText,
  classifyTrimmed,
  classifyValues,
} from './classify.ts'
import type { Text } from './decode.ts'
import type { Header } from './header.ts'
import type { Column, KindOfBatch } from './kinds.ts'
import type { Table } from './table.ts'

/** The columns classified so far. */
export type KnownColumns = Map<Column, ColumnFacts>

/** What is read of a file. */
interface Read {
  readonly text: Text
  readonly table: Table
  readonly header: Header
  readonly kind: KindOfBatch
}

/**
 * Classifies each column of the header at most once, when somebody first asks, and keeps it in `known`; a column it lacks
 * has no facts.
 * @param known the columns of an earlier batch, whose memory is taken over
 */
export function lazyColumns({ text, table, header, kind }: Read, known: KnownColumns) {
  const used = new Map(known)
  known.clear()
  const { addresses, booleans, trimmed, values, newPassword } = kind

  function classify(column: Column, position: number): ColumnFacts {
    const of = { text, table, column: position, used: used.get(column) }
    if (addresses.includes(column)) return classifyAddresses(of)
    if (booleans?.includes(column)) return classifyBooleans(of)
    if (column === newPassword) return classifyPasswords(of)
    if (trimmed?.includes(column)) return classifyTrimmed(of)
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
