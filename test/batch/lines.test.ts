import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locate } from '../../src/batch/lines.ts'
import { readBatch } from '../../src/batch/read.ts'
import { judge, read } from '../support/checking.ts'
import { anyText, runs } from '../support/generators.ts'

const HEADER = 'EmailAddress,ForceChangePassword'

/** Where the only finding stands. */
function placeOf(text: string) {
  const [finding, ...others] = judge(text).findings
  expect(others).toEqual([])
  const { line, column, endLine, endColumn, row, onGitHub } = finding!
  return { place: [line, column, endLine, endColumn], row, onGitHub }
}

describe('a line of a report', () => {
  test.each([
    ['ends at LF', `${HEADER}\na@contoso.com,True`, [2, 15, 2, 19]],
    ['ends at CRLF', `${HEADER}\r\na@contoso.com,True\r\n`, [2, 15, 2, 19]],
    ['ends at CR', `${HEADER}\ra@contoso.com,True\r`, [2, 15, 2, 19]],
    ['ends at each CR of two', `${HEADER}\r\ra@contoso.com,True`, [3, 15, 3, 19]],
    ['counts when it is blank', `\n\n${HEADER}\n\n\na@contoso.com,True`, [6, 15, 6, 19]],
    ['does not end at U+2028', `${HEADER}\u2028a@contoso.com,True`, [1, 48, 1, 52]],
    ['does not end at U+2029', `${HEADER}\n\u2029a@contoso.com,True`, [2, 16, 2, 20]],
    ['does not end at U+0085, VT and FF', `${HEADER}\na@contoso.com,\u0085\v\fTrue`, [2, 18, 2, 22]],
  ])('%s', (_, text, place) => {
    expect(placeOf(text)).toMatchObject({ place, row: 1 })
  })

  test('counts inside a cell of many lines, where a finding stands at its cell', () => {
    const text = `EmailAddress,Password,ForceChangePassword\n"a@contoso.com","1\r\n2\r3\n4\u20285",True\n`

    expect(placeOf(text)).toMatchObject({ place: [5, 6, 5, 10], row: 1 })
  })

  test('ends later than it begins for a cell of many lines', () => {
    expect(placeOf(`${HEADER}\na@contoso.com,"No\nway\r\n!"\n`)).toMatchObject({ place: [2, 15, 4, 3] })
  })
})

describe('a column', () => {
  test.each([
    ['counts characters, not bytes', 'joe@ü日本.contoso.com,True', [2, 21, 2, 25]],
    ['counts an astral character twice', '"😀a@contoso.com",True', [2, 1, 2, 18]],
    ['begins behind blanks', ' a@contoso.com,\t\u3000True  ', [2, 18, 2, 22]],
    ['begins at the quotes', 'a@contoso.com,"True"', [2, 15, 2, 21]],
    ['begins behind blanks, at the quotes', 'a@contoso.com,  " True "', [2, 17, 2, 25]],
    ['of an empty cell has no width', ',False', [2, 1, 2, 1]],
    ['of empty quotes has their width', '"",False', [2, 1, 2, 3]],
    ['of an empty cell is behind its blanks', '   ,False', [2, 4, 2, 4]],
  ])('%s', (_, row, place) => {
    expect(placeOf(`\ufeff${HEADER}\n${row}\n`)).toMatchObject({ place })
  })

  test('does not count the mark', () => {
    expect(placeOf(`\ufeffForceChangePassword\na\n`).place).toEqual([1, 1, 1, 20])
  })
})

describe('on GitHub, where a lone CR ends no line', () => {
  test('a finding has another place', () => {
    expect(placeOf(`${HEADER}\r\nb@contoso.com,False\ra@contoso.com,True\n`)).toMatchObject({
      place: [3, 15, 3, 19],
      onGitHub: { line: 2, column: 35, endLine: 2, endColumn: 39 },
    })
  })

  test('it has the same without a lone CR', () => {
    expect(placeOf(`${HEADER}\r\n\r\na@contoso.com,True\r\n`).onGitHub).toBeUndefined()
  })

  test('every offset stands in the line and column that splitting at LF gives', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, seed) => {
        fc.pre(!text.startsWith('\ufeff'))
        const { table } = read(text)
        const characters = [...text]
        const before = characters.slice(0, seed % (characters.length + 1)).join('')
        const at = Buffer.byteLength(before)
        const { inEditor, onGitHub } = locate(table)
        const [line, column] = [before.split('\n').length, before.length - before.lastIndexOf('\n')]

        const place = (onGitHub ?? inEditor)({ start: at, end: at })
        expect(place).toEqual({ line, column, endLine: line, endColumn: column })
      }),
      runs,
    )
  })
})

test('a text without rows takes no line from the text that was read before it', () => {
  const { table } = readBatch('batch.csv', Buffer.from('\u2028\u2028\n'), { used: read('\nEmailAddress\n') })
  const { inEditor } = locate(table)

  expect(inEditor({ start: 3, end: 6 })).toEqual({ line: 1, column: 2, endLine: 1, endColumn: 3 })
})
