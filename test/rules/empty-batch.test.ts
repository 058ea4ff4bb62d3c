import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

describe('a file without a row', () => {
  test.each(['', '\n', '\r\n\r\n', '\u2028', '\ufeff', '\ufeff\r\n'])('nothing in it: %j', (text) => {
    expect(linesOf(text)).toEqual(['1:1-1:1 error empty-batch'])
    expect(judge(text).findings[0]!.message).toMatch(/file is empty/)
  })

  test.each(['EmailAddress', 'EmailAddress\n\n', '\n\nEmailAddress,Password\n', '\r\rEmailAddress'])(
    'only a header: %j',
    (text) => {
      expect(linesOf(text)).toEqual(['1:1-1:1 error empty-batch'])
      expect(judge(text).findings[0]!.message).toMatch(/header and no rows/)
    },
  )
})

test.each([
  ['a row of another width', 'EmailAddress,Password\nx\n'],
  ['a line of blanks', 'EmailAddress\n \n'],
  ['no batch at all', 'Name,Department\n'],
])('not %s', (_, text) => {
  expect(linesOf(text).join()).not.toContain('empty-batch')
})

test('a quote never closed in the header leaves no row', () => {
  expect(linesOf('EmailAddress,"Password\na@contoso.com,x\n')).toEqual([
    '1:1-1:1 error empty-batch',
    '1:14-2:16 error ambiguous-quoting',
  ])
})
