import type { JoinedCause } from './aside.ts'
import { trim } from './blanks.ts'
import { columnOf } from './names.ts'
import { firstLine, misshapenRows, positionOf, recordAt } from './records.ts'
import type { Table } from './table.ts'
import { nameOf, textAt, unquoted } from './value.ts'

const SIGNS = [
  ['mark', '\ufeff'],
  ['ctrl-z', '\x1a'],
] as const

/**
 * The lines below the header that show it, by Exchange's number: a sign counts at an edge of a row and, if the row has a wrong
 * number of cells, anywhere in its line; inside a value it belongs to that.
 * @param suspects positions of the rows whose EmailAddress cell is not an address
 */
export function findJoined(table: Table, suspects: Iterable<number>): Map<number, JoinedCause> {
  const { bytes, numbers } = table
  const found = new Map<number, JoinedCause>()
  const isHeader = headerLike(table)
  for (const [cause, sign] of SIGNS) {
    let line: Line & { readonly number: number } = { number: 0, start: 0, end: 0 }
    for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) {
      const record = recordAt(table, at)
      if (record === undefined || record.number === 0) continue
      const { number, start, end } = record
      if (number !== line.number) line = { number, ...firstLine(bytes, record) }
      const isMisshapen = positionOf(table, number) === undefined && at < line.end
      const isAtEdge = at === start || at + 1 === end
      if (isAtEdge || isMisshapen) found.set(number, isHeader(line) ? 'header-again' : cause)
    }
  }
  for (const position of suspects) {
    const start = table.recordStart[position]!
    const end = table.end[(position + 1) * table.width - 1]!
    if (isHeader({ start, end })) found.set(numbers[position]!, 'header-again')
  }
  for (const row of misshapenRows(table)) if (isHeader(row)) found.set(row.number, 'header-again')
  return found
}

/** More bytes than a header has. */
const LONGEST = 1000
const NAME = Buffer.from('emailaddress')
const SMALL = 0x20

/** Tells whether a line consists of names of columns, EmailAddress among them. */
function headerLike(table: Table): (line: Line) => boolean {
  let own: Set<string> | undefined
  return ({ start, end }) => {
    if (end - start > LONGEST || !mayName(table.bytes, start, end)) return false
    const cells = textAt(table.bytes, start, end).split(',').map(nameIn)
    if (!cells.some((cell) => columnOf(cell) === 'EmailAddress')) return false
    own ??= ownNames(table)
    return cells.every((cell) => cell === '' || columnOf(cell) !== undefined || own?.has(cell.toLowerCase()))
  }
}

interface Line {
  readonly start: number
  readonly end: number
}

function nameIn(cell: string): string {
  return trim(unquoted(cell.replaceAll('\ufeff', '')))
}

/** Whether EmailAddress is written there, in any case; without a string, since most rows have none. */
function mayName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + NAME.length <= end; at++) {
    let same = 0
    while (same < NAME.length && (bytes[at + same]! | SMALL) === NAME[same]) same++
    if (same === NAME.length) return true
  }
  return false
}

function ownNames({ bytes, width, start, end, shape }: Table): Set<string> {
  const names = new Set<string>()
  for (let slot = 0; slot < width; slot++) {
    names.add(nameOf(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! }).toLowerCase())
  }
  return names
}
