import type { Batch } from './batch.ts'
import { createBatch } from './create-batch.ts'
import { decode } from './decode.ts'
import { type Header, readHeader } from './header.ts'
import { scan } from './scan.ts'
import { hasAmbiguousCell, type Table } from './table.ts'
import { nameOf, textAt } from './value.ts'

/** How much of a line is looked at to tell what it is. */
const GLANCE = 1000

/**
 * Reads a file's bytes as Exchange would read the batch; anything can be read, problems are for the rules.
 * @param used a batch that is no longer needed: its memory is used again, so it must not be read any more
 */
export function readBatch(path: string, file: Uint8Array, used?: Batch): Batch {
  const text = decode(file)
  const table = scan(text.bytes, used?.table)
  const header = headerOf(table, text.damage !== undefined)
  return createBatch({ path, size: file.length, text, table, header }, used?.known)
}

/** A header that cannot be read in full is never taken for that of another file. */
function headerOf(table: Table, damaged: boolean): Header {
  if (table.rows === 0) return { kind: 'unknown', columns: new Map(), near: new Map() }
  const header = readHeader(headerCells(table), firstLines(table))
  const ambiguous = hasAmbiguousCell(table, 0) && header.columns.has('EmailAddress')
  return header.kind === undefined && (damaged || ambiguous) ? { ...header, kind: 'unknown' } : header
}

/** The names in the header as Exchange reads them. */
function* headerCells({ bytes, width, start, end, shape }: Table): Generator<string> {
  for (let slot = 0; slot < width; slot++) {
    yield nameOf(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! })
  }
}

/** The beginnings of the header's line and of the line after it. */
function firstLines({ bytes, start, end, width }: Table): [string, string] {
  const first = textAt(bytes, start[0]!, Math.min(end[width - 1]!, start[0]! + GLANCE))
  const rest = textAt(bytes, end[width - 1]!, Math.min(bytes.length, end[width - 1]! + GLANCE))
  return [first, rest.replace(/^[\0\s\u0085]+/, '').split(/[\r\n\u2028\u2029]/)[0]!]
}
