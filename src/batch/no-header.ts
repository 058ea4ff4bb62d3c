import { isAddress } from './address.ts'
import { trim } from './blanks.ts'
import { booleanOf } from './boolean.ts'
import { type NoHeader, nameColumns, namesUser } from './header.ts'
import type { Kind } from './kinds.ts'
import { unquoted } from './value.ts'

/** The beginnings of the first lines that are not empty, as they stand. */
export interface FirstLines {
  readonly first: string
  readonly second: string
  readonly third: string
  /** Whether the quotes of the first line are ambiguous. */
  readonly tangled: boolean
}

/** What hides a header, and the kind of batch behind it. */
export interface Hidden {
  readonly cause: NoHeader
  readonly kind: Kind
}

/** Tells the kind of batch if the cause is there. */
type Detector = (lines: FirstLines) => Kind | undefined

type Detectors = readonly (readonly [NoHeader, Detector])[]

/** For a line that nearly names a batch's column: a header unless it is surely something else. */
const NEAR: Detectors = [
  ['row', ({ first }) => (isRow(first) ? 'staged' : undefined)],
  ['semicolon', ({ first }) => (namesBetweenSemicolons(first) ? kindIn(first) : undefined)],
]

/** For a line that names nothing of a batch. */
const UNKNOWN: Detectors = [
  ['utf-16', ({ first }) => (first.includes('\0') ? kindIn(first) : undefined)],
  ['separator-line', ({ first, second }) => (/^sep=/i.test(unquoted(first)) ? kindIn(second) : undefined)],
  ['type-line', ({ first, second }) => (/^#TYPE /i.test(unquoted(first)) ? kindIn(second) : undefined)],
  ['open-quote', ({ first }) => (first.split('"').length % 2 === 0 ? kindIn(first) : undefined)],
  ['row', ({ first }) => (isRow(first) ? 'staged' : undefined)],
  ['semicolon', ({ first }) => (first.includes(';') ? kindIn(first) : undefined)],
  ['tab', ({ first }) => (first.includes('\t') ? kindIn(first) : undefined)],
  ['quoted-line', ({ first }) => (/^"[^"]*,[^"]*"$/.test(trim(first)) ? kindIn(first) : undefined)],
  ['tangled-quotes', ({ first, tangled }) => (tangled ? kindIn(first) : undefined)],
  ['line-above', (lines) => (isLineAbove(lines) ? kindIn(lines.second) : undefined)],
]

/**
 * Decides whether a line that Exchange takes for the header is none, and what hides a batch there.
 * @param isNear whether it nearly names a batch's column
 */
export function findNoHeader(lines: FirstLines, isNear: boolean): Hidden | undefined {
  for (const [cause, detect] of isNear ? NEAR : UNKNOWN) {
    const kind = detect(lines)
    if (kind !== undefined) return { cause, kind }
  }
  return undefined
}

/** The kind of batch whose columns a line names, whatever separates and quotes them. */
function kindIn(line: string): Kind | undefined {
  return nameColumns(cellsOf(line)).kind
}

/** Whether a line names a batch's column exactly once it is split at semicolons, too. */
function namesBetweenSemicolons(line: string): boolean {
  return line.includes(';') && namesUser(nameColumns(cellsOf(line)).columns)
}

function cellsOf(line: string): string[] {
  return line.replace(/["\0\ufeff]/g, '').split(/[,;\t]/)
}

function isRow(line: string): boolean {
  const values = line.split(',').map(unquoted)
  return values.some(isAddress) && values.some((value) => booleanOf(value) !== undefined)
}

/** A title or an empty row, and two lines below it a row with an address. */
function isLineAbove({ first, third }: FirstLines): boolean {
  const filled = first.split(',').filter((cell) => trim(cell) !== '')
  return filled.length <= 1 && third.split(',').some((cell) => isAddress(unquoted(cell)))
}
