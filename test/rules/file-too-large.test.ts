import { describe, expect, test } from 'vitest'
import { type Judging, judge, linesOf } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const ON: Judging = { severities: { 'file-too-large': 'error' } }
const LARGEST = 10_485_760
const BATCH = 'EmailAddress,MailboxType\na@fabrikam.com,PrimaryOnly\n'

/** A batch of one row, and empty lines up to a size in bytes. */
function ofSize(size: number, start: string | Buffer = BATCH): Buffer {
  const file = Buffer.alloc(size, '\n')
  file.set(Buffer.from(start))
  return file
}

test('10 MiB are taken', () => {
  expect(linesOf(ofSize(LARGEST), ON)).toEqual([])
})

test('one byte more is too much, said at the top of the file with both sizes', () => {
  const file = ofSize(LARGEST + 1)

  expect(linesOf(file, ON)).toEqual(['1:1-1:1 error file-too-large'])
  expect(judge(file, ON).findings[0]!.message).toMatch(/ 10485761 bytes.* 10485760 \(10 MiB\)/)
})

describe('what counts is the size of the file', () => {
  test('with its byte-order mark', () => {
    expect(linesOf(ofSize(LARGEST, `\ufeff${BATCH}`), ON)).toEqual([])
    expect(linesOf(ofSize(LARGEST + 1, `\ufeff${BATCH}`), ON)).toHaveLength(1)
  })

  test('and not that of its text, which is half of it in UTF-16', () => {
    const file = Buffer.alloc(LARGEST + 2, Buffer.from('\n', 'utf16le'))
    file.set(encodeAs(BATCH, { encoding: 'utf-16le', mark: true }))

    expect(linesOf(file, ON)).toEqual(['1:1-1:1 error file-too-large'])
    expect(linesOf(file.subarray(0, LARGEST), ON)).toEqual([])
  })
})

test('the rows are judged as well', () => {
  expect(linesOf(ofSize(LARGEST + 1, 'EmailAddress\nbad\n'), ON)).toEqual([
    '1:1-1:1 error file-too-large',
    '2:1-2:4 error invalid-email-address, row 1',
  ])
})

test('it is not told beside a header that cannot be read', () => {
  expect(linesOf(ofSize(LARGEST + 1, '\n\nEmail Address,Password\nx,y\n'), ON)).toEqual([
    '3:1-3:14 error missing-email-address',
  ])
})

test('a file of another kind may be as large as it likes', () => {
  expect(linesOf(ofSize(LARGEST + 1, 'Printer,Room\n'), ON)).toEqual([])
})
