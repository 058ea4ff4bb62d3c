import type { Text } from './decode.ts'
import { readBeginning } from './first-lines.ts'
import { type Header, kindOfNames, type NameCell, nameColumns } from './header.ts'
import { findHiddenHeader } from './hidden-header.ts'
import { otherFileOf, otherTableOf } from './other-file.ts'
import { hasAmbiguousCell } from './records.ts'
import { Ambiguous } from './scan.ts'
import type { Table } from './table.ts'
import { nameOf, textAt } from './value.ts'

/** What a file was read into. */
interface Parts {
  readonly file: Uint8Array
  readonly text: Text
  readonly table: Table
}

/** Judges the first record, and finds the batch that is meant where it names no EmailAddress. */
export function readHeader({ file, text, table }: Parts): Header {
  const names = nameColumns(headerCells(table))
  const otherFile = otherFileOf(file)
  if (otherFile !== undefined) return { ...names, kind: undefined, otherFile }
  if (table.rows === 0) return { ...names, kind: 'unknown' }
  const kind = kindOfNames(names)
  const isKnown = names.unreadable.has('EmailAddress') && kind !== undefined
  if (names.columns.has('EmailAddress') || isKnown) return { ...names, kind }
  const hidden = findHiddenHeader(readBeginning(text, file), { names, tangled: hasAmbiguousCell(table, 0) })
  if (hidden !== undefined) return { ...names, kind: hidden.kind, hidden }
  const otherTable = otherTableOf(firstNames(table))
  return { ...names, kind: undefined, ...(otherTable !== undefined && { otherFile: otherTable }) }
}

/** More columns than a table has whose columns are known here. */
const MOST_NAMES = 20

function firstNames(table: Table): string[] {
  return Array.from(headerCells({ ...table, width: Math.min(table.width, MOST_NAMES) }), ({ name }) => name)
}

/** How much of a cell that nobody can read is looked at. */
const GLANCE = 1000

/** The names in the header as Exchange reads them, or what is written where that is not certain. */
function* headerCells({ bytes, width, start, end, shape }: Table): Generator<NameCell> {
  for (let slot = 0; slot < width; slot++) {
    const cell = { start: start[slot]!, end: end[slot]!, shape: shape[slot]! }
    if ((cell.shape & Ambiguous) !== 0) {
      yield { name: textAt(bytes, cell.start, Math.min(cell.end, cell.start + GLANCE)), readable: false }
    } else {
      const name = nameOf(bytes, cell)
      yield { name, readable: !name.includes('\ufffd') }
    }
  }
}
