import { expect, test } from 'vitest'
import { ask, askCommit } from './ask.ts'
import { startGitHub } from './double.ts'
import { badGateway, fail, notAccessible, rateLimited, secondaryLimit } from './faults.ts'

const mutation = 'mutation createCommitOnBranch'

test('a commit is signed, keeps modes, and stores bytes as they were sent', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({
    'run.csv': { mode: '100755', bytes: 'old' },
    'other.csv': 'other',
  })
  const bytes = Buffer.from([0xff, 0x0d, 0x0a, 0x00])
  const { body } = await askCommit(github, { branch: 'main', expected, files: { 'run.csv': bytes } })
  const { commit } = body.data.createCommitOnBranch
  expect(commit).toMatchObject({ oid: await github.git.branch('main'), signature: { isValid: true } })
  expect(await github.git.read('main', 'run.csv')).toEqual(bytes)
  expect((await github.git.tree('main')).map(({ path, mode }) => `${path} ${mode}`)).toEqual([
    'other.csv 100644',
    'run.csv 100755',
  ])
  const { body: rest } = await ask(github, `GET /git/commits/${commit.oid}`)
  expect(rest).toMatchObject({
    author: { name: 'github-actions[bot]' },
    verification: { verified: true },
    parents: [{ sha: expected }],
  })
  expect(github.violations).toEqual([])
})

test('a moved branch answers status 200 and STALE_DATA', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  const theirs = await github.git.commit({ 'a.csv': '2' })
  const { status, body } = await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '3' } })
  expect([status, body.errors[0].type, body.data.createCommitOnBranch]).toEqual([200, 'STALE_DATA', null])
  expect(await github.git.branch('main')).toBe(theirs)
})

test('a hook can move the branch just before the commit', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  github.before(async ({ operation }) => {
    if (operation === mutation) await github.git.commit({ 'b.csv': '1' })
    return undefined
  })
  const { body } = await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '3' } })
  expect(body.errors[0].type).toBe('STALE_DATA')
})

test('of twenty commits at the same time one wins', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  const texts = Array.from({ length: 20 }, (_, index) => `${index + 2}`)
  const replies = await Promise.all(
    texts.map((text) => askCommit(github, { branch: 'main', expected, files: { 'a.csv': text } })),
  )
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  const [winner, ...others] = replies.filter(({ body }) => body.errors === undefined)
  expect(others).toEqual([])
  expect(winner!.body.data.createCommitOnBranch.commit.oid).toBe(await github.git.branch('main'))
  const losers = replies.flatMap(({ body }) => body.errors?.[0].type ?? [])
  expect(losers).toEqual(Array(19).fill('STALE_DATA'))
  expect(await github.git.log('main')).toHaveLength(2)
})

test('an empty change set makes an empty commit', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  await askCommit(github, { branch: 'main', expected })
  expect(await github.git.log('main')).toHaveLength(2)
  expect(await github.git.diff(expected, 'main')).toEqual([])
})

test.each([
  ['without the permission', { permissions: { contents: 'read' } }, {}, 'FORBIDDEN'],
  ["on a fork's branch", {}, { repository: 'fabrikam/migration' }, 'FORBIDDEN'],
  ['on a branch that is not there', {}, { branch: 'none' }, 'NOT_FOUND'],
  ['over a symlink', {}, { files: { link: 'x' } }, 'UNPROCESSABLE'],
] as const)('%s it is refused', async (_, settings, change, type) => {
  await using github = await startGitHub(settings)
  const expected = await github.git.commit({ 'a.csv': '1', link: { mode: '120000', bytes: 'a.csv' } })
  const { status, body } = await askCommit(github, {
    branch: 'main',
    expected,
    files: { 'a.csv': '2' },
    ...change,
  })
  expect([status, body.errors[0].type]).toEqual([200, type])
  expect(await github.git.branch('main')).toBe(expected)
})

test('a protected branch refuses', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  const refusal = 'Repository rule violations found\n\nChanges must be made through a pull request.'
  github.protect('main', refusal)
  const { status, body } = await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '2' } })
  expect([status, body.errors[0].message]).toEqual([200, refusal])
})

test('what is too large breaks down', async () => {
  await using github = await startGitHub({ graphqlBytes: 1000 })
  const expected = await github.git.commit({ 'a.csv': '1' })
  expect(
    (await askCommit(github, { branch: 'main', expected, files: { 'a.csv': 'x'.repeat(1000) } })).status,
  ).toBe(502)
  expect(await github.git.branch('main')).toBe(expected)
})

test.each([
  ['nothing', undefined, []],
  ['waiting-run', 'action_required', []],
  ['run', null, ['check']],
] as const)('after a commit: %s', async (afterCommit, conclusion, names) => {
  await using github = await startGitHub({ afterCommit })
  const expected = await github.git.commit({ 'a.csv': '1' })
  await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '2' } })
  const suites = (await ask(github, 'GET /commits/main/check-suites')).body.check_suites
  const runs = (await ask(github, 'GET /commits/main/check-runs')).body.check_runs
  expect(suites[0]?.conclusion).toBe(conclusion)
  expect(runs.map(({ name }: { name: string }) => name)).toEqual(names)
})

test('faults come before the effect or after it, and requests are recorded', async () => {
  await using github = await startGitHub()
  const expected = await github.git.commit({ 'a.csv': '1' })
  const commit = () => askCommit(github, { branch: 'main', expected, files: { 'a.csv': '2' } })
  github.before(fail(mutation, { reset: 'before' }))
  await expect(commit()).rejects.toThrow()
  expect(await github.git.branch('main')).toBe(expected)
  github.before(fail(mutation, { ...badGateway, after: true }))
  expect((await commit()).body).toMatch(/<html>/)
  expect(await github.git.branch('main')).not.toBe(expected)
  github.before(fail('GET /repos/{owner}/{repo}', rateLimited(60)))
  github.before(fail('GET /repos/{owner}/{repo}', notAccessible))
  const limited = await ask(github, 'GET ')
  expect([limited.status, limited.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
  expect((await ask(github, 'GET ')).body.message).toBe('Resource not accessible by integration')
  github.before(fail('GET /repos/{owner}/{repo}', secondaryLimit(30)))
  expect((await ask(github, 'GET ')).headers.get('retry-after')).toBe('30')
  expect(github.requests.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    `${mutation} 0`,
    `${mutation} 502`,
    'GET /repos/{owner}/{repo} 403',
    'GET /repos/{owner}/{repo} 403',
    'GET /repos/{owner}/{repo} 403',
  ])
})

test('events carry what the runner needs', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ 'a.csv': '1' })
  const head = await github.git.commit({ 'a.csv': '2' }, { branch: 'batch', parent: base })
  const pull = await github.openPull({ head, base, fork: 'deleted' })
  const event = await github.events.pull(pull)
  expect(event).toMatchObject({
    name: 'pull_request',
    ref: 'refs/pull/1/merge',
    headRef: 'batch',
    baseRef: 'main',
  })
  expect(event.payload.pull_request).toMatchObject({
    head: { sha: head, repo: null },
    base: { sha: base, repo: { full_name: 'contoso/migration' } },
  })
  expect(await github.git.resolve(event.sha)).toBe(event.sha)
  expect((await github.events.pull(pull, 'pull_request_target')).sha).toBe(base)
})
