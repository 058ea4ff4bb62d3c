import { describe, expect, test } from 'vitest'
import { ambiguousCells, misshapenRows } from '../../src/batch/records.ts'
import { cellValue } from '../../src/batch/value.ts'
import { judge, read } from '../support/checking.ts'
import { encodeAs, writings } from '../support/generators.ts'

/** The values of the rows that are as wide as the header. */
function valuesOf(file: string | Uint8Array): string[][] {
  const { bytes, start, end, shape, rows, width } = read(file).table
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const slot = row * width + column
      return cellValue(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! })
    }),
  )
}

describe('a cell', () => {
  test.each([
    ['as it is', 'a', 'a'],
    ['without blanks around it', ' \t a b\u00a0\u0085', 'a b'],
    ['without its quotes', '"a"', 'a'],
    ['with the blanks inside its quotes', '" a "', ' a '],
    ['with one quote for two', '"a""b"""', 'a"b"'],
    ['of nothing but a quote', '""""', '"'],
    ['empty', '', ''],
    ['empty between quotes', '""', ''],
    ['empty between blanks', ' \u3000 ', ''],
    ['behind a blank and a quote', ' \u2003"a"', 'a'],
    ['with a comma in it', '"a,b"', 'a,b'],
    ['with every line end in it', '"1\r\n2\n3\r4\u20285\u20296"', '1\r\n2\n3\r4\u20285\u20296'],
    ['with a semicolon and a tab', 'a;b\tc', 'a;b\tc'],
    ['with characters that only look blank', '\u200ba\u200b', '\u200ba\u200b'],
    ['with another byte-order mark', '\ufeffa', '\ufeffa'],
    ['beyond the basic plane', '😀', '😀'],
    ['with bytes that U+2028 and U+2029 have too', 'a\u2228b\u2229c\u2013d', 'a\u2228b\u2229c\u2013d'],
  ])('is read %s', (_, written, value) => {
    expect(valuesOf(`x,${written},z\ny,${written},z`)).toEqual([
      ['x', value, 'z'],
      ['y', value, 'z'],
    ])
  })

  // https://learn.microsoft.com/dotnet/api/system.char.iswhitespace
  const blanks =
    '\t\v\f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'
  test.each([...blanks])('loses the blank %j at its edges', (blank) => {
    expect(valuesOf(`${blank}x${blank},${blank}\n"${blank}y",${blank}${blank}`)).toEqual([
      ['x', ''],
      [`${blank}y`, ''],
    ])
  })

  test.each([...'\u180e\u200b\u2060\ufeff\u0000\u001f\u00a1\u00a3\u0086\u00e0'])(
    'keeps %j, which is no blank',
    (character) => {
      expect(valuesOf(`x,${character}y${character}`)).toEqual([['x', `${character}y${character}`]])
    },
  )
})

describe('a row', () => {
  test.each(['\n', '\r', '\r\n', '\u2028', '\u2029'])('ends at %j', (end) => {
    const rows = [['x'], ['y'], ['z']]

    expect(valuesOf(`x${end}y${end}z`)).toEqual(rows)
    expect(valuesOf(`x${end}y${end}z${end}`)).toEqual(rows)
    expect(valuesOf(`${end}${end}x${end}${end}y${end}z${end}${end}${end}`)).toEqual(rows)
  })

  test.each(['\u2228', '\u2229', '\u3028', '\u3029', '\u1028', '\u2013'])(
    'begins with %j, which only shares bytes with U+2028 and U+2029',
    (character) => {
      expect(valuesOf(`${character}\n${character}x\u2028${character}`)).toEqual([
        [character],
        [`${character}x`],
        [character],
      ])
    },
  )

  test('ends at any mix of line ends', () => {
    expect(valuesOf('\n\rv\u2029\r\n\u2028w\r\rx\n\r\ny\r\u2028z')).toEqual([
      ['v'],
      ['w'],
      ['x'],
      ['y'],
      ['z'],
    ])
  })

  test('of blanks or commas is a row', () => {
    expect(valuesOf('x,y\n,\n , \n"",')).toEqual([
      ['x', 'y'],
      ['', ''],
      ['', ''],
      ['', ''],
    ])
    expect(valuesOf('x\n \n\u0085\n')).toEqual([['x'], [''], ['']])
  })

  test('of another width takes no slots and keeps its number', () => {
    const text = 'x,y\n1,1\n\n2\r\n3,"3\n,3"\n4,4,\n   \n6,6\n'

    expect(valuesOf(text)).toEqual([
      ['x', 'y'],
      ['1', '1'],
      ['3', '3\n,3'],
      ['6', '6'],
    ])
    expect(
      Array.from(misshapenRows(read(text).table), ({ number, cells, start, end }) => [
        number,
        cells,
        text.slice(start, end),
      ]),
    ).toEqual([
      [2, 1, '2'],
      [4, 3, '4,4,'],
      [5, 1, '   '],
    ])
    expect(read(text).rows).toBe(6)
  })

  test('a header of very many columns over very many short rows takes little memory', () => {
    const { table, rows } = read(`${','.repeat(200_000)}\n${'x\n'.repeat(200_000)}`)

    expect(rows).toBe(200_000)
    expect(table.width).toBe(200_001)
    expect(table.start.length).toBeLessThan(1_000_000)
  })

  test('a row of very many cells below a header of few takes little memory too', () => {
    const { table, rows } = read(`x,y\n${','.repeat(1_000_000)}\n1,2\n`)

    expect(rows).toBe(2)
    expect(table.start.length).toBeLessThan(200_000)
  })

  test('nothing at all has no rows', () => {
    for (const text of ['', '\n', '\r\n\r\n', '\u2028\n', '\ufeff', '\ufeff\n']) {
      expect(valuesOf(text)).toEqual([])
      expect(read(text).rows).toBe(0)
    }
  })
})

