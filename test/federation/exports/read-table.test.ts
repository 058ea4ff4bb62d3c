import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from '../../../src/federation/exports/read-table.ts'
import { draw, encodeAs, runs, writing } from '../../support/generators.ts'

const fits = (names: readonly string[]) => names.includes('UserPrincipalName')

async function cellsOf(file: Uint8Array) {
  const table = await readTable('x.csv', file, fits)
  if ('mistake' in table) throw new Error(table.mistake)
  const { names, rows, partial } = table
  return {
    names,
    partial,
    rows: rows.map(({ place, cell }) => ({ place, cells: names.map((_, column) => cell(column).join('+')) })),
  }
}

const text = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\n', '"', '""', ',', ';', '\t', '","') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(' ', '\u2028', '\u0085', 'é', '😀', '#TYPE x', 'sep=,', '\ufeff'),
      },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))

const HEADERS = [
  ['UserPrincipalName', 'Mail'],
  ['"Mail"', 'UserPrincipalName', 'the\r\nrest'],
  ['DisplayName', 'Straße', 'UserPrincipalName', 'a "b"'],
]

/** Tables, and everything that a program which writes them may decide. */
const written = fc
  .record({
    header: fc.constantFrom(...HEADERS),
    rows: fc.array(fc.array(text, { minLength: 4, maxLength: 4 }), { maxLength: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t'),
    isQuoted: fc.boolean(),
    lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
    above: fc.constantFrom('', '', '#TYPE System.Object', '"#TYPE a,b"', 'sep=;', '"sep=,"'),
    blankLines: fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
    hasLastLineEnd: fc.boolean(),
    writing,
  })
  .map(({ rows, ...rest }) => ({ ...rest, rows: rows.map((row) => row.slice(0, rest.header.length)) }))
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never

/** The text, and the line on which each record begins. */
function write({ header, rows, delimiter, isQuoted, lineEnd, above, blankLines, hasLastLineEnd }: Written) {
  const how = { delimiter, quoted: isQuoted, quoted_match: /[\r\n]/, record_delimiter: lineEnd }
  const lines: number[] = []
  let text = above === '' ? '' : above + lineEnd
  for (const [index, record] of [header, ...rows].entries()) {
    text += lineEnd.repeat(blankLines[index]!)
    lines.push(text.split(/\r\n|\r|\n/).length)
    text += stringify([record], how)
  }
  return { text: hasLastLineEnd ? text : text.slice(0, -lineEnd.length), lines: lines.slice(1) }
}

test('what a program writes reads back, each row with the line on which it begins', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (table) => {
      const { text, lines } = write(table)

      expect(await cellsOf(encodeAs(text, table.writing))).toEqual({
        names: table.header,
        partial: false,
        rows: table.rows.map((cells, index) => ({ place: `x.csv line ${lines[index]}`, cells })),
      })
    }),
    runs,
  )
})

test('the generator reaches rows below cells of several lines, blank lines and a line above the header', () => {
  const tables = draw(written).map((table) => ({ ...table, ...write(table) }))

  expect(
    tables.filter(({ rows }) =>
      rows
        .slice(0, -1)
        .flat()
        .some((cell) => /\r(?!\n)/.test(cell)),
    ).length,
  ).toBeGreaterThan(50)
  expect(tables.filter(({ above, rows }) => above !== '' && rows.length > 1).length).toBeGreaterThan(50)
  expect(
    tables.filter(({ lines }) => lines.some((line, index) => line > (lines[index - 1] ?? 1) + 3)).length,
  ).toBeGreaterThan(50)
})

const json = fc.record({
  entries: fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.dictionary(
          fc.constantFrom('UserPrincipalName', 'Mail', 'x'),
          fc.oneof(
            fc.string(),
            fc.array(fc.string()),
            fc.boolean(),
            fc.integer(),
            fc.constant(null),
            fc.constant({ a: 'b' }),
          ),
          { noNullPrototype: true },
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(null, 'text', 5) },
    ),
    { maxLength: 5 },
  ),
  isWrapped: fc.boolean(),
  isPartial: fc.boolean(),
  indent: fc.nat(4),
  writing,
})

test('what JSON holds reads back, each row with the number of its entry', async () => {
  await fc.assert(
    fc.asyncProperty(json, async ({ entries, isWrapped, isPartial, indent, writing }) => {
      const answer = { ...(isPartial && { '@odata.nextLink': 'https://example.com' }), value: entries }
      const text = JSON.stringify(isWrapped ? answer : entries, null, indent)
      const { names, partial, rows } = await cellsOf(encodeAs(text, writing))
      const expected = entries.flatMap((entry, index) =>
        typeof entry === 'object' && entry !== null
          ? [{ place: `x.csv entry ${index + 1}`, cells: names.map((name) => shown(entry[name])) }]
          : [],
      )

      expect(rows).toEqual(expected)
      expect(partial).toBe(isWrapped && isPartial)
      expect(names.toSorted()).toEqual(
        [
          ...new Set(entries.flatMap((entry) => (typeof entry === 'object' ? Object.keys(entry ?? {}) : []))),
        ].toSorted(),
      )
    }),
    runs,
  )
})

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join('+')
  return value === undefined || typeof value === 'object' ? '' : String(value)
}
