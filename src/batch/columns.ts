import type { Exceptions } from './aside.ts'
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
import { findExceptions } from './exceptions.ts'
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
function lazyColumns(
  { text, table, header, kind }: Read,
  known: KnownColumns,
  exceptions?: Exceptions,
): Classified['facts'] {
  const used = new Map(known)
  known.clear()
  const { addresses, booleans, trimmed, values, newPassword } = kind

  function classify(column: Column, position: number): ColumnFacts {
    const of = { text, table, column: position, used: used.get(column), exceptions }
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

/** The columns of a batch. */
interface Classified {
  /** What is known of a column's cells; nothing if the header lacks it. */
  facts(column: Column): ColumnFacts | undefined
  readonly exceptions: Exceptions
}

/**
 * Classifies the columns without what is excepted, which is looked for when somebody first asks: most batches have nothing of
 * the kind, and are classified once.
 * @param known see `lazyColumns`
 */
export function classifyColumns(
  read: Read & { readonly isNamed: (domain: string) => boolean },
  known: KnownColumns,
): Classified {
  const all = lazyColumns(read, known)
  let judged = all
  let exceptions: Exceptions | undefined

  function find(): Exceptions {
    if (exceptions !== undefined) return exceptions
    exceptions = findExceptions({ ...read, facts: all }, read.kind)
    if (exceptions.aside.size + exceptions.unread.size > 0) judged = lazyColumns(read, new Map(), exceptions)
    return exceptions
  }

  return {
    facts(column) {
      find()
      return judged(column)
    },
    get exceptions() {
      return find()
    },
  }
}