describe('quotes on which readers differ', () => {
  test.each([
    ['a blank behind the closing quote', '"a" ', '"a"'],
    ['a blank on both sides', ' "a"\u00a0', '"a"'],
    ['text behind the closing quote', '"a"b', '"a"b'],
    ['a pair of quotes in a bare cell', 'a"s"s', 'a"s"s'],
    ['a quoted part behind a bare one', 'a "b,c"', 'a "b,c"'],
    ['a quoted part behind a quoted one', '"a" "b"', '"a" "b"'],
    ['a character that only looks blank before the quotes', '\u200b"a"', '\u200b"a"'],
  ])('%s', (_, written, cell) => {
    const { table } = read(`x,y,z\n1,${written},3\n`)
    const start = Buffer.byteLength(`x,y,z\n1,${written.slice(0, written.indexOf(cell))}`)

    expect([...ambiguousCells(table)]).toEqual([
      { row: 1, column: 1, start, end: start + Buffer.byteLength(cell) },
    ])
  })

  test('a quote that is never closed runs to the end of the file', () => {
    const ambiguous = (text: string) => [...ambiguousCells(read(text).table)]

    expect(ambiguous('x,y\n1,2\n3,"4\n5,6\n\n')).toEqual([{ row: 2, column: 1, start: 10, end: 16 }])
    expect(ambiguous('x,y\n1,2"\n')).toEqual([{ row: 1, column: 1, start: 6, end: 8 }])
    expect(ambiguous('x,y\n1,"')).toEqual([{ row: 1, column: 1, start: 6, end: 7 }])
  })

  test.each(['"a"', '"a""b"', '""', '""""', ' "a"', '\u00a0"a,\r\nb"', 'a', "'a'"])('not %j', (written) => {
    expect([...ambiguousCells(read(`x,y,z\n1,${written},3\n`).table)]).toEqual([])
  })
})

describe('bytes', () => {
  test.each(writings)('of $encoding, mark: $mark', (writing) => {
    const file = encodeAs('é,"ü,\r\n"\r\n日本,😀\r\n', writing)

    expect(valuesOf(file)).toEqual([
      ['é', 'ü,\r\n'],
      ['日本', '😀'],
    ])
  })

  test('a second mark belongs to the first cell', () => {
    expect(valuesOf('\ufeff\ufeffx,y')).toEqual([['\ufeffx', 'y']])
  })

  test('a file taken from a larger buffer is read alone', () => {
    const buffer = Buffer.from('"x,y\n1,2\n3,4')

    expect(valuesOf(buffer.subarray(1, 8))).toEqual([
      ['x', 'y'],
      ['1', '2'],
    ])
  })
})

test('a million blanks inside a cell are read in linear time', async () => {
  const text = `EmailAddress,Password,ForceChangePassword\njoe@contoso.com,x,y${' '.repeat(1_000_000)}z\n`
  const header = `Name,EmailAddress,a${' '.repeat(1_000_000)}b\n`

  expect(judge(text).findings).toHaveLength(1)
  expect(judge(header).kind).toBe('not-a-batch')
})
