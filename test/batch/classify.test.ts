import { describe, expect, test } from 'vitest'
import type { CellClass } from '../../src/batch/classify.ts'
import type { Column } from '../../src/batch/kinds.ts'
import { linesOf, read } from '../support/checking.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const rowsOf = (file: string | Uint8Array, column: Column, name: CellClass) =>
  Array.from(read(file).where(column, name), ({ index }) => index)

describe('a cell of a column that holds any text', () => {
  const text =
    'EmailAddress,UserName,Password\na@contoso.com,a,pw\nb@contoso.com,b, \nc@contoso.com,c,"p"w\nd@contoso.com,d," "\ne@contoso.com,e,True\n'

  test.each<[CellClass, number[]]>([
    ['other', [1, 4, 5]],
    ['bad-password', []],
    ['empty', [2]],
    ['unread', [3]],
    ['address', []],
    ['bad-address', []],
    ['true', []],
    ['false', []],
  ])('is %s', (name, rows) => {
    expect(rowsOf(text, 'Password', name)).toEqual(rows)
  })

  test('is nothing if the header lacks the column', () => {
    for (const name of ['other', 'empty', 'unread'] as const)
      expect(rowsOf(text, 'ForceChangePassword', name)).toEqual([])
  })
})

describe('a row', () => {
  const users = (text: string) =>
    Array.from(read(text).where('ForceChangePassword', 'true'), ({ index, user, domain }) => [
      index,
      user,
      domain,
    ])

  test('has a user if its address is valid, and the domain of that', () => {
    const rows = 'A@Contoso.com,True\n\nbad,True\nb@fabrikam.com,False\nx\n"c@b\u00fccher.example",True\n'

    expect(users(`EmailAddress,ForceChangePassword\n${rows}`)).toEqual([
      [1, 'A@Contoso.com', 'contoso.com'],
      [2, null, undefined],
      [5, 'c@b\u00fccher.example', 'xn--bcher-kva.example'],
    ])
  })

  test('has no user in a batch without addresses', () => {
    expect(users('ForceChangePassword\nTrue\nFalse\nTRUE\n')).toEqual([
      [1, null, undefined],
      [3, null, undefined],
    ])
  })
})

describe('a cell of a column of addresses', () => {
  test('is judged by its length too when its domain was met before', () => {
    const long = (letters: number) => `${'a'.repeat(letters)}@contoso.com\n`
    const text = `EmailAddress\n${long(1)}${long(242)}${long(243)}`

    expect(rowsOf(text, 'EmailAddress', 'address')).toEqual([1, 2])
    expect(rowsOf(text, 'EmailAddress', 'bad-address')).toEqual([3])
  })

  test('gives its domain only in a row as wide as the header', () => {
    const { domains } = read('EmailAddress,Password\na@contoso.com,\nb@fabrikam.com\n')

    expect(domains?.names).toEqual(['contoso.com'])
  })

  test('is none in a kind of batch that has other text there', () => {
    const rows = 'a@contoso.com,b@fabrikam.com,\nc@contoso.com,contoso\\c,\n'

    expect(rowsOf(`EmailAddress,Username,ForceChangePassword\n${rows}`, 'Username', 'address')).toEqual([1])
    expect(rowsOf(`EmailAddress,Username,Password\n${rows}`, 'Username', 'other')).toEqual([1, 2])
  })
})

describe('undecodable bytes make the cell unread that holds them', () => {
  const header = 'EmailAddress,ForceChangePassword\n'
  const bytes = Buffer.concat([
    Buffer.from(`${header}a@contoso.com,\ufffd\n`),
    latin1('b\u00fc@contoso.com,True\nc@contoso.com,\u00fc\n'),
    Buffer.from('d@contoso.com,\u00e9\n'),
  ])

  test('and one in which U+FFFD was typed, since nobody can tell them apart', () => {
    expect(rowsOf(bytes, 'ForceChangePassword', 'other')).toEqual([4])
    expect(rowsOf(bytes, 'ForceChangePassword', 'true')).toEqual([2])
    expect(rowsOf(bytes, 'ForceChangePassword', 'unread')).toEqual([1, 3])
    expect(rowsOf(bytes, 'EmailAddress', 'unread')).toEqual([2])
    expect(rowsOf(bytes, 'EmailAddress', 'address')).toEqual([1, 3, 4])
  })

  test('in the header too', () => {
    const named = (file: Uint8Array) => Array.from(read(file).headerCells(), ({ name }) => name)
    const typed = Buffer.from('EmailAddress,Passw\ufffdrd,')

    expect(named(typed)).toEqual(['EmailAddress', ''])
    expect(named(Buffer.concat([typed, latin1('X\u00fc,Y\n')]))).toEqual(['EmailAddress', 'Y'])
    expect(linesOf(typed, { severities: { 'unknown-column': 'error' } })).toEqual([
      '1:1-1:1 error empty-batch',
      '1:19-1:20 error not-unicode',
      '1:23-1:23 error unknown-column',
    ])
  })
})
