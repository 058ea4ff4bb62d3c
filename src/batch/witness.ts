import type { Batch } from './batch.ts'
import { trim } from './blanks.ts'
import { booleanWordOf } from './boolean-words.ts'
import { encode } from './decode.ts'
import { applyEdits, type Edit } from './edit.ts'
import { readBatch } from './read.ts'
import { misshapenRows } from './records.ts'
import type { Table } from './table.ts'
import { cellValue, textAt, unquoted } from './value.ts'

/** The corrected file, or why it must not be written. */
export type Corrected = { readonly bytes: Uint8Array } | { readonly refused: string }

/**
 * Makes the edits and proves them: two readers that share no code, ours and csv-parse, must each see exactly as
 * many cells change as were edited, each from a word that says yes or no to its new text, and nothing else.
 * @param edits in order of place
 */
export async function correct(batch: Batch, edits: readonly Edit[]): Promise<Corrected> {
  if (!edits.every(({ start, end }) => isWord(textAt(batch.text.bytes, start, end))))
    return { refused: NO_WORD }
  const bytes = encode(batch.text, applyEdits(batch.text.bytes, edits))
  const after = readBatch(batch.path, bytes)
  const texts = edits.map((edit) => edit.text)
  if (!changesOnly(texts, ownReading(batch.table), ownReading(after.table))) {
    return { refused: 'reading the corrected file again showed other changes than this one' }
  }
  try {
    const [before, now] = [await witnessReading(batch.text.bytes), await witnessReading(after.text.bytes)]
    return changesOnly(texts, before, now)
      ? { bytes }
      : { refused: 'a second CSV reader sees other changes than this one' }
  } catch {
    return { refused: 'a second CSV reader cannot read this file' }
  }
}

/** What is anything else may be kept nowhere but in this file. */
const NO_WORD = 'it would replace something else than a word for True or False'

const LINE_END = /[\r\n\u2028\u2029]/

/** Whether a text is a word that says yes or no, with nothing around it that an edit need not touch. */
function isWord(text: string): boolean {
  return trim(text) === text && booleanWordOf(text) !== undefined
}

/** A blank before an opening quote makes csv-parse keep the quotes. */
function changesOnly(texts: readonly string[], before: readonly string[], after: readonly string[]): boolean {
  if (before.length !== after.length) return false
  const changed = after.flatMap((value, index) => (value === before[index] ? [] : [[before[index]!, value]]))
  return (
    changed.length === texts.length &&
    changed.every(([was, is], index) => {
      return !LINE_END.test(was!) && isWord(trim(unquoted(was!))) && trim(unquoted(is!)) === texts[index]
    })
  )
}

/** Stands between records, so that a record end that moves is a change; no cell can hold it undamaged. */
const END = '\n\ud800'

/** Every cell in order, then the records that are no rows. */
function ownReading(table: Table): string[] {
  const { bytes, start, end, shape, rows, width } = table
  const read: string[] = []
  for (let slot = 0; slot < rows * width; slot++) {
    if (slot % width === 0) read.push(END)
    read.push(cellValue(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! }))
  }
  for (const row of misshapenRows(table)) read.push(textAt(bytes, row.start, row.end))
  return read
}

/** Every cell as csv-parse reads it; throws on a quote that is never closed. */
async function witnessReading(bytes: Uint8Array): Promise<string[]> {
  const { parse } = await import('csv-parse/sync') // a file without fixes must not wait for it
  const records: string[][] = parse(Buffer.from(bytes), {
    record_delimiter: ['\r\n', '\n', '\r', '\u2028', '\u2029'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  })
  return records.flatMap((record) => [END, ...record])
}
