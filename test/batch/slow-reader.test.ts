import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Batch } from '../../src/batch/batch.ts'
import { type CellClass, codes } from '../../src/batch/classify.ts'
import { locate } from '../../src/batch/lines.ts'
import { readBatch } from '../../src/batch/read.ts'
import { ambiguousCells, misshapenRows } from '../../src/batch/records.ts'
import { Ambiguous } from '../../src/batch/scan.ts'
import type { Table } from '../../src/batch/table.ts'
import { cellValue } from '../../src/batch/value.ts'
import {
  anyText,
  draw,
  encodeAs,
  plainlyWrittenText,
  runs,
  stagedText,
  type Writing,
  writing,
  writings,
} from '../support/generators.ts'
import { readSlowly, type SlowCell, type SlowRow, trimBlanks } from '../support/slow-reader.ts'

const everyText = fc.oneof(anyText, stagedText)
/** A text and how it is written, unless it begins with what would make another mark. */
const everyFile = fc
  .record({ text: everyText, as: writing })
  .filter(({ text, as }) => !text.startsWith(as.mark ? '\0' : '\ufeff'))

function tableOf(text: string, as: Writing = { encoding: 'utf-8', mark: true }): Table {
  return readBatch('batch.csv', encodeAs(text, as)).table
}

/** The rows of each class in each column, with their domains. */
function classesOf(batch: Batch): unknown[] {
  const columns = [...batch.header.columns.keys()]
  const classes = Object.keys(codes) as CellClass[]
  return columns.flatMap((column) =>
    classes.map((name) => [
      column,
      name,
      Array.from(batch.where(column, name), ({ index, domain }) => [index, domain]),
    ]),
  )
}

/** The rows as wide as the header, in the words of the slow reader. */
function rowsWithSlots(table: Table): Pick<SlowRow, 'number' | 'cells'>[] {
  const { start, end, shape, bytes, width, rows, numbers } = table
  const slots = Array.from({ length: rows * width }, (_, slot) => slot)
  const { inEditor } = locate(table)
  const cells = slots.map((slot): SlowCell => {
    const span = { start: start[slot]!, end: end[slot]! }
    const ambiguous = (shape[slot]! & Ambiguous) !== 0
    const value = ambiguous ? undefined : cellValue(bytes, { ...span, shape: shape[slot]! })
    return { value, ...span, ...inEditor(span) }
  })
  return Array.from({ length: rows }, (_, row) => ({
    number: numbers[row]!,
    cells: cells.slice(row * width, (row + 1) * width),
  }))
}

describe('the fast reader sees what the slow one sees', () => {
  test('every cell: value, place, row number, line and column', () => {
    fc.assert(
      fc.property(everyFile, ({ text, as }) => {
        const slow = readSlowly(text)
        const width = slow[0]?.cells.length ?? 0

        expect(rowsWithSlots(tableOf(text, as))).toEqual(
          slow.filter(({ cells }) => cells.length === width).map(({ number, cells }) => ({ number, cells })),
        )
      }),
      runs,
    )
  })

  test('rows of another width, apart', () => {
    fc.assert(
      fc.property(everyFile, ({ text, as }) => {
        const slow = readSlowly(text)
        const others = slow.filter(({ cells }) => cells.length !== slow[0]!.cells.length)

        expect([...misshapenRows(tableOf(text, as))]).toEqual(
          others.map(({ number, start, end, cells }) => ({ number, start, end, cells: cells.length })),
        )
      }),
      runs,
    )
  })

  test('cells on whose quotes readers differ, in rows of any width', () => {
    fc.assert(
      fc.property(everyFile, ({ text, as }) => {
        const ambiguous = readSlowly(text).flatMap(({ number, cells }) =>
          cells
            .map(({ value, start, end }, column) => ({ value, cell: { row: number, column, start, end } }))
            .filter(({ value }) => value === undefined)
            .map(({ cell }) => cell),
        )

        expect([...ambiguousCells(tableOf(text, as))]).toEqual(ambiguous)
      }),
      runs,
    )
  })

  test('a reader that has read another file before reads the same', () => {
    fc.assert(
      fc.property(fc.array(stagedText, { minLength: 2, maxLength: 4 }), (texts) => {
        let used: ReturnType<typeof readBatch> | undefined
        for (const text of texts) {
          used = readBatch('batch.csv', Buffer.from(text), { used })
          const fresh = readBatch('batch.csv', Buffer.from(text))
          expect(rowsWithSlots(used.table)).toEqual(rowsWithSlots(fresh.table))
          expect(classesOf(used)).toEqual(classesOf(fresh))
          expect(used.domains?.names).toEqual(fresh.domains?.names)
        }
      }),
      runs,
    )
  })
})

