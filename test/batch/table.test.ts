import { describe, expect, test } from 'vitest'
import type { Batch } from '../../src/batch/batch.ts'
import { readBatch } from '../../src/batch/read.ts'
import { ambiguousCells, firstLine, misshapenRows, recordOf } from '../../src/batch/records.ts'
import type { Table } from '../../src/batch/table.ts'
import { cellValue } from '../../src/batch/value.ts'
import { check } from '../../src/check.ts'
import { judgementOf, read } from '../support/checking.ts'

/** What a table says of its rows: number, line and text of the record, and the values of the cells. */
function rowsOf(table: Table) {
  const { bytes, start, end, shape, width, rows, numbers, line, lineStart, recordStart } = table
  return Array.from({ length: rows }, (_, row) => ({
    number: numbers[row],
    line: line[row],
    lineStart: lineStart[row],
    recordStart: recordStart[row],
    values: Array.from({ length: width }, (_, column) => {
      const slot = row * width + column
      return cellValue(bytes, { start: start[slot]!, end: end[slot]!, shape: shape[slot]! })
    }),
  }))
}

/** Rows of short cells, more than a text of that size has as a rule. */
function shortCells(rows: number, width: number) {
  const values = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, column) => String((row + column) % 10)),
  )
  const record = 2 * width
  return {
    text: values.map((cells) => `${cells.join(',')}\n`).join(''),
    expected: values.map((cells, row) => ({
      number: row,
      line: row + 1,
      lineStart: row * record,
      recordStart: row * record,
      values: cells,
    })),
  }
}

describe('a table has room', () => {
  test.each([1, 2, 3, 7, 64])('for any number of rows of %i short cells', (width) => {
    for (let cells = width; cells < 130; cells += width) {
      const { text, expected } = shortCells(cells / width, width)
      expect(rowsOf(read(text).table)).toEqual(expected)
    }
  })

  test('for one row of any number of cells, quoted or not', () => {
    for (let width = 1; width < 130; width++) {
      const cells = Array.from({ length: width }, (_, column) => (column % 3 === 0 ? '""' : ''))
      const { rows, width: found, shape } = read(cells.join(',') || '""').table

      expect([rows, found]).toEqual([1, width])
      expect([...shape.subarray(0, width)]).toEqual(cells.map((cell) => cell.length / 2))
    }
  })

  test('for a batch of many rows', () => {
    const { text, expected } = shortCells(20_000, 3)

    expect(rowsOf(read(text).table)).toEqual(expected)
  })
})

describe('the memory of a batch that is no longer needed', () => {
  const staged = (rows: readonly string[]) =>
    `EmailAddress,Password,ForceChangePassword\n${rows.map((row) => `${row}\n`).join('')}`
  const many = (count: number, row: (index: number) => string) =>
    staged(Array.from({ length: count }, (_, index) => row(index)))
  const files = [
    staged(['a@contoso.com,pw,True', 'b@fabrikam.com,"p"w,yes', ',,']),
    many(500, (index) => `a${index}@contoso.com,,True`),
    staged(['a@fabrikam.com,,', 'x,y', 'b@contoso.com,pw,yes']),
    many(30, (index) => `a@sub${index % 7}.contoso.com,pw,${index % 2 === 0 ? 'True' : 'False'}`),
    '',
    'EmailAddress,Username\na@contoso.com,\nb@fabrikam.com,bad\n',
    many(700, (index) => `a${index}@sub${index % 300}.fabrikam.com,,False`),
    'EmailAddress\na@fabrikam.com\nb@contoso.com\nc\n',
    many(3, () => 'a@contoso.com,,True'),
    'Email Address,Name\na,b\n',
    '\r\rEmailAddress\ra@contoso.com\r',
    many(3, () => 'a@contoso.com,,True'),
  ]
  const seenIn = (batch: Batch) => ({
    rows: rowsOf(batch.table),
    others: [
      batch.rows,
      [...misshapenRows(batch.table)],
      [...ambiguousCells(batch.table)],
      batch.table.loneCr,
    ],
    outcome: { ...check(batch, judgementOf()), draw: undefined },
    domains: batch.domains && [batch.domains.names, [...batch.domains.ofRow]],
    users: [...batch.where('EmailAddress', 'address')].length,
  })

  test('is used again, and nothing of that batch is seen', () => {
    let used: Batch | undefined
    for (const file of [...files, ...files.toReversed()]) {
      used = readBatch('batch.csv', Buffer.from(file), { used })
      expect(seenIn(used)).toEqual(seenIn(read(file)))
    }
  })

  test('is enough for a batch as large, which needs no more', () => {
    const text = many(500, (index) => `a${index}@contoso.com,,True`)
    const seen = (batch: Batch) => {
      const { table, domains } = batch
      const { classes } = batch.known.get('EmailAddress')!
      const arrays = [table.start, table.end, table.shape, table.numbers, table.line, table.lineStart]
      return [...arrays, table.recordStart, domains!.ofRow, domains!.cache, classes].map(
        ({ buffer }) => buffer,
      )
    }
    const first = read(text)
    check(first, judgementOf())
    const memory = seen(first)
    const second = readBatch('batch.csv', Buffer.from(text), { used: first })
    check(second, judgementOf())

    for (const [index, buffer] of seen(second).entries()) expect(buffer).toBe(memory[index])
  })
})

describe('a record', () => {
  const text = 'EmailAddress,Password\na@contoso.com,"1\r\n2"\nx\n\r\n,"1\r2"\na,b,c\n'
  const { table } = read(text)
  const record = (number: number) => recordOf(table, number)

  test.each([
    [0, 'EmailAddress,Password', 'EmailAddress,Password'],
    [1, 'a@contoso.com,"1\r\n2"', 'a@contoso.com,"1'],
    [2, 'x', 'x'],
    [3, ',"1\r2"', ',"1'],
    [4, 'a,b,c', 'a,b,c'],
  ])('number %i is found, and its first line', (number, whole, first) => {
    const line = firstLine(table.bytes, record(number))

    expect(text.slice(record(number).start, record(number).end)).toBe(whole)
    expect(text.slice(line.start, line.end)).toBe(first)
  })

  test('of another width is found where a batch with more rows was read before', () => {
    const longer = read('x,y\n1,1\n2,2\n3,3\n')
    const { table } = readBatch('batch.csv', Buffer.from('x,y\n1,1\n2\n'), { used: longer })

    expect(recordOf(table, 2)).toMatchObject({ start: 8, end: 9 })
  })

  test('that is not there is a mistake of the caller', () => {
    expect(() => record(5)).toThrow('there is no row 5')
  })
})
