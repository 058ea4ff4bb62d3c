import { createAddressTable } from './address-table.ts'
import { type Addresses, createCollector } from './addresses.ts'
import type { Batch } from './batch.ts'
import { grown } from './memory.ts'

/** Where a user stands. */
export interface Occurrence {
  readonly path: string
  /** Exchange's number of the row. */
  readonly row: number
  /** The line the row begins in, as editors count. */
  readonly line: number
}

/** A user who was met before. */
export interface Duplicate {
  /** The row's position among the rows with slots. */
  readonly position: number
  /** The first row of that user in this batch or, if there is none before this one, in any. */
  readonly first: Occurrence
}

/** The users of many batches, compared ignoring case. */
export interface AddressIndex {
  /** Adds the users of a batch and gives those who were met before, in order; a batch added again adds nothing. */
  add(batch: Batch): Iterable<Duplicate>
}

/** An index that knows nobody yet. */
export function createAddressIndex(): AddressIndex {
  const users = createAddressTable()
  const collect = createCollector()
  /** The batches, and the number of the first user in each. */
  const batches: { readonly path: string; readonly first: number }[] = []
  let rows = new Uint32Array(1 << 9)
  let lines = new Uint32Array(1 << 9)

  function keepPlaces({ table }: Batch, { count, positions }: Addresses): void {
    while (users.count + count > rows.length) {
      rows = grown(rows, Uint32Array)
      lines = grown(lines, Uint32Array)
    }
    const { numbers, line } = table
    for (let index = 0, user = users.count; index < count; index++, user++) {
      rows[user] = numbers[positions[index]!]!
      lines[user] = line[positions[index]!]!
    }
  }

  function placeOf(user: number): Occurrence {
    const { path } = batches.findLast(({ first }) => first <= user)!
    return { path, row: rows[user]!, line: lines[user]! }
  }

  return {
    *add(batch) {
      const before = users.count
      const collected = collect(batch)
      batches.push({ path: batch.path, first: before })
      keepPlaces(batch, collected)
      /** Users met first in another batch, and their first row here. */
      const fromElsewhere = new Map<number, Occurrence>()
      for (const { index, first: user } of users.add(collected)) {
        const here = placeOf(before + index)
        const first = fromElsewhere.get(user) ?? placeOf(user)
        if (first.path === here.path && first.row === here.row) continue
        if (first.path !== here.path) fromElsewhere.set(user, here)
        yield { position: collected.positions[index]!, first }
      }
    },
  }
}