test('without ambiguous quotes csv-parse reads the same trimmed, unquoted cells', () => {
  fc.assert(
    fc.property(plainlyWrittenText, (text) => {
      const table = tableOf(text)
      const ours = rowsWithSlots(table).map(({ cells }) => cells.map(({ value }) => trimBlanks(value!)))
      const records: string[][] = parse(text, {
        record_delimiter: ['\r\n', '\n', '\r', '\u2028', '\u2029'],
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        cast: (value, { quoting }) => trimBlanks(quoting ? value : unindented(value)),
      })
      const theirs = records.filter(({ length }) => length === records[0]!.length)

      expect([...ambiguousCells(table)]).toEqual([])
      expect(ours).toEqual(theirs)
      expect(table.misshapen.count).toBe(records.length - theirs.length)
    }),
    runs,
  )
})

/** csv-parse takes quotes behind a blank for part of the value. */
function unindented(cell: string): string {
  const quotes = /^\p{White_Space}+"(.*)"$/su.exec(cell)
  return quotes === null ? cell : quotes[1]!.replaceAll('""', '"')
}

describe('the generators reach the hard cases', () => {
  const few = (texts: readonly string[], hard: (text: string, rows: readonly SlowRow[]) => boolean) =>
    texts.filter((text) => hard(text, readSlowly(text))).length
  const cellsOf = (rows: readonly SlowRow[]) => rows.flatMap(({ cells }) => cells)

  test.each<[string, (text: string, rows: readonly SlowRow[]) => boolean]>([
    ['rows of another width', (_, rows) => rows.some(({ cells }) => cells.length !== rows[0]!.cells.length)],
    [
      'three rows of one width',
      (_, rows) => rows.length > 2 && new Set(rows.map((r) => r.cells.length)).size === 1,
    ],
    ['ambiguous quotes', (_, rows) => cellsOf(rows).some(({ value }) => value === undefined)],
    [
      'a quoted line break',
      (_, rows) => cellsOf(rows).some(({ value }) => /.[\r\n\u2028\u2029]./.test(value ?? '')),
    ],
    ['a NUL', (text) => text.includes('\0')],
    ['half a character', (text) => /\p{Surrogate}/u.test(text)],
    ['a character that only looks blank at an edge', (text) => /[,\n][\u200b\ufeff\u202a\u1681]/.test(text)],
    ['blank lines before the header', (text) => /^[\r\n\u2028\u2029]+[^\r\n\u2028\u2029]/.test(text)],
    ['a quote never closed', (text) => (text.match(/"/g)?.length ?? 0) % 2 === 1],
    ['a cell over several lines', (_, rows) => cellsOf(rows).some(({ line, endLine }) => endLine > line)],
    ['a comma in a value', (_, rows) => cellsOf(rows).some(({ value }) => value?.includes(','))],
    ['a quote in a value', (_, rows) => cellsOf(rows).some(({ value }) => value?.includes('"'))],
    ['a blank before a quote', (text) => /(?:^|[,\n])\s+"/.test(text)],
    ['a blank beyond ASCII at an edge', (text) => /[,\n][\u0085\u00a0\u1680\u2003\u3000]/.test(text)],
    [
      'U+2028 or U+2029 between rows',
      (text) => /[^\r\n\u2028\u2029][\u2028\u2029][^\r\n\u2028\u2029]/.test(text),
    ],
    ['a lone CR', (text) => /\r(?!\n)/.test(text)],
    ['an astral character before another cell', (text) => /[\u{10000}-\u{10ffff}][^\r\n]*,/u.test(text)],
    ['a line of blanks', (_, rows) => rows.some(({ cells }) => cells.length === 1 && cells[0]!.value === '')],
  ])('%s', (_, hard) => {
    expect(few(draw(everyText), hard)).toBeGreaterThan(25)
  })

  test.each(writings)('$encoding, mark: $mark', (writing) => {
    expect(draw(everyFile).filter(({ as }) => as === writing).length).toBeGreaterThan(25)
  })
})
