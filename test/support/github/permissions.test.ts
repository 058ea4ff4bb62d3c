import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, askCommit, askRepository, type Reply } from './ask.ts'
import { type GitHubDouble, startGitHub } from './double.ts'
import type { Permissions } from './world.ts'

type Kind = keyof Permissions
type Level = 'read' | 'write'

const nothing: Permissions = { contents: 'none', 'pull-requests': 'none', checks: 'none', statuses: 'none' }
const names = Object.keys(nothing) as Kind[]

/** What there is to ask for. */
interface Stage {
  readonly github: GitHubDouble
  readonly head: string
  readonly blob: string
  readonly run: number
}

type Need = readonly [Kind, Level] | 'metadata'

/** What each operation needs: https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
const operations: Readonly<Record<string, readonly [Need, (stage: Stage) => string, object?]>> = {
  'GET /repos/{owner}/{repo}': ['metadata', () => ''],
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': ['metadata', () => '/rules/branches/main'],
  'GET /repos/{owner}/{repo}/branches/{branch}': [['contents', 'read'], () => '/branches/main'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': [['pull-requests', 'read'], () => '/pulls/1'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': [['pull-requests', 'read'], () => '/pulls/1/files'],
  'GET /repos/{owner}/{repo}/compare/{basehead}': [['contents', 'read'], () => '/compare/main...batch'],
  'GET /repos/{owner}/{repo}/contents/{path}': [['contents', 'read'], () => '/contents/a.csv'],
  'GET /repos/{owner}/{repo}/commits/{ref}': [['contents', 'read'], () => '/commits/main'],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': [
    ['checks', 'read'],
    () => '/commits/main/check-runs',
  ],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-suites': [
    ['checks', 'read'],
    () => '/commits/main/check-suites',
  ],
  'GET /repos/{owner}/{repo}/commits/{ref}/status': [['statuses', 'read'], () => '/commits/main/status'],
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': [['statuses', 'read'], () => '/commits/main/statuses'],
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': [
    ['contents', 'read'],
    ({ blob }) => `/git/blobs/${blob}`,
  ],
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': [
    ['contents', 'read'],
    ({ head }) => `/git/commits/${head}`,
  ],
  'GET /repos/{owner}/{repo}/git/ref/{ref}': [['contents', 'read'], () => '/git/ref/heads/main'],
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': [['contents', 'read'], () => '/git/trees/main'],
  'POST /repos/{owner}/{repo}/check-runs': [['checks', 'write'], () => '/check-runs', { name: 'Batches' }],
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': [
    ['checks', 'read'],
    ({ run }) => `/check-runs/${run}`,
  ],
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': [
    ['checks', 'write'],
    ({ run }) => `/check-runs/${run}`,
    {},
  ],
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations': [
    ['checks', 'read'],
    ({ run }) => `/check-runs/${run}/annotations`,
  ],
}

async function staged(visibility: 'private' | 'public'): Promise<Stage> {
  const github = await startGitHub({ visibility })
  const base = await github.git.commit({ 'a.csv': '1' })
  const head = await github.git.commit({ 'a.csv': '2' }, { branch: 'batch', parent: base })
  await github.openPull({ head, base })
  const { body } = await ask(github, 'POST /check-runs', { name: 'Batches', head_sha: head })
  const blob = (await github.git.tree(head))[0]!.sha
  return { github, head, blob, run: body.id }
}

/** Asks with the permissions changed to these. */
async function asking(stage: Stage, operation: string, permissions: Permissions): Promise<Reply> {
  const [, path, body] = operations[operation]!
  Object.assign(stage.github.permissions, permissions)
  const sent = body && operation.startsWith('POST') ? { ...body, head_sha: stage.head } : body
  return ask(stage.github, `${operation.split(' ')[0]} ${path(stage)}`, sent)
}

