import { expect, test } from 'vitest'
import { ask, askRepository } from './ask.ts'
import { eventErrors } from './description.ts'
import { startGitHub } from './double.ts'

const nothing = '0'.repeat(40)

interface Listed {
  readonly id: string
}

test('a push of a branch tells where it was, where it is, and which commits are new', async () => {
  await using github = await startGitHub()
  const before = await github.git.commit({ 'a.csv': '1' })
  const middle = await github.git.commit({ 'a.csv': '2' })
  const after = await github.git.commit({ 'a.csv': '3' }, { message: 'Third' })
  const event = await github.events.push({ ref: 'refs/heads/main', before })
  expect(event).toMatchObject({ name: 'push', sha: after, ref: 'refs/heads/main' })
  expect(event.payload).toMatchObject({
    ref: 'refs/heads/main',
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    head_commit: { id: after, message: 'Third', distinct: true },
    repository: { full_name: 'contoso/migration', private: true, visibility: 'private' },
    pusher: { name: 'admin' },
  })
  expect(event.payload.compare).toContain(`/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`)
  expect(event.payload.commits.map(({ id }: Listed) => id)).toEqual([middle, after])
  expect(event.payload.head_commit).not.toHaveProperty('modified') // which workflows are not told
  expect(eventErrors('push', event.payload)).toEqual([])
})

test('a new branch comes from nothing, and is listed from where it leaves the default branch', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ 'a.csv': '1' })
  const head = await github.git.commit({ 'a.csv': '2' }, { branch: 'batch', parent: base })
  const grown = await github.events.push({ ref: 'refs/heads/batch' })
  expect(grown.payload).toMatchObject({ before: nothing, after: head, created: true, base_ref: null })
  expect(grown.payload.commits.map(({ id }: Listed) => id)).toEqual([head])
  await github.git.move('refs/heads/same', base)
  const same = await github.events.push({ ref: 'refs/heads/same' })
  expect(same.payload).toMatchObject({ commits: [], base_ref: 'refs/heads/main', head_commit: { id: base } })
  const first = await github.events.push({ ref: 'refs/heads/main' })
  expect(first.payload.commits.map(({ id }: Listed) => id)).toEqual([base])
  for (const { payload } of [grown, same, first]) expect(eventErrors('push', payload)).toEqual([])
})

test('a deleted branch has no head commit, and its run is on the default branch', async () => {
  await using github = await startGitHub({ visibility: 'public' })
  const base = await github.git.commit({ 'a.csv': '1' })
  await github.git.move('refs/heads/gone', base)
  const before = await github.git.remove('refs/heads/gone')
  const { payload, sha, ref } = await github.events.push({ ref: 'refs/heads/gone', before })
  expect(payload).toMatchObject({ before, after: nothing, deleted: true, head_commit: null, commits: [] })
  expect(payload.repository).toMatchObject({ private: false, visibility: 'public' })
  expect([sha, ref]).toEqual([base, 'refs/heads/main'])
  expect(eventErrors('push', payload)).toEqual([])
})

test('a forced push leaves what was there', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ 'a.csv': '1' })
  const before = await github.git.commit({ 'a.csv': '2' })
  const after = await github.git.commit({ 'a.csv': '3' }, { parent: base })
  await github.git.move('refs/heads/main', after)
  const { payload } = await github.events.push({ ref: 'refs/heads/main', before })
  expect(payload).toMatchObject({ before, after, forced: true, created: false, head_commit: { id: after } })
  expect(payload.commits.map(({ id }: Listed) => id)).toEqual([after])
})

test.each([
  ['a light tag', undefined],
  ['an annotated tag, which is an object of its own', 'Version 1'],
])('%s: the run is on the commit', async (_, message) => {
  await using github = await startGitHub()
  const commit = await github.git.commit({ 'a.csv': '1' })
  const tag = await github.git.tag('v1', commit, message)
  expect(tag === commit).toBe(message === undefined)
  const { payload, sha, ref } = await github.events.push({ ref: 'refs/tags/v1' })
  expect([sha, ref]).toEqual([commit, 'refs/tags/v1'])
  expect(payload).toMatchObject({
    after: tag,
    created: true,
    base_ref: 'refs/heads/main',
    commits: [],
    head_commit: { id: commit },
  })
  expect(eventErrors('push', payload)).toEqual([])
})

