import { trim } from './blanks.ts'
import { type Header, nameColumns, namesUser } from './header.ts'
import { columnOf, nearColumn } from './names.ts'
import { type FirstLines, findNoHeader } from './no-header.ts'
import { ambiguousCells, hasAmbiguousCell } from './records.ts'
import type { Table } from './table.ts'
import { nameOf, textAt } from './value.ts'

/** How much of a line is looked at to tell what it is. */
const GLANCE = 1000
const LINE_ENDS = /[\r\n\u2028\u2029]/

/**
 * Judges the first record; a header that cannot be read in full is never taken for that of another file.
 * @param damaged whether the file could not be decoded
 */
export function readHeader(table: Table, damaged: boolean): Header {
  if (table.rows === 0) return { kind: 'unknown', columns: new Map(), near: new Map() }
  const header = nameColumns(headerNames(table))
  const noHeader = namesUser(header.columns)
    ? undefined
    : findNoHeader(firstLines(table), namesUser(header.near))
  if (noHeader !== undefined) {
    return { kind: noHeader.kind, columns: new Map(), near: new Map(), noHeader: noHeader.cause }
  }
  const hides = damaged || (header.columns.has('EmailAddress') && hidesName(table))
  return header.kind === undefined && hides ? { ...header, kind: 'unknown' } : header
}

/** Whether a cell of the header with ambiguous quotes may be, or hold, the name of a column. */
function hidesName(table: Table): boolean {
  for (const { row, start, end } of ambiguousCells(table)) {
    if (row > 0) return false
    const names = textAt(table.bytes, start, Math.min(end, start + GLANCE))
      .replaceAll('"', '')
      .split(/[,;\t\r\n]/)
    if (names.some((name) => columnOf(trim(name)) ?? nearColumn(trim(name)))) return true
  }
  return false
}

/** The names in the header as Exchange reads them. */
function* headerNames({ bytes, width, start, end, shape }: Table): Generator<string> {
  for (let slot = 0; slot < width; slot++) {
    yield nameOf(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! })
  }
}

/** The beginnings of the first lines. */
function firstLines(table: Table): FirstLines {
  const { bytes, start, end, width } = table
  const behind = end[width - 1]!
  const header = textAt(bytes, start[0]!, Math.min(behind, start[0]! + GLANCE))
  const rest = textAt(bytes, behind, Math.min(bytes.length, behind + 2 * GLANCE))
  const [second = '', third = ''] = rest.split(LINE_ENDS).filter((line) => /[^\0\s\u0085]/.test(line))
  return { first: header.split(LINE_ENDS)[0]!, second, third, tangled: hasAmbiguousCell(table, 0) }
}
