import { isAddress } from './address.ts'
import { trim } from './blanks.ts'
import { booleanOf } from './boolean.ts'
import { type Column, type Kind, kindOf } from './kinds.ts'
import { columnOf, nearColumn } from './names.ts'

/** Why the first line, which Exchange takes for the header, is none: nothing below it can be read as rows. */
export type NoHeader = 'separator-line' | 'type-line' | 'row' | 'semicolon' | 'tab' | 'utf-16' | 'open-quote'

/** What the header says. */
export interface Header {
  /** `undefined`: the file is no batch. */
  readonly kind: Kind | undefined
  /** The columns it names, ignoring case, and their positions; of a name given twice the first. */
  readonly columns: ReadonlyMap<Column, number>
  /** Columns it names only nearly, with the text that stands there. */
  readonly near: ReadonlyMap<Column, string>
  readonly noHeader?: NoHeader
}

/**
 * Whether the first line shows that the file is meant for a batch. A file that cannot be decoded may have one that names
 * nothing; it is blamed for its bytes only.
 */
export function namesBatch({ columns, near, noHeader }: Header): boolean {
  const names = (column: Column) => columns.has(column) || near.has(column)
  return noHeader !== undefined || names('EmailAddress') || names('ForceChangePassword')
}

/**
 * Judges the first line.
 * @param cells the first line's cells, unquoted
 * @param lines the text of the first line and of the one after it
 */
export function readHeader(cells: Iterable<string>, lines: readonly [string, string]): Header {
  const header = nameColumns(cells)
  const noHeader = header.columns.has('EmailAddress') ? undefined : findNoHeader(lines)
  if (noHeader === undefined) return header
  return { kind: noHeader.kind ?? 'unknown', columns: new Map(), near: new Map(), noHeader: noHeader.cause }
}

/** More than any batch has: what is wrong with columns beyond them is not worth the search. */
export const MOST_COLUMNS = 100

function nameColumns(cells: Iterable<string>): Header {
  const columns = new Map<Column, number>()
  const near = new Map<Column, string>()
  let foreign = 0
  let index = 0
  for (const cell of cells) {
    const name = trim(cell)
    const column = columnOf(name)
    const meant = column ?? (index < MOST_COLUMNS ? nearColumn(name) : undefined)
    if (column !== undefined && !columns.has(column)) columns.set(column, index)
    else if (column === undefined && meant !== undefined) near.set(meant, name)
    else if (meant === undefined && name !== '') foreign++
    index++
  }
  return { kind: kindOf(new Set([...columns.keys(), ...near.keys()]), foreign), columns, near }
}

interface Hidden {
  readonly cause: NoHeader
  readonly kind: Kind | undefined
}

/** Decides whether a line that names no EmailAddress hides a batch, and what hid it. */
function findNoHeader([first, second]: readonly [string, string]): Hidden | undefined {
  if (/^sep=/i.test(first)) return hidden('separator-line', second.split(/[,;\t]/))
  if (/^#TYPE /i.test(first)) return hidden('type-line', second.split(/[,;\t]/))
  if (first.includes('\0')) return hidden('utf-16', first.replaceAll('\0', '').split(/[,;\t]/))
  const betweenQuotes = first.split(/[\r\n]/)[0]!.split('"')
  if (betweenQuotes.length % 2 === 0) return hidden('open-quote', betweenQuotes.join('').split(','))
  if (isRow(first.split(','))) return { cause: 'row', kind: 'staged' }
  if (first.includes(';')) return hidden('semicolon', first.split(';'))
  return first.includes('\t') ? hidden('tab', first.split('\t')) : undefined
}

function hidden(cause: NoHeader, cells: readonly string[]): Hidden | undefined {
  const header = nameColumns(cells.map(unquoted))
  return namesBatch(header) ? { cause, kind: header.kind } : undefined
}

function isRow(cells: readonly string[]): boolean {
  const values = cells.map(unquoted)
  return values.some(isAddress) && values.some((value) => booleanOf(value) !== undefined)
}

function unquoted(cell: string): string {
  return trim(cell).replace(/^"(.*)"$/s, '$1')
}