test("an annotated tag's own SHA is no commit to the API, its name is", async () => {
  await using github = await startGitHub({ permissions: { statuses: 'read' } })
  const commit = await github.git.commit({ 'a.csv': '1' })
  const tag = await github.git.tag('v1', commit, 'Version 1')
  expect((await ask(github, `GET /commits/${tag}`)).status).toBe(422)
  expect((await ask(github, `GET /git/trees/${tag}`)).status).toBe(404)
  expect((await ask(github, `GET /contents/a.csv?ref=${tag}`)).status).toBe(404)
  expect((await ask(github, 'POST /check-runs', { name: 'Batches', head_sha: tag })).status).toBe(422)
  expect((await ask(github, 'GET /commits/v1')).body.sha).toBe(commit)
  expect((await ask(github, 'GET /git/trees/v1')).status).toBe(200)
  expect((await ask(github, 'GET /git/ref/tags/v1')).body.object).toMatchObject({ type: 'tag', sha: tag })
  const { body } = await askRepository(
    github,
    'ref(qualifiedName: "refs/tags/v1") { name target { __typename oid ... on Tag { target { oid } } } }',
  )
  const target = { __typename: 'Tag', oid: tag, target: { oid: commit } }
  expect(body.data.repository.ref).toEqual({ name: 'v1', target })
  expect(github.violations).toEqual([])
})

test('a merge group is a branch with the merge of the pull request, one behind the other', async () => {
  await using github = await startGitHub()
  const base = await github.git.commit({ 'a.csv': '1', 'b.csv': '1' })
  const pulls = []
  for (const name of ['a', 'b']) {
    const head = await github.git.commit({ [`${name}.csv`]: '2' }, { branch: name, parent: base })
    pulls.push(await github.openPull({ head, base, branch: name }))
  }
  const first = await github.openMergeGroup(pulls[0]!)
  const second = await github.openMergeGroup(pulls[1]!, first)
  expect(first.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-1-${base}`)
  expect(await github.git.resolve(first.ref)).toBe(first.head)
  expect((await ask(github, `GET /git/commits/${first.head}`)).body.parents).toMatchObject([
    { sha: base },
    { sha: pulls[0]!.head },
  ])
  expect(second).toMatchObject({ base: first.head, ref: expect.stringContaining('/pr-2-') })
  const changed = (await github.git.diff(base, second.head)).map(({ path }) => path)
  expect(changed).toEqual(['a.csv', 'b.csv'])
  const event = await github.events.mergeGroup(second)
  expect(event).toMatchObject({ name: 'merge_group', sha: second.head, ref: second.ref })
  expect(event.payload.merge_group).toMatchObject({
    head_sha: second.head,
    head_ref: second.ref,
    base_sha: first.head,
    base_ref: 'refs/heads/main',
    head_commit: { id: second.head },
  })
  expect(eventErrors('merge-group-checks-requested', event.payload)).toEqual([])
})

test('a merge group cannot be made of what conflicts', async () => {
  await using github = await startGitHub()
  const start = await github.git.commit({ 'a.csv': '1' })
  const head = await github.git.commit({ 'a.csv': '2' }, { branch: 'batch', parent: start })
  const base = await github.git.commit({ 'a.csv': '3' })
  const pull = await github.openPull({ head, base })
  expect(pull.mergeCommit).toBe(null)
  await expect(github.openMergeGroup(pull)).rejects.toThrow('conflicts')
})

test('runs by hand and by the clock', async () => {
  await using github = await startGitHub({ defaultBranch: 'trunk' })
  const sha = await github.git.commit({ 'a.csv': '1' }, { branch: 'trunk' })
  const byHand = github.events.dispatch(sha, 'refs/tags/v1', { path: 'a.csv' })
  expect(byHand).toMatchObject({ sha, ref: 'refs/tags/v1', payload: { inputs: { path: 'a.csv' } } })
  expect(github.events.dispatch(sha)).toMatchObject({ ref: 'refs/heads/trunk', payload: { inputs: null } })
  expect(eventErrors('workflow-dispatch', byHand.payload)).toEqual([])
  const timed = github.events.schedule(sha, '15 4 * * *')
  expect(timed).toMatchObject({ name: 'schedule', sha, ref: 'refs/heads/trunk' })
  expect(Object.keys(timed.payload)).toEqual(['schedule', 'workflow', 'repository', 'organization'])
  expect(timed.payload).toMatchObject({ schedule: '15 4 * * *', repository: { visibility: 'private' } })
})

test('a pull request: the merge commit, or the default branch whatever the base is', async () => {
  await using github = await startGitHub()
  const main = await github.git.commit({ 'a.csv': '1' })
  const base = await github.git.commit({ 'a.csv': '1b' }, { branch: 'release', parent: main })
  const head = await github.git.commit({ 'b.csv': '2' }, { branch: 'batch', parent: base })
  const pull = await github.openPull({ head, base, baseBranch: 'release' })
  const event = await github.events.pull(pull)
  expect(event).toMatchObject({ sha: pull.mergeCommit, ref: 'refs/pull/1/merge', baseRef: 'release' })
  expect(event.payload).toMatchObject({ before: base, after: head })
  expect(eventErrors('pull-request-synchronize', event.payload)).toEqual([])
  const target = await github.events.pull(pull, 'pull_request_target', 'opened')
  expect(target).toMatchObject({ sha: main, ref: 'refs/heads/main', baseRef: 'release' })
  expect(target.payload).not.toHaveProperty('before')
})
