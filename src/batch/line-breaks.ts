import { isAddress } from './address.ts'
import { addQuad, type Quads, quadAt } from './memory.ts'
import { Ambiguous, Quoted } from './scan.ts'
import type { Table } from './table.ts'
import { textAt } from './value.ts'

/** A quoted cell over several lines. */
export interface BrokenCell {
  /** The position of its row among the rows with slots; the header is 0. */
  readonly position: number
  readonly slot: number
  readonly start: number
  readonly end: number
  /** Whether a line in it could be a row, whose user is lost then. */
  readonly tookRow: boolean
}

/** The cells that Exchange reads over a line break, in order; the header's too. */
export function findBroken(table: Table): Quads {
  const found: Quads = { memory: new Uint32Array(16), count: 0 }
  const { bytes, rows, line, width } = table
  const hasSeparators = bytes.includes('\u2028') || bytes.includes('\u2029')
  for (let row = 0; row < rows; row++) {
    const spans = row + 1 === rows || line[row + 1]! > line[row]! + 1
    if (!spans && !hasSeparators) continue
    for (let slot = row * width; slot < (row + 1) * width; slot++) {
      if (isBroken(table, slot)) addQuad(found, [row, slot, Number(tookRow(table, slot)), 0])
    }
  }
  return found
}

const LF = 0x0a
const CR = 0x0d
const LINE_END = /\r\n|[\r\n\u2028\u2029]/
const SEPARATOR = /[\u2028\u2029]/

function isBroken({ bytes, start, end, shape }: Table, slot: number): boolean {
  if ((shape[slot]! & Quoted) === 0 || (shape[slot]! & Ambiguous) !== 0) return false
  let isWide = false
  for (let at = start[slot]!; at < end[slot]!; at++) {
    const byte = bytes[at]!
    if (byte === LF || byte === CR) return true
    if (byte === 0xe2) isWide = true
  }
  return isWide && SEPARATOR.test(textAt(bytes, start[slot]!, end[slot]!))
}

/** Whether a line that the cell took could be a row, or the line it begins in ends as a whole one. */
function tookRow({ bytes, start, end, width }: Table, slot: number): boolean {
  const [first = '', ...taken] = textAt(bytes, start[slot]! + 1, end[slot]! - 1).split(LINE_END)
  return hasAllCells(first, width) || taken.some((line) => hasAllCells(line, width) || hasAddress(line))
}

function hasAllCells(line: string, width: number): boolean {
  const cells = line.split(',')
  return width > 1 && cells.length === width && cells.some((cell) => bare(cell) !== '')
}

function hasAddress(line: string): boolean {
  return line.includes('@') && line.split(',').some((cell) => isAddress(bare(cell)))
}

function bare(cell: string): string {
  return cell.replaceAll('"', '').trim()
}

/** The cells of a list that `findBroken` made. */
export function* brokenCells({ start, end }: Table, found: Quads, from = 0): Generator<BrokenCell> {
  for (let index = from; index < found.count; index++) {
    const [position, slot, took] = quadAt(found, index)
    yield { position, slot, start: start[slot]!, end: end[slot]!, tookRow: took === 1 }
  }
}

/** Those of one row. */
export function brokenIn(table: Table, found: Quads, position: number): BrokenCell[] {
  let [low, high] = [0, found.count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (found.memory[middle * 4]! >= position) high = middle
    else low = middle + 1
  }
  const cells: BrokenCell[] = []
  for (const cell of brokenCells(table, found, low)) {
    if (cell.position !== position) break
    cells.push(cell)
  }
  return cells
}
