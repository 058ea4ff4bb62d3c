import { expect, test } from 'vitest'
import { isEarlierAttempt, newRunId } from '../../src/github/run-id.ts'

const env = { GITHUB_RUN_ID: '7001', GITHUB_RUN_ATTEMPT: '2' }

test('every step has its own, made of the run and its attempt', () => {
  const ids = Array.from({ length: 100 }, () => newRunId(env))
  for (const id of ids) expect(id).toMatch(/^7001-2-[0-9a-f]{8}$/)
  expect(new Set(ids).size).toBe(100)
})

test.each([
  ['7001-1-00c0ffee', true],
  ['7001-2-00c0ffee', false],
  ['7001-3-00c0ffee', false],
  ['7000-1-00c0ffee', false],
  ['17001-1-00c0ffee', false],
  ['7001-1', false],
  ['x7001-1-00c0ffee', false],
  ['', false],
])('"%s" is of an earlier attempt than one of 7001-2: %s', (other, expected) => {
  expect(isEarlierAttempt(other, newRunId(env))).toBe(expected)
})

test('the ninth attempt is earlier than the tenth', () => {
  const tenth = newRunId({ ...env, GITHUB_RUN_ATTEMPT: '10' })
  expect(isEarlierAttempt('7001-9-00c0ffee', tenth)).toBe(true)
  expect(isEarlierAttempt(tenth, '7001-9-00c0ffee')).toBe(false)
})

test('nothing is earlier than an id that is none of ours', () => {
  expect(isEarlierAttempt('7001-1-00c0ffee', 'nightly')).toBe(false)
})