const everything = (level: Level, but: Kind, instead: Permissions[Kind]): Permissions => {
  const all = Object.fromEntries(names.map((name) => [name, level]))
  return { ...nothing, ...all, [but]: instead }
}

test('the table has every operation that is served', () => {
  const description = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'))
  expect(Object.keys(operations).sort()).toEqual(Object.keys(description.operations).sort())
})

const refused = { status: 403, body: { message: 'Resource not accessible by integration' } }
const needing = Object.entries(operations).flatMap(([name, [need]]) =>
  need === 'metadata' ? [] : [[name, ...need] as const],
)

const shared: { stage?: Stage } = {}
beforeAll(async () => {
  shared.stage = await staged('private')
})
afterAll(() => shared.stage?.github[Symbol.asyncDispose]())

test.each(needing)('%s needs %s: %s, and nothing else', async (operation, kind, level) => {
  const stage = shared.stage!
  const others = await asking(
    stage,
    operation,
    everything('write', kind, level === 'write' ? 'read' : 'none'),
  )
  expect(others).toMatchObject(refused)
  expect((await asking(stage, operation, { ...nothing, [kind]: level })).status).toBeLessThan(300)
})

test.each(['GET /repos/{owner}/{repo}', 'GET /repos/{owner}/{repo}/rules/branches/{branch}'])(
  '%s is metadata, which every token can read',
  async (operation) => {
    expect((await asking(shared.stage!, operation, nothing)).status).toBe(200)
  },
)

test('in a public repository every token can read everything, and write nothing', async () => {
  const stage = await staged('public')
  await using _ = stage.github
  for (const [operation, , level] of needing) {
    const { status } = await asking(stage, operation, nothing)
    expect([operation, status]).toEqual([operation, level === 'write' ? 403 : 200])
  }
})

test('the token of a pull request from a fork can read, and write nothing', async () => {
  const stage = await staged('private')
  await using github = stage.github
  await github.openPull({ head: stage.head, base: stage.head, fork: true })
  const permissions: Permissions = { ...github.permissions }
  expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'read', checks: 'read', statuses: 'none' })
  for (const [operation, kind, level] of needing) {
    const { status } = await asking(stage, operation, permissions)
    expect([operation, status]).toEqual([operation, level === 'write' || kind === 'statuses' ? 403 : 200])
  }
  const commit = await askCommit(github, { branch: 'batch', expected: stage.head, files: { 'a.csv': '3' } })
  expect(commit.body.errors[0].type).toBe('FORBIDDEN')
})

describe('GraphQL', () => {
  test.each([
    ['object(expression: "main") { oid }', 'contents', 'object'],
    ['ref(qualifiedName: "main") { name }', 'contents', 'ref'],
    ['pullRequest(number: 1) { number }', 'pull-requests', 'pullRequest'],
  ] as const)('%s needs %s: read', async (fields, kind, name) => {
    const { github } = shared.stage!
    Object.assign(github.permissions, everything('write', kind, 'none'))
    const { status, body } = await askRepository(github, fields)
    expect([status, body.data.repository[name]]).toEqual([200, null])
    expect(body.errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', name] }])
    Object.assign(github.permissions, { ...nothing, [kind]: 'read' })
    expect((await askRepository(github, fields)).body.data.repository[name]).not.toBe(null)
  })

  test('a commit needs contents: write', async () => {
    const stage = await staged('private')
    await using github = stage.github
    const commit = () => askCommit(github, { branch: 'batch', expected: stage.head, files: { 'a.csv': '3' } })
    Object.assign(github.permissions, everything('write', 'contents', 'read'))
    const { status, body } = await commit()
    expect([status, body.data.createCommitOnBranch]).toEqual([200, null])
    expect(body.errors).toMatchObject([{ type: 'FORBIDDEN', message: refused.body.message }])
    Object.assign(github.permissions, { ...nothing, contents: 'write' })
    expect((await commit()).body.errors).toBe(undefined)
  })
})
