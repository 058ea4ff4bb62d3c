import { Escaped, Quoted } from './scan.ts'

/** A cell as it stands: its span without outer blanks, with its quotes, and how it is written. */
export interface WrittenCell {
  readonly start: number
  readonly end: number
  readonly shape: number
}

/** The cell's text as Exchange reads it: without its outer quotes, doubled quotes made one. */
export function cellValue(bytes: Uint8Array, { start, end, shape }: WrittenCell): string {
  const quotes = shape & Quoted
  const text = textAt(bytes, start + quotes, end - quotes)
  return (shape & Escaped) === 0 ? text : text.replaceAll('""', '"')
}

/** The text of a span. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString()
}
