import { expect, test } from 'vitest'
import { mayBeDone, refusalOf } from '../../src/github/refusal.ts'
import { connectTo } from '../support/github/connecting.ts'
import {
  badGateway,
  type Fault,
  fail,
  notAccessible,
  rateLimited,
  refusal,
  secondaryLimit,
} from '../support/github/faults.ts'
import { BRANCH, sendQuery, sendRead, startWithCommit } from '../support/github/sending.ts'

const permission = 'Give the job the permission "contents: read".'
const again = 'Run the job again.'
const later = 'It was asked too often: run the job again later.'
const docs = ' - https://docs.github.com/rest'

/** What GitHub answers for good, and what is said of it. */
const answers: readonly [name: string, fault: Fault, said: string][] = [
  [
    '401',
    refusal(401, 'Bad credentials'),
    `refused to X (401: Bad credentials${docs}). The token is not valid: check the input "token".`,
  ],
  ['403', notAccessible, `refused to X (403: Resource not accessible by integration${docs}). ${permission}`],
  ['404', refusal(404, 'Not Found'), `refused to X (404: Not Found${docs}). ${permission}`],
  ['409', refusal(409, 'Conflict'), `refused to X (409: Conflict${docs}). ${again}`],
  [
    '422',
    refusal(422, 'Validation Failed'),
    `refused to X (422: Validation Failed${docs}). This should not happen: please report it.`,
  ],
  [
    'the limit of an hour',
    rateLimited(1800),
    `refused to X (429: API rate limit exceeded for installation ID 1.${docs}). ${later}`,
  ],
  [
    'too much at once',
    secondaryLimit(61),
    expect.stringMatching(
      /^refused to X \(429: You have exceeded a secondary rate limit\. .*\)\. It was asked too often: run the job again later\.$/,
    ),
  ],
  [
    'too much at once, with 429',
    secondaryLimit(61, 429),
    expect.stringMatching(/^refused to X \(429: You have exceeded a secondary.*run the job again later\.$/),
  ],
  ['500', refusal(500, 'Server Error'), `refused to X (500: Server Error${docs}). ${again}`],
  ['a page', badGateway, `refused to X (502: a page). ${again}`],
  [
    'a word of several lines',
    { status: 503, body: { message: 'Down\n::error::for  good' } },
    `refused to X (503: Down ::error::for good). ${again}`,
  ],
  [
    'half an answer',
    { cut: 'body', when: 'after' },
    `gave no answer when it was asked to X: its answer broke off. ${again}`,
  ],
  [
    'nothing of an answer',
    { status: 200, body: '' },
    `gave no answer when it was asked to X: its answer broke off. ${again}`,
  ],
]

async function errorOf(send: Promise<unknown>): Promise<unknown> {
  return send.then(
    () => 'no error',
    (error: unknown) => error,
  )
}

test.each(answers)('%s is told in a sentence with its cure', async (name, fault, said) => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, fault, 99))
  const error = await errorOf(sendRead(connectTo(github)))

  expect(refusalOf(error, 'X', 'contents: read').replace(/^GitHub /, '')).toEqual(said)
  expect(mayBeDone(error)).toBe(/^500|page|word|answer/.test(name))
})

test.each<[string, Fault]>([
  ['no answer', { reset: 'before' }],
  ['an answer that breaks off', { cut: 'connection', when: 'after' }],
])('%s is told with the way that it took', async (_, fault) => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, fault, 99))
  const error = await errorOf(sendRead(connectTo(github)))

  expect(refusalOf(error, 'X', 'contents: read')).toMatch(
    /^GitHub gave no answer when it was asked to X: the connection broke off \(.*HTTPS?_PROXY.*\)\. Run the job again\.$/,
  )
  expect(mayBeDone(error)).toBe(true)
})

test.each<[type: string, said: string]>([
  ['FORBIDDEN', permission],
  ['NOT_FOUND', permission],
  ['INTERNAL', again],
])('an error of GraphQL of type %s is told with its cure', async (type, cure) => {
  await using github = await startWithCommit()
  github.before(fail('query', { status: 200, body: { errors: [{ type, message: 'No' }] } }, 99))
  const error = await errorOf(sendQuery(connectTo(github)))

  expect(refusalOf(error, 'X', 'contents: read')).toBe(`GitHub refused to X (${type}: No). ${cure}`)
})

test('a very long word of GitHub is cut', async () => {
  await using github = await startWithCommit()
  github.before(fail(BRANCH, { status: 404, body: { message: 'x'.repeat(10_000) } }))
  const error = await errorOf(sendRead(connectTo(github)))

  expect(refusalOf(error, 'X', 'contents: read').length).toBeLessThan(400)
})
