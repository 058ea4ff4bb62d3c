import { expect, test } from 'vitest'
import { ask, askCommit } from './ask.ts'
import { type GitHubDouble, startGitHub } from './double.ts'

const askViewer = (github: GitHubDouble) => ask(github, 'POST /graphql', { query: '{ viewer { login } }' })

test.each([
  ['the workflow', {}, 'github-actions[bot]', []],
  ['an app', { viewer: 'batch-fixer[bot]' }, 'batch-fixer[bot]', ['check']],
  ['a person', { viewer: 'monalisa' }, 'monalisa', ['check']],
] as const)('the token of %s says whose it is, and makes runs or not', async (_, settings, login, jobs) => {
  await using github = await startGitHub(settings)
  expect((await askViewer(github)).body).toEqual({ data: { viewer: { login } } })
  const expected = await github.git.commit({ 'a.csv': '1' })
  await askCommit(github, { branch: 'main', expected, files: { 'a.csv': '2' } })
  const commit = await github.git.branch('main')
  expect((await ask(github, `GET /git/commits/${commit}`)).body.author.name).toBe(login)
  const { body } = await ask(github, `GET /commits/${commit}/check-runs`)
  expect(body.check_runs.map(({ name }: { name: string }) => name)).toEqual(jobs)
  expect(github.violations).toEqual([])
})

test("an app's check run is in a suite of its own, with the link it asked for", async () => {
  await using github = await startGitHub({ viewer: 'batch-fixer[bot]' })
  const head_sha = await github.git.commit({ 'a.csv': '1' })
  const job = github.startJob('check', head_sha)
  const details_url = 'https://example.com/'
  const { body } = await ask(github, 'POST /check-runs', { name: 'Batches', head_sha, details_url })
  expect(body).toMatchObject({ app: { slug: 'batch-fixer' }, details_url })
  expect(body.check_suite.id).not.toBe(job.suite)
  const { check_suites } = (await ask(github, 'GET /commits/main/check-suites')).body
  expect(check_suites.map(({ app }: { app: { slug: string } }) => app.slug)).toEqual([
    'github-actions',
    'batch-fixer',
  ])
})

test("a person's token cannot write check runs", async () => {
  await using github = await startGitHub({ viewer: 'monalisa' })
  const head_sha = await github.git.commit({ 'a.csv': '1' })
  const { status, body } = await ask(github, 'POST /check-runs', { name: 'Batches', head_sha })
  expect([status, body.message]).toEqual([403, 'You must authenticate via a GitHub App.'])
})

test('a check run by the workflow joins the oldest suite, or is told apart', async () => {
  for (const joinsOldestSuite of [true, false]) {
    await using github = await startGitHub({ joinsOldestSuite })
    const head_sha = await github.git.commit({ 'a.csv': '1' })
    const job = github.startJob('check', head_sha)
    const { body } = await ask(github, 'POST /check-runs', { name: 'Batches', head_sha })
    expect(body.check_suite.id === job.suite).toBe(joinsOldestSuite)
  }
})
