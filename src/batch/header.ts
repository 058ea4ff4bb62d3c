import { trim } from './blanks.ts'
import { type Column, type Kind, kindOf } from './kinds.ts'
import { columnOf, nearColumn } from './names.ts'

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
  | 'tangled-quotes'
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
  return noHeader !== undefined || namesUser(columns) || namesUser(near)
}

/** Whether one of the columns is among them that no other file has. */
export function namesUser(named: ReadonlyMap<Column, unknown>): boolean {
  return named.has('EmailAddress') || named.has('ForceChangePassword')
}

/** More than any batch has: what is wrong with columns beyond them is not worth the search. */
export const MOST_COLUMNS = 100

/** Reads the names of a header's cells. */
export function nameColumns(cells: Iterable<string>): Header {
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
