import { domainOf, isAddress } from './address.ts'
import { trim } from './blanks.ts'
import { booleanWordOf, isExcelBoolean } from './boolean-words.ts'
import { type ColumnFacts, codes, isFilled } from './classify.ts'
import type { Header } from './header.ts'
import type { Column } from './kinds.ts'
import { hasAmbiguousCell } from './records.ts'
import type { Table } from './table.ts'
import { cellValue } from './value.ts'

/** What is read of a batch with passwords. */
export interface Rows {
  readonly table: Table
  readonly header: Header
  facts(column: Column): ColumnFacts | undefined
  /** Whether somebody said of a domain that it is federated or managed. */
  isNamed(domain: string): boolean
}

/** The rows in which Password and ForceChangePassword seem to be swapped, by position. */
export function* wordsSwapped(rows: Rows): Generator<number> {
  const classes = rows.facts('ForceChangePassword')?.classes
  if (classes === undefined || !rows.header.columns.has('Password')) return
  for (const code of [codes.other, codes.empty]) {
    for (let at = classes.indexOf(code); at >= 0; at = classes.indexOf(code, at + 1)) {
      if (isWordsSwapped(rows, at)) yield at
    }
  }
}

function isWordsSwapped(rows: Rows, position: number): boolean {
  const { table } = rows
  if (!mayBeWord(rows, position) || !isExcelBoolean(valueAt(rows, position, 'Password'))) return false
  if (hasAmbiguousCell(table, table.numbers[position]!)) return false
  return booleanWordOf(trim(valueAt(rows, position, 'ForceChangePassword'))) === undefined
}

/** Longer than any word in UTF-8, with its quotes. */
const LONGEST_WORD = 24

/** Whether Password is short and has no digit or sign: most are not read any further. */
function mayBeWord({ table, header }: Rows, position: number): boolean {
  const slot = position * table.width + header.columns.get('Password')!
  const [start, end] = [table.start[slot]!, table.end[slot]!]
  if (start === end || end - start > LONGEST_WORD) return false
  for (let at = start; at < end; at++) {
    const byte = table.bytes[at]!
    if (byte > 0x22 && (byte | 0x20) < 0x61) return false
  }
  return true
}

/** The rows in which EmailAddress and Password seem to be swapped, by position. */
export function* addressesSwapped(rows: Rows): Generator<number> {
  const { classes, domains } = rows.facts('EmailAddress') ?? {}
  if (classes === undefined || domains === undefined || !rows.header.columns.has('Password')) return
  for (let at = classes.indexOf(BAD); at >= 0; at = classes.indexOf(BAD, at + 1)) {
    if (domainInPassword(rows, at) !== undefined) yield at
  }
  const strange = strangeDomains(rows, domains)
  if (!strange.includes(1)) return
  for (let at = 1; at < domains.ofRow.length; at++) if (strange[domains.ofRow[at]!] === 1) yield at
}

const BAD = codes['bad-address']

/**
 * Marks the domains (by number plus one) that nobody named and in every row of which Password holds the address of a user who
 * belongs here: a password can look like an address, but not like that of another user.
 */
function strangeDomains(rows: Rows, { names, ofRow }: NonNullable<ColumnFacts['domains']>): Uint8Array {
  const [UNSEEN, STRANGE, OWN] = [0, 1, 2]
  const verdicts = new Uint8Array(names.length + 1).fill(UNSEEN)
  verdicts[0] = OWN
  const known = lazy(() => new Set(names))
  const usual = lazy(() => usualInPasswords(rows))
  const belongs = (domain: string) => known().has(domain) || rows.isNamed(domain) || usual() === domain

  for (let row = 1; row < ofRow.length; row++) {
    const number = ofRow[row]!
    if (verdicts[number] === OWN) continue
    const other = domainInPassword(rows, row)
    const own = names[number - 1]!
    const isStrange = other !== undefined && other !== own && belongs(other) && !rows.isNamed(own)
    verdicts[number] = isStrange ? STRANGE : OWN
  }
  return verdicts
}

/** The domain of the most Password cells, if more than half of those that are filled hold addresses there, all of them different. */
function usualInPasswords(rows: Rows): string | undefined {
  const classes = rows.facts('Password')!.classes
  const counts = new Map<string, Set<string>>()
  let filled = 0
  for (let row = 1; row < classes.length; row++) {
    if (!isFilled(classes[row]!)) continue
    filled++
    const domain = domainInPassword(rows, row)
    if (domain === undefined || !ENDS_IN_LETTERS.test(domain)) continue
    const addresses = counts.get(domain) ?? new Set()
    counts.set(domain, addresses.add(valueAt(rows, row, 'Password').toLowerCase()))
  }
  return [...counts].find(([, addresses]) => addresses.size * 2 > filled)?.[0]
}

/** No top-level domain has a digit in it, unless it is written in the letters of another script. */
const ENDS_IN_LETTERS = /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/

const AT = 0x40

/** The domain of the address in a row's Password. */
function domainInPassword(rows: Rows, position: number): string | undefined {
  const { table, header } = rows
  const slot = position * table.width + header.columns.get('Password')!
  let at = table.start[slot]!
  while (at < table.end[slot]! && table.bytes[at] !== AT) at++
  if (at === table.end[slot]! || !isFilled(rows.facts('Password')!.classes[position]!)) return undefined
  const value = trim(valueAt(rows, position, 'Password'))
  return isAddress(value) ? domainOf(value) : undefined
}

function valueAt({ table, header }: Rows, position: number, column: Column): string {
  const slot = position * table.width + header.columns.get(column)!
  return cellValue(table.bytes, {
    start: table.start[slot]!,
    end: table.end[slot]!,
    shape: table.shape[slot]!,
  })
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
