import { type Classes, classifyAddresses, classifyBooleans, classifyText } from './classify.ts'
import type { Text } from './decode.ts'
import type { Domains } from './domains.ts'
import type { Header } from './header.ts'
import { type Column, kinds } from './kinds.ts'
import type { Table } from './table.ts'

/** What is known of a column's cells. */
export interface ColumnFacts {
  readonly classes: Classes
  readonly domains?: Domains
}

/** Classifies each column of the header at most once, when somebody first asks; a column it lacks has no facts. */
export function lazyColumns(text: Text, { table, header }: { table: Table; header: Header }) {
  const known = new Map<Column, ColumnFacts>()
  const { addresses } = kinds[header.kind ?? 'unknown']

  function classify(column: Column, position: number): ColumnFacts {
    const of = { text, table, column: position }
    if (addresses.includes(column)) return classifyAddresses(of)
    return { classes: column === 'ForceChangePassword' ? classifyBooleans(of) : classifyText(of) }
  }

  return (column: Column): ColumnFacts | undefined => {
    const position = header.columns.get(column)
    if (position === undefined) return undefined
    const facts = known.get(column) ?? classify(column, position)
    known.set(column, facts)
    return facts
  }
}
