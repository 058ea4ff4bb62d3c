import { isAddress } from './address.ts'
import { trim } from './blanks.ts'
import type { Reading } from './first-lines.ts'
import { columnsNamed, kindOfNames, type Names, nameColumns } from './header.ts'
import { tellsBatch } from './kinds.ts'
import { bare, cellsOf, SEPARATORS, type Separator, separatorOfRow } from './split-line.ts'

/** A line above the header that Exchange takes for it; `row` is a user's. */
export type LineAbove = 'separator-line' | 'type-line' | 'title' | 'row'

/** Quotes that are not those of CSV, or how double ones are wrong. */
export type WrongQuotes = 'single' | 'typographic' | 'whole-line' | 'open' | 'tangled'

/** The first line as Exchange splits it. */
export interface FirstRecord {
  readonly names: Names
  /** Whether the quotes of one of its cells are ambiguous. */
  readonly tangled: boolean
}

type Lines = Reading['lines']

/** So many lines are looked at for a header. */
const LOOKED_AT = 5

/** Where names were found: the line's index, and what separates them. */
export interface FoundNames {
  readonly index: number
  readonly separator: Separator
  readonly names: Names
}

/** The line that has the names, and what separates them; a user's row has none, but a password that may look like one. */
export function findNames(
  lines: Lines,
  first: FirstRecord & { readonly wide: boolean },
): FoundNames | undefined {
  for (const [index, { text }] of lines.slice(0, LOOKED_AT).entries()) {
    if (separatorOfRow(text) !== undefined) continue
    const [found, ...others] = namesAt(index, lines, first)
    if (found !== undefined) return others.reduce(richer, found)
  }
  return undefined
}

/** Of two ways to split a line the one that gives more names exactly. */
function richer(a: FoundNames, b: FoundNames): FoundNames {
  return b.names.columns.size > a.names.columns.size ? b : a
}

/** The ways to split a line that make it the header of a batch. */
function* namesAt(
  index: number,
  lines: Lines,
  first: FirstRecord & { readonly wide: boolean },
): Generator<FoundNames> {
  const { text } = lines[index]!
  const isBatch = index === 0 && !first.wide && kindOfNames(first.names) !== undefined
  if (isBatch) yield { index, separator: ',', names: first.names }
  const above = lines.slice(0, index).map((line) => lineAbove(line.text))
  for (const separator of SEPARATORS) {
    const names = namesIn(text, separator)
    const isHeader =
      tellsAll(names) ||
      isBatchBetween(names, { isTable: /[;\t]/.test(separator) && text.includes(separator), above }) ||
      (index === 0 && separator === ',' && isBatchBut(text, names, first)) ||
      (index === 1 && separator === ',' && isBelowTitle(lines, names))
    if (isHeader) yield { index, separator, names }
  }
}

/** Whether a column with addresses and one that only batches have are named: nothing else has such a line. */
function tellsAll(names: Names): boolean {
  return (namesAddress(names) || names.otherAddress !== undefined) && tellsBatch(columnsNamed(names))
}

function namesAddress({ columns, near }: Names): boolean {
  return columns.has('EmailAddress') || near.has('EmailAddress')
}

/** Whether the names are those of a batch where another separator, or a line of Excel or PowerShell above, shows that a table is meant. */
function isBatchBetween(
  names: Names,
  { isTable, above }: { readonly isTable: boolean; readonly above: readonly LineAbove[] },
): boolean {
  const isBelow = above.some((line) => line === 'separator-line' || line === 'type-line')
  return (isTable || isBelow) && kindOfNames(names) !== undefined
}

/** Whether the first line is that of a batch but for its quotes or its encoding. */
function isBatchBut(
  text: string,
  names: Names,
  { tangled, wide }: { tangled: boolean; wide: boolean },
): boolean {
  const quotes = quotesOf(text, tangled).filter((each) => each !== 'single' && each !== 'typographic')
  return (wide || quotes.length > 0) && kindOfNames(names) !== undefined
}

/** Whether a title or an empty row is above the names, and a row with an address below them. */
function isBelowTitle([title, , row]: Lines, names: Names): boolean {
  const filled = title!.text.split(',').filter((cell) => trim(cell) !== '')
  const hasAddress = row?.text.split(',').some((cell) => isAddress(bare(cell)))
  return filled.length <= 1 && hasAddress === true && kindOfNames(names) !== undefined
}

/** What a line above the names is. */
export function lineAbove(line: string): LineAbove {
  if (/^[\ufeff"']*sep=/i.test(line)) return 'separator-line'
  if (/^[\ufeff"']*#TYPE /i.test(line)) return 'type-line'
  return separatorOfRow(line) === undefined ? 'title' : 'row'
}

function namesIn(line: string, separator: Separator): Names {
  return nameColumns(cellsOf(line, separator).map((cell) => ({ name: bare(cell), readable: true })))
}

/** What is wrong with the quotes of a line. */
export function quotesOf(line: string, tangled: boolean): WrongQuotes[] {
  const kinds = [
    ...(/'/.test(line) ? (['single'] as const) : []),
    ...(/[\u2018\u2019\u201c\u201d]/.test(line) ? (['typographic'] as const) : []),
  ]
  if (line.split('"').length % 2 === 0) return [...kinds, 'open']
  if (/^"[^"]*,[^"]*"$/.test(trim(line))) return [...kinds, 'whole-line']
  return tangled ? [...kinds, 'tangled'] : kinds
}
