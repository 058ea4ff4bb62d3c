import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../src/github/refusal.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { type Fault, fail, rateLimited, refusal, secondaryLimit } from '../support/github/faults.ts'
import { BRANCH, CREATE, sendQuery, sendRead, sendWrite, startWithCommit } from '../support/github/sending.ts'

const waits: readonly (readonly [name: string, fault: () => Fault])[] = [
  ['by retry-after', () => secondaryLimit(2)],
  ['by retry-after, with 429', () => secondaryLimit(2, 429)],
  ['without a time, which means a minute', () => secondaryLimit()],
  ['by the reset of the limit', () => rateLimited(20)],
  ['by retry-after, at the most that is waited for', () => secondaryLimit(60)],
]

test.each(waits)('what was asked too often is sent again when GitHub says: %s', async (_, fault) => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, fault()))
  github.before(fail(CREATE, fault()))
  const gitHub = connectTo(github)

  expect(await sendRead(gitHub)).toBe('main')
  expect(await sendWrite(gitHub, github)).toBe('Batches') // what was refused was not done
  expect(operationsOf(github)).toEqual([BRANCH, BRANCH, CREATE, CREATE])
})

/** What GitHub says in other words than Octokit knows. */
const others: readonly (readonly [name: string, fault: Fault])[] = [
  ['429, without a word on when', refusal(429, 'Too Many Requests')],
  ['429, with a time', refusal(429, 'Too Many Requests', { 'retry-after': '2' })],
  [
    '403, for abuse',
    refusal(403, 'You have triggered an abuse detection mechanism.', { 'retry-after': '2' }),
  ],
]

test.each(others)('so is what is refused with %s', async (_, fault) => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, fault))

  expect(await sendRead(connectTo(github))).toBe('main')
  expect(operationsOf(github)).toEqual([BRANCH, BRANCH])
})

test('a mere 403 is no matter of time', async () => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, refusal(403, 'Resource not accessible by integration'), 9))

  await expect(sendRead(connectTo(github))).rejects.toThrow('not accessible')
  expect(operationsOf(github)).toEqual([BRANCH])
})

test('it waits as long as it is told to', async () => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, secondaryLimit(30)))
  const start = performance.now()
  await sendRead(connectTo(github, { second: 10 }))

  expect(performance.now() - start).toBeGreaterThanOrEqual(299) // a timer may be a millisecond early
})

describe('it is given up', () => {
  test.each([
    ['where it would wait longer than a minute', () => secondaryLimit(61)],
    ['where it would wait for half an hour', () => rateLimited(1800)],
  ])('%s', async (_, fault) => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, fault(), 99))

    await expect(sendRead(connectTo(github))).rejects.toThrow(/limit/)
    expect(github.requests).toHaveLength(1)
  })

  test('where the time of the run does not suffice', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, secondaryLimit(60), 99))

    await expect(sendRead(connectTo(github, { second: 1000, reading: 59_000 }))).rejects.toThrow(/secondary/)
    expect(github.requests).toHaveLength(1)
  })

  test('the second time', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, secondaryLimit(1), 99))

    await expect(sendRead(connectTo(github))).rejects.toThrow(/secondary/)
    expect(github.requests).toHaveLength(2)
  })
})

/** GraphQL refuses in an answer of status 200. */
const withoutPoints = (seconds: number): Fault => {
  const { headers } = rateLimited(seconds) as { headers: Record<string, string> }
  const error = { type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }
  return { status: 200, body: { errors: [error] }, headers }
}

test('a query that was one too many is sent again when there are points again', async () => {
  await using github = await startWithCommit()
  github.before(fail('query', withoutPoints(20)))

  expect(await sendQuery(connectTo(github))).toBe('github-actions[bot]')
  expect(github.requests).toHaveLength(2)
})

test('a query that was one too many for long is refused like everything else', async () => {
  await using github = await startWithCommit()
  github.before(fail('query', withoutPoints(1800), 99))
  const error = await sendQuery(connectTo(github)).catch((error: unknown) => error)

  expect(refusalOf(error, 'say who it is', 'contents: read')).toBe(
    'GitHub refused to say who it is (429: API rate limit exceeded for installation ID 1.). ' +
      'It was asked too often: run the job again later.',
  )
  expect(github.requests).toHaveLength(1)
})
