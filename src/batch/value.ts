import { trim } from './blanks.ts'
import { Escaped, Quoted } from './scan.ts'

/** A cell as it stands: its span without outer blanks, with its quotes, and how it is written. */
export interface WrittenCell {
  readonly start: number
  readonly end: number
  readonly shape: number
}

/** The cell's text as Exchange reads it: without its outer quotes, doubled quotes made one. */
export function cellValue(bytes: Buffer, { start, end, shape }: WrittenCell): string {
  const quotes = shape & Quoted
  const text = textAt(bytes, start + quotes, end - quotes)
  return (shape & Escaped) === 0 ? text : text.replaceAll('""', '"')
}

/** More bytes than any name of a column has. */
const LONGEST_NAME = 1000

/** The name in a cell of the header; what is far too long for one is not read, and is like no other. */
export function nameOf(bytes: Buffer, cell: WrittenCell): string {
  return cell.end - cell.start > LONGEST_NAME ? `\0${cell.start}` : trim(cellValue(bytes, cell))
}

/** The text of a span. */
export function textAt(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, end)
}

/** A text without the white space at its edges and the quotes around the rest. */
export function unquoted(text: string): string {
  return trim(text).replace(/^"(.*)"$/s, '$1')
}
