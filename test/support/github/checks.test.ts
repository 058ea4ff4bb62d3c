import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { type GitHubDouble, startGitHub } from './double.ts'

const mark = { path: 'a.csv', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'Wrong' }

async function started(github: GitHubDouble) {
  const head_sha = await github.git.commit({ 'a.csv': '1' })
  const create = (fields: object) => ask(github, 'POST /check-runs', { name: 'Batches', head_sha, ...fields })
  const withOutput = (output: object) => create({ output: { title: 'T', summary: 'S', ...output } })
  return { head_sha, create, withOutput }
}

test('an update replaces the output, and appends annotations', async () => {
  await using github = await startGitHub()
  const { withOutput } = await started(github)
  const { body } = await withOutput({ text: 'Long', annotations: [mark, mark] })
  const updated = await ask(github, `PATCH /check-runs/${body.id}`, {
    output: { summary: 'New', annotations: [mark] },
  })
  expect(updated.body.output).toMatchObject({ title: null, summary: 'New', text: null, annotations_count: 3 })
  expect(github.checkRuns[0]?.output.annotations).toHaveLength(3)
  const listed = await ask(github, `GET /check-runs/${body.id}/annotations?per_page=2`)
  expect(listed.body[0]).toMatchObject({ ...mark, start_column: null })
  expect(listed.headers.get('link')).toMatch(/rel="next"/)
  expect(github.violations).toEqual([])
})

test('a completed check run has a conclusion', async () => {
  await using github = await startGitHub()
  const { create } = await started(github)
  expect((await create({ status: 'completed' })).status).toBe(422)
  const { body } = await create({ status: 'in_progress', external_id: '7001-1' })
  expect(body).toMatchObject({
    status: 'in_progress',
    conclusion: null,
    completed_at: null,
    external_id: '7001-1',
  })
  expect((await ask(github, `PATCH /check-runs/${body.id}`, { status: 'completed' })).status).toBe(422)
  const done = await ask(github, `PATCH /check-runs/${body.id}`, { conclusion: 'neutral' })
  expect(done.body).toMatchObject({
    status: 'completed',
    conclusion: 'neutral',
    completed_at: expect.any(String),
  })
})

test('writing needs the permission, reading less', async () => {
  await using github = await startGitHub({ permissions: { checks: 'read' } })
  const { create, head_sha } = await started(github)
  expect(await create({})).toMatchObject({
    status: 403,
    body: { message: 'Resource not accessible by integration' },
  })
  expect((await ask(github, `GET /commits/${head_sha}/check-runs`)).body.total_count).toBe(0)
})

test('the token of a pull request from a fork is read-only', async () => {
  await using github = await startGitHub()
  const { create, head_sha } = await started(github)
  await github.openPull({ head: head_sha, base: head_sha, fork: true })
  expect((await create({})).status).toBe(403)
})

test("a job's check run cannot be given a status or a conclusion", async () => {
  await using github = await startGitHub()
  const { head_sha } = await started(github)
  const { id } = github.startJob('check', head_sha)
  for (const change of [{ conclusion: 'success' }, { status: 'in_progress' }]) {
    expect((await ask(github, `PATCH /check-runs/${id}`, change)).status).toBe(403)
  }
  expect(github.checkRuns).toMatchObject([{ status: 'queued', conclusion: null }])
})

test('a check run joins the oldest suite of its commit, and a newer one of its name hides it', async () => {
  await using github = await startGitHub()
  const { create, head_sha } = await started(github)
  const job = github.startJob('check', head_sha)
  await create({ conclusion: 'failure' })
  const { body } = await create({ conclusion: 'success', details_url: 'https://example.com' })
  expect(body.check_suite.id).toBe(job.suite)
  expect(body.details_url).toMatch(/^https:\/\/github\.com\//)
  const latest = await ask(github, `GET /commits/${head_sha}/check-runs?check_name=Batches`)
  const all = await ask(github, `GET /commits/${head_sha}/check-runs?check_name=Batches&filter=all`)
  expect([latest.body.check_runs[0].conclusion, latest.body.total_count, all.body.total_count]).toEqual([
    'success',
    1,
    2,
  ])
})

test('a check run stands on a commit that exists', async () => {
  await using github = await startGitHub()
  const { create } = await started(github)
  expect((await create({ head_sha: 'f'.repeat(40) })).status).toBe(422)
})
