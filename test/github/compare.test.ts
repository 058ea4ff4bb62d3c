import { expect, test } from 'vitest'
import { comparePull } from '../../src/github/compare.ts'
import type { Event } from '../../src/github/event.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { startGitHub } from '../support/github/double.ts'
import { type Fault, fail, refusal } from '../support/github/faults.ts'

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

/** A pull request that adds a file; its base has gone on since. */
async function start(added: Readonly<Record<string, string>> = { 'a.csv': 'x\n' }) {
  const github = await startGitHub()
  const start = await github.git.commit({ 'README.md': 'x\n' })
  const head = await github.git.commit(added, { branch: 'batch', parent: start })
  const base = await github.git.commit({ 'theirs.csv': 'x\n' })
  const pull = { branch: 'batch', baseBranch: 'main', base: start, sameRepository: true }
  const event: Event = {
    name: 'pull_request',
    owner: 'contoso',
    repo: 'migration',
    head,
    base,
    toMerge: true,
    pull,
    public: false,
  }
  return { ...github, start, event }
}

test('what the base got since is none of a pull request', async () => {
  await using github = await start()
  expect(await comparePull(connectTo(github), github.event)).toEqual({
    start: github.start,
    paths: new Set(['a.csv']),
  })
})

test('a head that its base holds by now still changed what it changed', async () => {
  await using github = await start()
  const { event } = github
  await github.git.line('update-ref', 'refs/heads/main', event.head)
  const merged = { ...event, base: event.head }
  expect(await comparePull(connectTo(github), merged)).toEqual({
    start: github.start,
    paths: new Set(['a.csv']),
  })
})

const gone = (status: number): Fault => ({
  status,
  body: { message: 'Sorry, this diff is taking too long to generate.' },
})

test.each<[name: string, fault: Fault, times: number]>([
  ['is refused as too large', refusal(422, 'Validation Failed'), 1],
  ['takes GitHub too long', gone(500), 3],
  ['is not answered', { reset: 'before' }, 3],
])('a comparison that %s: where it begins is known all the same', async (_, fault, times) => {
  await using github = await start()
  github.before(fail(COMPARE, fault, times))
  expect(await comparePull(connectTo(github), github.event)).toEqual({
    start: github.start,
    paths: undefined,
  })
  expect(github.requests.at(-1)?.query).toMatchObject({ page: '2' })
  expect(operationsOf(github)).toHaveLength(times + 1)
})

test('if that fails, too, the first failure is told', async () => {
  await using github = await start()
  github.before(fail(COMPARE, refusal(422, 'Validation Failed'), 9))
  await expect(comparePull(connectTo(github), github.event)).rejects.toThrow(
    /^GitHub refused to compare .*\(422: /,
  )
})

test.each<[name: string, change: (files: { patch?: string }[]) => unknown]>([
  ['has no files', () => undefined],
  ['leaves out what is large', (files) => files.map(({ patch: _, ...file }) => file)],
])('a comparison that %s is not taken for all', async (_, change) => {
  await using github = await start()
  const { body, status } = await askComparison(github)
  github.before(fail(COMPARE, { status, body: { ...body, files: change(body.files) } }))
  expect(await comparePull(connectTo(github), github.event)).toEqual({
    start: github.start,
    paths: undefined,
  })
})

test('what is binary has nothing to show', async () => {
  await using github = await start({ 'a.csv': '\u0000x' })
  expect((await comparePull(connectTo(github), github.event)).paths).toEqual(new Set(['a.csv']))
})

test('histories that have nothing in common are told from missing permissions', async () => {
  await using github = await start()
  const tree = await github.git.line('rev-parse', `${github.event.head}^{tree}`)
  const by = ['-c', 'user.name=Admin', '-c', 'user.email=admin@example.com']
  const head = await github.git.line(...by, 'commit-tree', tree, '-m', 'Alone')
  await expect(comparePull(connectTo(github), { ...github.event, head })).rejects.toThrow(
    'The pull request and its base have no common history. Rebase its branch on the base.',
  )
})

async function askComparison({ url, token, event }: Awaited<ReturnType<typeof start>>) {
  const answer = await fetch(`${url}/repos/contoso/migration/compare/${event.base}...${event.head}`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' },
  })
  const body = (await answer.json()) as { readonly files: { patch?: string }[] }
  return { status: answer.status, body }
}
