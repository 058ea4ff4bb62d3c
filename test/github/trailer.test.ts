import { expect, test } from 'vitest'
import { isCorrectionOf, trailerOf } from '../../src/github/trailer.ts'

const head = 'a'.repeat(40)
const message = `Correct the batch\n\n${trailerOf('7001-1-00c0ffee', head)}\n`

test('git reads it as trailers', () => {
  expect(trailerOf('7001-1-00c0ffee', head).split('\n')).toEqual([
    'Migration-Batch-Check-Run: 7001-1-00c0ffee',
    `Migration-Batch-Check-Corrects: ${head}`,
  ])
})

test.each([
  ['of our own', message, true],
  ['with lines of Windows', message.replaceAll('\n', '\r\n'), true],
  ['with more below it', `${message}Signed-off-by: Admin <admin@example.com>\n`, true],
  ['without it', 'Correct the batch\n', false],
  ['with half a commit', message.replace(head, 'a'.repeat(39)), false],
  ['that only speaks of it', `See Migration-Batch-Check-Corrects: ${head}`, false],
])('a message %s', (_, text, expected) => {
  expect(isCorrectionOf(text, head)).toBe(expected)
})

test('a correction of another commit is none of this one', () => {
  expect(isCorrectionOf(message, 'b'.repeat(40))).toBe(false)
})
