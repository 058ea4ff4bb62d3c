import { domainOf, isAddress, LONGEST } from './address.ts'
import { endOfLocalPart, isAsciiDomain, NotAscii } from './ascii-address.ts'
import { type Exceptions, isOut } from './aside.ts'
import { hasEdgeBlank } from './blanks.ts'
import { booleanAt } from './boolean.ts'
import type { Text } from './decode.ts'
import { createDomains, type Domains } from './domains.ts'
import type { Values } from './kinds.ts'
import { zeros } from './memory.ts'
import { mayBePassword } from './password.ts'
import { Ambiguous, Quoted } from './scan.ts'
import type { Table } from './table.ts'
import { textAt } from './value.ts'

/**
 * What a cell is to the rules. `unread`: Exchange may read something else there (ambiguous quotes) or nobody
 * can read it (undecodable bytes), so no rule judges it.
 */
export type CellClass =
  | 'unread'
  | 'empty'
  | 'other'
  | 'true'
  | 'false'
  | 'address'
  | 'bad-address'
  | 'bad-value'
  | 'bad-password'
  | 'edge-blank'

const [UNREAD, EMPTY, OTHER, TRUE, FALSE, ADDRESS, BAD_ADDRESS, BAD_VALUE, BAD_PASSWORD, EDGE_BLANK] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const

/** The byte that stands for a class. */
export const codes: Readonly<Record<CellClass, number>> = {
  unread: UNREAD,
  empty: EMPTY,
  other: OTHER,
  true: TRUE,
  false: FALSE,
  address: ADDRESS,
  'bad-address': BAD_ADDRESS,
  'bad-value': BAD_VALUE,
  'bad-password': BAD_PASSWORD,
  'edge-blank': EDGE_BLANK,
}

/** Whether the code is of a cell that can be read and is not empty. */
export function isFilled(code: number): boolean {
  return code >= OTHER
}

/** One byte a row: the code of its cell's class in one column; that of the header and of a row that is out is 0. */
export type Classes = Uint8Array

/** What is known of a column's cells. */
export interface ColumnFacts {
  readonly classes: Classes
  readonly domains?: Domains
}

/** The cells of one column. */
export interface ColumnOf {
  readonly text: Text
  readonly table: Table
  readonly column: number
  /** Facts that are no longer read; their memory is taken over. */
  readonly used: ColumnFacts | undefined
  readonly exceptions: Exceptions | undefined
}

/** Tells only what is true of any column: empty or not. */
export function classifyText(of: ColumnOf): ColumnFacts {
  return { classes: classify(of, () => OTHER) }
}

/** A column of booleans. */
export function classifyBooleans(of: ColumnOf): ColumnFacts {
  const { bytes } = of.table
  const classes = classify(of, (_, start, end) => {
    const value = booleanAt(bytes, start, end)
    if (value === undefined) return OTHER
    return value ? TRUE : FALSE
  })
  return { classes }
}

/** A column of words and numbers. */
export function classifyValues(of: ColumnOf, { words, largest = -1 }: Values): ColumnFacts {
  const { bytes } = of.table
  const known = new Set(words.map((word) => word.toLowerCase()))
  const classes = classify(of, (_, start, end) => {
    const value = textAt(bytes, start, end)
    if (known.has(value.toLowerCase())) return OTHER
    return /^[0-9]+$/.test(value) && Number(value) <= largest ? OTHER : BAD_VALUE
  })
  return { classes }
}

/** A column of new passwords. */
export function classifyPasswords(of: ColumnOf): ColumnFacts {
  const { bytes } = of.table
  return {
    classes: classify(of, (_, start, end) => (mayBePassword(bytes, start, end) ? OTHER : BAD_PASSWORD)),
  }
}

/** A column of any text that white space must neither begin nor end. */
export function classifyTrimmed(of: ColumnOf): ColumnFacts {
  const { bytes } = of.table
  return { classes: classify(of, (_, start, end) => (hasEdgeBlank(bytes, start, end) ? EDGE_BLANK : OTHER)) }
}

/** A column of addresses, and the domains they are in. */
export function classifyAddresses(of: ColumnOf): ColumnFacts {
  const { bytes } = of.table
  const domains = createDomains(bytes, of.table.rows, of.used?.domains)

  const classes = classify(of, (row, start, end) => {
    const at = endOfLocalPart(bytes, start, end)
    const fits = end - start <= LONGEST
    if (fits && at > 0 && domains.recall(row, at + 1, end)) return ADDRESS
    const ascii = at > 0 ? isAsciiDomain(bytes, at + 1, end) : at
    if (ascii === NotAscii) return judgeWide(row, textAt(bytes, start, end))
    if (!fits || ascii === 0) return BAD_ADDRESS
    domains.add(row, at + 1, end)
    return ADDRESS
  })

  function judgeWide(row: number, address: string): number {
    if (!isAddress(address)) return BAD_ADDRESS

    domains.addName(row, domainOf(address))
    return ADDRESS
  }

  return { classes, domains }
}

/** Gives each cell that can be read and is not empty to `judge`, as the span between its quotes. */
function classify(of: ColumnOf, judge: (row: number, start: number, end: number) => number): Classes {
  const { text, table, column, used, exceptions } = of
  const { start: starts, end: ends, shape: shapes, width, rows } = table
  const damaged = text.damage !== undefined
  const classes = zeros(Uint8Array, rows, used?.classes)
  for (let row = 1, slot = width + column; row < rows; row++, slot += width) {
    if (exceptions !== undefined && isOut(exceptions.aside.get(table.numbers[row]!))) continue
    const shape = shapes[slot]!
    const start = starts[slot]! + (shape & Quoted)
    const end = ends[slot]! - (shape & Quoted)
    if ((shape & Ambiguous) !== 0 || (damaged && isDamaged(text, start, end))) classes[row] = UNREAD
    else if (exceptions?.unread.has(slot)) classes[row] = UNREAD
    else classes[row] = start === end ? EMPTY : judge(row, start, end)
  }
  return classes
}

/** Whether the file could not be decoded and the span holds U+FFFD, which may stand for any of its bytes. */
export function isDamaged({ bytes, damage }: Text, start: number, end: number): boolean {
  return damage !== undefined && textAt(bytes, start, end).includes('\ufffd')
}
