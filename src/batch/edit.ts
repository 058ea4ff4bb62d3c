import type { Cell, Span } from './batch.ts'
import { blanksOf } from './blanks.ts'

/** The only way a file changes: the bytes of the span give way to `text`. */
export interface Edit extends Span {
  readonly text: string
}

/** Replaces what a cell holds; its quotes, and the blanks inside them, stay. `text` needs no quotes of its own. */
export function replace(cell: Cell, text: string): Edit {
  if (!cell.quoted) return { start: cell.start, end: cell.end, text }
  const [before, after] = blanksOf(cell.value)
  return {
    start: cell.start + 1 + Buffer.byteLength(before),
    end: cell.end - 1 - Buffer.byteLength(after),
    text,
  }
}

/** `bytes` with the edits made, which are in order and do not overlap. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = []
  let from = 0
  for (const { start, end, text } of edits) {
    parts.push(bytes.subarray(from, start), Buffer.from(text))
    from = end
  }
  return Buffer.concat([...parts, bytes.subarray(from)])
}
