import { describe, expect, test } from 'vitest'
import { judge, linesOf } from '../support/checking.ts'

const rows = (count: number, row = 'a@fabrikam.com') => `${row}\n`.repeat(count)

describe('a batch over the limit of its kind', () => {
  test.each([
    ['EmailAddress,Password', 'a@fabrikam.com,Pa$$w0rd', 2000],
    ['EmailAddress,UserName,Password', 'a@fabrikam.com,a,Pa$$w0rd', 50_000],
  ])('%s', (header, row, limit) => {
    expect(linesOf(`${header}\n${rows(limit, row)}`)).toEqual([])
    expect(linesOf(`${header}\n${rows(limit + 2, row)}`)).toEqual([
      `${limit + 2}:1-${limit + 2}:${row.length + 1} error too-many-rows, row ${limit + 1}`,
    ])
  })

  test.each([
    ['EmailAddress,Password', 'a@fabrikam.com,', 'a staged batch may have 2000 rows, this one has 2002'],
    [
      'EmailAddress,UserName,Password',
      'a@fabrikam.com,a,p',
      'an IMAP batch may have 50000 rows, this one has 50002',
    ],
  ])('%s is told the limit', (header, row, limit) => {
    const batch = `${header}\n${rows(Number(/\d+$/.exec(limit)), row)}`

    expect(judge(batch).findings[0]!.message).toContain(`${limit}, and Exchange refuses the whole batch.`)
  })

  test.each([
    ['EmailAddress', 'a@fabrikam.com'],
    ['EmailAddress,MailboxType', 'a@fabrikam.com,'],
    ['EmailAddress,Username', 'a@fabrikam.com,a@example.com'],
  ])('%s has no limit', (header, row) => {
    expect(linesOf(`${header}\n${rows(50_001, row)}`)).toEqual([])
  })
})

describe('a limit that was set', () => {
  test('counts rows as Exchange does', () => {
    const text = '\nEmailAddress\n\na@fabrikam.com\n\n"b@fabrikam.com"\n\nc@fabrikam.com'

    expect(linesOf(text, { maxRows: 3 })).toEqual([])
    expect(linesOf(text, { maxRows: 2 })).toEqual(['8:1-8:15 error too-many-rows, row 3'])
    expect(judge(text, { maxRows: 2 }).findings[0]!.message).toBe(
      'Row 3 is over the limit: max-rows is 2, and this batch has 3 rows. Split it into batches that fit.',
    )
  })

  test('replaces that of the kind, either way', () => {
    expect(linesOf(`EmailAddress\n${rows(3)}`, { maxRows: 2 })).toHaveLength(1)
    expect(linesOf(`EmailAddress,Password\n${rows(2001, 'a@fabrikam.com,')}`, { maxRows: 2001 })).toEqual([])
  })

  test('counts rows of another width, and one of them can be the first over it', () => {
    expect(linesOf('EmailAddress\na@fabrikam.com\nx,y\nz@fabrikam.com\n', { maxRows: 1 })).toEqual([
      '3:1-3:4 error wrong-column-count, row 2',
      '3:1-3:4 error too-many-rows, row 2',
    ])
  })

  test('leaves the row rules at work below it', () => {
    expect(linesOf('EmailAddress\na@fabrikam.com\nbad\nworse\n', { maxRows: 1 })).toEqual([
      '3:1-3:4 error too-many-rows, row 2',
      '3:1-3:4 error invalid-email-address, row 2',
      '4:1-4:6 error invalid-email-address, row 3',
    ])
  })

  test('marks the first line of a row over several lines', () => {
    expect(
      linesOf('EmailAddress,Password\na@fabrikam.com,\nb@fabrikam.com,"p\nw"\n', { maxRows: 1 }),
    ).toEqual(['3:1-3:18 error too-many-rows, row 2'])
  })
})
