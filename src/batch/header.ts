import { isAddress } from './address.ts'
import { trim } from './blanks.ts'
import { booleanOf } from './boolean.ts'
import { type Column, type Kind, kindOf } from './kinds.ts'
import { columnOf, nearColumn } from './names.ts'
import { unquoted } from './value.ts'

/** Why the first line, which Exchange takes for the header, is none: nothing below it can be read as rows. */
export type NoHeader =
  | 'separator-line'
  | 'type-line'
  | 'row'
  | 'semicolon'
  | 'tab'
  | 'utf-16'
  | 'open-quote'
  | 'quoted-line'
  | 'line-above'

/** A header cell that nearly names a column; of several the first. */
export interface NearName {
  readonly name: string
  readonly index: number
}

/** What the header says. */
export interface Header {
  /** `undefined`: the file is no batch. */
  readonly kind: Kind | undefined
  /** The columns it names, ignoring case, and their positions; of a name given twice the first. */
  readonly columns: ReadonlyMap<Column, number>
  /** Columns it names only nearly, with the text that stands there. */
  readonly near: ReadonlyMap<Column, NearName>
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
 * @param names what the first line's cells hold, unquoted and without blanks around it
 * @param lines the text of the first line and of the one after it
 */
export function readHeader(names: Iterable<string>, lines: readonly [string, string]): Header {
  const header = nameColumns(names)
  const noHeader = namesBatch(header) ? undefined : findNoHeader(lines)
  if (noHeader === undefined) return header
  return { kind: noHeader.kind, columns: new Map(), near: new Map(), noHeader: noHeader.cause }
}

/** More than any batch has: what is wrong with columns beyond them is not worth the search. */
export const MOST_COLUMNS = 100

function nameColumns(cells: Iterable<string>): Header {
  const columns = new Map<Column, number>()
  const near = new Map<Column, NearName>()
  let foreign = 0
  let index = 0
  for (const cell of cells) {
    const name = trim(cell)
    const column = columnOf(name)
    const meant = column ?? (index < MOST_COLUMNS ? nearColumn(name) : undefined)
    if (column !== undefined && !columns.has(column)) columns.set(column, index)
    else if (column === undefined && meant !== undefined && !near.has(meant)) near.set(meant, { name, index })
    else if (meant === undefined && name !== '') foreign++
    index++
  }
  return { kind: kindOf(new Set([...columns.keys(), ...near.keys()]), foreign), columns, near }
}

interface Hidden {
  readonly cause: NoHeader
  readonly kind: Kind
}

/** Decides whether a line that names no EmailAddress hides a batch, and what hid it. */
function findNoHeader(lines: readonly [string, string]): Hidden | undefined {
  const [line, second] = lines.map((each) => each.replace(/[\0\ufeff]/g, '')) as [string, string]
  const first = unquoted(line)
  if (/^sep=/i.test(first)) return hidden('separator-line', second)
  if (/^#TYPE /i.test(first)) return hidden('type-line', second)
  if (isRow(line.split(','))) return { cause: 'row', kind: 'staged' }
  const cause = causeOf(lines[0])
  const several = /[,;\t]/.test(first) || cause === 'open-quote' || cause === 'utf-16'
  if (several && hidden(cause, first) !== undefined) return hidden(cause, first)
  return nameColumns(second.split(',')).columns.size > 1 ? hidden('line-above', second) : undefined
}

/** What keeps a line that would name a batch's columns from being its header. */
function causeOf(line: string): NoHeader {
  if (line.includes('\0')) return 'utf-16'
  const [beginning] = line.split(/[\r\n]/) as [string]
  if (beginning.split('"').length % 2 === 0) return 'open-quote'
  if (line.includes(';')) return 'semicolon'
  return line.includes('\t') ? 'tab' : 'quoted-line'
}

function hidden(cause: NoHeader, line: string): Hidden | undefined {
  const [beginning] = line.split(/[\r\n]/) as [string]
  const header = nameColumns(beginning.replaceAll('"', '').split(/[,;\t]/))
  return header.kind === undefined ? undefined : { cause, kind: header.kind }
}

function isRow(cells: readonly string[]): boolean {
  const values = cells.map(unquoted)
  return values.some(isAddress) && values.some((value) => booleanOf(value) !== undefined)
}
