import { describe, expect, test, vi } from 'vitest'
import { connect } from '../../src/github/client.ts'
import { InputError } from '../../src/mistakes.ts'
import { connectTo, operationsOf, QUICK } from '../support/github/connecting.ts'
import { fail, refusal } from '../support/github/faults.ts'
import {
  BRANCH,
  CREATE,
  lostAnswers,
  sendQuery,
  sendRead,
  sendWrite,
  startWithCommit,
} from '../support/github/sending.ts'
import { addressOf, listen } from '../support/github/server.ts'

const { 'errors alone': inGraphql, ...anywhere } = lostAnswers('after')

describe.each(Object.entries(anywhere))('a read that meets %s', (_, fault) => {
  test.each([
    [BRANCH, sendRead, 'main'],
    ['query', sendQuery, 'github-actions[bot]'],
  ] as const)('twice is sent three times: %s', async (operation, send, answer) => {
    await using github = await startWithCommit()
    github.before(fail(operation, fault, 2))
    const gitHub = connectTo(github)

    expect(await send(gitHub)).toBe(answer)
    expect(operationsOf(github)).toEqual(Array(3).fill(operation))
    expect(gitHub.sent).toEqual({ reads: 3, writes: 0 })
  })

  test('for good is given up after three times', async () => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, fault, 99))

    await expect(sendRead(connectTo(github))).rejects.toThrow()
    expect(github.requests).toHaveLength(3)
  })
})

test('a query that GitHub could not execute is sent again', async () => {
  await using github = await startWithCommit()
  github.before(fail('query', inGraphql!, 2))

  expect(await sendQuery(connectTo(github))).toBe('github-actions[bot]')
  expect(github.requests).toHaveLength(3)
})

test('a read waits for one second, then for four', async () => {
  await using github = await startWithCommit()
  const times: number[] = []
  github.before(() => (times.push(performance.now()) < 3 ? { status: 500 } : undefined))
  await sendRead(connectTo(github, { second: 100 }))

  const [first = 0, second = 0, third = 0] = times
  expect(second - first).toBeGreaterThanOrEqual(99) // a timer may be a millisecond early
  expect(third - second).toBeGreaterThanOrEqual(399)
})

test.each([400, 401, 403, 404, 409, 410, 422, 451])(
  'a read that is refused with %i is sent once',
  async (status) => {
    await using github = await startWithCommit()
    github.before(fail(BRANCH, refusal(status, 'No'), 99))

    await expect(sendRead(connectTo(github))).rejects.toMatchObject({ status })
    expect(github.requests).toHaveLength(1)
  },
)

test.each(Object.entries(anywhere))('a write that meets %s is not sent again by itself', async (_, fault) => {
  await using github = await startWithCommit()
  github.before(fail(CREATE, fault))
  const gitHub = connectTo(github)

  await expect(sendWrite(gitHub, github)).rejects.toThrow()
  expect(operationsOf(github)).toEqual([CREATE])
  expect(gitHub.sent).toEqual({ reads: 0, writes: 1 })
})

test('writes keep a second between them', async () => {
  await using github = await startWithCommit()
  const times: number[] = []
  github.before(() => {
    times.push(performance.now())
    return undefined
  })
  const gitHub = connectTo(github, { second: 200 })
  const start = performance.now()
  await Promise.all([1, 2, 3].map(() => sendWrite(gitHub, github)))

  const [, second = 0, third = 0] = times
  expect(second - start).toBeGreaterThanOrEqual(199) // a timer may be a millisecond early, and anything may be late
  expect(third - start).toBeGreaterThanOrEqual(399)
})

test.each([
  ['', '/graphql', '/repos/contoso/migration/branches/main'],
  ['/api/v3', '/api/graphql', '/api/v3/repos/contoso/migration/branches/main'],
])('below "%s" GraphQL is at %s', async (base, graphql, rest) => {
  const asked: (string | undefined)[] = []
  const server = await listen(({ url }, response) => {
    asked.push(url)
    const body = { name: 'main', data: { viewer: { login: 'octocat' } } }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  const at = { url: `${addressOf(server)}${base}`, token: 'ghs_x', repository: 'contoso/migration' }
  const gitHub = connectTo(at)

  expect([await sendQuery(gitHub), await sendRead(gitHub)]).toEqual(['octocat', 'main'])
  expect(asked).toEqual([graphql, rest])
  server.closeAllConnections()
  server.close()
})

test('a request says who sends it', async () => {
  await using github = await startWithCommit()
  const gitHub = connectTo(github)
  await sendRead(gitHub)
  await sendQuery(gitHub)

  for (const { headers } of github.requests) {
    expect(headers['user-agent']).toMatch(/^migration-batch-check /)
    expect(headers['authorization']).toBe(`token ${github.token}`)
  }
})

const connection = { token: 'ghs_x', url: 'http://127.0.0.1:9', owner: 'contoso', repo: 'migration' }

test('without a token nobody is asked', () => {
  expect(() => connect({ ...connection, token: '' }, QUICK)).toThrow(InputError)
})

test('a proxy that cannot be used is a mistake', () => {
  vi.stubEnv('HTTPS_PROXY', 'proxy:8080')
  expect(() => connect(connection, QUICK)).toThrow(
    new InputError([
      'GitHub cannot be asked: HTTPS_PROXY is not a URL such as http://proxy.contoso.com:8080.',
    ]),
  )
  vi.unstubAllEnvs()
})
