import type { HiddenHeader } from './hidden-header.ts'
import { type Column, type Kind, kindOf } from './kinds.ts'
import { bareName, columnOf, isOtherAddressName, nearColumn } from './names.ts'
import { parameterOf } from './parameters.ts'

/** A header cell that nearly names a column; of several the first. */
export interface NearName {
  readonly name: string
  readonly index: number
}

/** What the cells of a header name; positions from 0 on. */
export interface Names {
  /** The columns it names, ignoring case, and their positions; of a name given twice the first. */
  readonly columns: ReadonlyMap<Column, number>
  /** Columns it names only nearly. */
  readonly near: ReadonlyMap<Column, NearName>
  /** Columns that seem to be named in cells that nobody can read. */
  readonly unreadable: ReadonlyMap<Column, number>
  /** How many names belong to no batch, and how many of those are parameters of New-MigrationBatch. */
  readonly foreign: number
  readonly parameters: number
  /** Where the first few of them are. */
  readonly foreignAt: readonly number[]
  /** Where other tools' name for the addresses is. */
  readonly otherAddress: number | undefined
  readonly width: number
}

/** What the header says. */
export interface Header extends Names {
  /** `undefined`: the file is no batch. */
  readonly kind: Kind | undefined
  /** Why no column named EmailAddress is found: nothing below it can be read as rows. */
  readonly hidden?: HiddenHeader
  /** What the file is instead: a clause. */
  readonly otherFile?: string
}

/** A cell of a header: its text as Exchange reads it, and whether somebody can read it. */
export interface NameCell {
  readonly name: string
  readonly readable: boolean
}

/** More than any batch has: what is wrong with columns beyond them is not worth the search. */
export const MOST_COLUMNS = 100

/** So many foreign columns are told of where they are not judged one by one. */
const MOST_TOLD = 5

/** Reads the names of a header's cells. */
export function nameColumns(cells: Iterable<NameCell>): Names {
  const columns = new Map<Column, number>()
  const near = new Map<Column, NearName>()
  const unreadable = new Map<Column, number>()
  const counts = { foreign: 0, parameters: 0 }
  const foreignAt: number[] = []
  let otherAddress: number | undefined
  let index = 0
  for (const { name, readable } of cells) {
    const exact = columnOf(readable ? name : bareName(name))
    const meant = exact ?? (index < MOST_COLUMNS ? nearColumn(name) : undefined)
    if (index < MOST_COLUMNS && isOtherAddressName(name)) otherAddress ??= index
    if (!readable) for (const column of swallowedIn(name)) keepFirst(unreadable, column, index)
    if (!readable && meant !== undefined) keepFirst(unreadable, meant, index)
    else if (exact !== undefined) keepFirst(columns, exact, index)
    else if (meant !== undefined) keepFirst(near, meant, { name, index })
    if (name !== '' && isForeign(exact, meant)) {
      counts.foreign++
      if (foreignAt.length < MOST_TOLD) foreignAt.push(index)
      if (index < MOST_COLUMNS && parameterOf(bareName(name)) !== undefined) counts.parameters++
    }
    index++
  }
  return { columns, near, unreadable, ...counts, foreignAt, otherAddress, width: index }
}

/** The columns whose names a quote has drawn into one cell; without EmailAddress the whole header is looked at anyway. */
function swallowedIn(name: string): Column[] {
  const parts = name.split(/[\r\n]/, 1)[0]!.split(',')
  return parts.flatMap((part) => columnOf(bareName(part)) ?? []).filter((column) => column !== 'EmailAddress')
}

function keepFirst<T>(map: Map<Column, T>, column: Column, value: T): void {
  if (!map.has(column)) map.set(column, value)
}

/** What is near to UserRoot tells nothing of a batch: other lists have a UserRole. */
function isForeign(exact: Column | undefined, meant: Column | undefined): boolean {
  return exact === undefined && (meant === undefined || meant === 'UserRoot')
}

/** The columns that count for the kind, be they named exactly, nearly, or where nobody can read it. */
export function columnsNamed({ columns, near, unreadable }: Names): ReadonlySet<Column> {
  const nearly = [...near.keys()].filter((column) => column !== 'UserRoot')
  return new Set([...columns.keys(), ...nearly, ...unreadable.keys()])
}

/** The kind of batch that the names make; nothing if they make none. */
export function kindOfNames(names: Names): Kind | undefined {
  const { columns, near, unreadable, foreign, parameters } = names
  const places = [
    columns.get('EmailAddress'),
    near.get('EmailAddress')?.index,
    unreadable.get('EmailAddress'),
  ]
  const addressFirst = places.includes(0)
  return kindOf({ columns: columnsNamed(names), foreign, parameters, addressFirst })
}
