import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { ask, askRepository } from './ask.ts'
import { type GitHubDouble, startGitHub } from './double.ts'
import { faults, type NamedFault } from './faultList.ts'
import { type Fault, fail } from './faults.ts'

/** A write by REST and one by GraphQL, with how often it has been done. */
const writes = {
  'POST /repos/{owner}/{repo}/check-runs': {
    path: '/repos/contoso/migration/check-runs',
    body: (head_sha: string) => ({ name: 'Batches', head_sha }),
    done: async (github: GitHubDouble) => github.checkRuns.length,
  },
  'mutation createCommitOnBranch': {
    path: '/graphql',
    body: (expectedHeadOid: string) => ({
      query:
        'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } ref { name } } }',
      variables: {
        input: {
          branch: { repositoryNameWithOwner: 'contoso/migration', branchName: 'main' },
          expectedHeadOid,
          message: { headline: 'Correct' },
        },
      },
    }),
    done: async (github: GitHubDouble) => (await github.git.log('main')).length - 1,
  },
} as const

type Operation = keyof typeof writes

async function started(operation: Operation, fault: Fault) {
  const github = await startGitHub()
  const sha = await github.git.commit({ 'a.csv': '1' })
  github.before(fail(operation, fault))
  const { path, body, done } = writes[operation]
  return {
    github,
    done: () => done(github),
    send: (signal = AbortSignal.timeout(20_000)) =>
      fetch(`${github.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${github.token}`, 'user-agent': 'test' },
        body: JSON.stringify(body(sha)),
        signal,
      }),
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  }
}

type Scene = Awaited<ReturnType<typeof started>>

/** Asks, sees that no answer comes, and does not wait for it any longer. */
async function goAway(github: GitHubDouble, send: Scene['send'], patience: number): Promise<void> {
  const client = new AbortController()
  const gone = expect(send(client.signal)).rejects.toThrow(/aborted/)
  await vi.waitFor(() => expect(github.requests).toHaveLength(1), 10_000)
  await setTimeout(patience)
  client.abort()
  await gone
}

/** What a plain client meets. */
async function expectFault(fault: Fault, { github, send }: Scene): Promise<void> {
  if ('hang' in fault) return goAway(github, send, 200)
  if ('reset' in fault) return expect(send()).rejects.toThrow('fetch failed')
  const start = performance.now()
  const answer = await send()
  if ('cut' in fault) return expectCut(fault.cut, answer)
  const text = await answer.text()
  if ('late' in fault) expect(performance.now() - start).toBeGreaterThan(fault.late * 0.9)
  if ('partial' in fault) return expectPartial(JSON.parse(text))
  if (!('status' in fault)) return expect(answer.ok).toBe(true)
  expect(answer.status).toBe(fault.status)
  expect(Object.fromEntries(answer.headers)).toMatchObject(fault.headers ?? {})
  expect(text).toBe(typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body))
}

async function expectCut(cut: 'body' | 'connection', answer: Response): Promise<void> {
  expect(answer.status).toBe(200)
  if (cut === 'connection') return expect(answer.text()).rejects.toThrow('terminated')
  const text = await answer.text()
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
}

function expectPartial(body: unknown): void {
  const path = ['createCommitOnBranch', 'commit']
  expect(body).toMatchObject({
    data: { createCommitOnBranch: { commit: null, ref: { name: 'main' } } },
    errors: [{ path, message: expect.any(String) }],
  })
}

const cases = faults.flatMap((named) =>
  (Object.keys(writes) as Operation[])
    .filter((operation) => !named.graphql || operation.startsWith('mutation'))
    .map((operation): [string, Operation, NamedFault] => [named.name, operation, named]),
)

test.concurrent.each(cases)('%s does what it says: %s', async (_, operation, { fault, effect }) => {
  await using scene = await started(operation, fault)
  await expectFault(fault, scene)
  await vi.waitFor(async () => expect(await scene.done()).toBe(effect ? 1 : 0), 10_000)
})

test('names are told apart, and so is what has its effect', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
  const lost = faults.filter(({ name }) => name.endsWith('after the effect'))
  expect(lost.every(({ effect }) => effect)).toBe(true)
  expect(lost).toHaveLength(8)
})

const commit = 'mutation createCommitOnBranch'

test('a late answer may wait before the effect', async () => {
  await using scene = await started(commit, { late: 1500, wait: 'before' })
  const answer = scene.send()
  await vi.waitFor(() => expect(scene.github.requests).toHaveLength(1))
  expect(await scene.done()).toBe(0)
  expect((await answer).status).toBe(200)
  expect(await scene.done()).toBe(1)
})

test('a late answer may wait after the effect', async () => {
  await using scene = await started(commit, { late: 1500, wait: 'after' })
  const answer = scene.send()
  await vi.waitFor(async () => expect(await scene.done()).toBe(1), 10_000)
  expect(scene.github.requests[0]!.status).toBe(0)
  expect((await answer).status).toBe(200)
})

test('what is late has its effect although the client is gone', async () => {
  await using scene = await started(commit, { late: 500, wait: 'before' })
  await goAway(scene.github, scene.send, 0)
  await vi.waitFor(async () => expect(await scene.done()).toBe(1), 10_000)
})

test.each<Fault>([{ late: 60_000, wait: 'before' }, { hang: 'before' }])(
  '%j ends with the test',
  async (fault) => {
    const scene = await started(commit, fault)
    const lost = expect(scene.send(AbortSignal.timeout(60_000))).rejects.toThrow('fetch failed')
    await vi.waitFor(() => expect(scene.github.requests).toHaveLength(1))
    await scene[Symbol.asyncDispose]()
    await lost
  },
)

test('a partial answer is true but for the field that is named', async () => {
  await using github = await startGitHub()
  await github.git.commit({ 'a.csv': '1', 'b.csv': '2' })
  const fields = ['a', 'b'].map(
    (name) => `${name}: object(expression: "main:${name}.csv") { ... on Blob { text } }`,
  )
  github.before(fail('query', { partial: 'repository.b' }))
  const { status, body } = await askRepository(github, fields.join(' '))
  expect([status, body.data.repository]).toEqual([200, { a: { text: '1' }, b: null }])
  expect(body.errors).toMatchObject([{ type: 'SERVICE_UNAVAILABLE', path: ['repository', 'b'] }])
  github.before(fail('query', { partial: '' }))
  const whole = await ask(github, 'POST /graphql', { query: '{ viewer { login } }' })
  expect(whole.body).toMatchObject({ data: null, errors: [{ message: expect.any(String) }] })
  expect(github.violations).toEqual([])
})
