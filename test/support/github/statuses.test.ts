import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { startGitHub } from './double.ts'

test.each([
  ['pending', []],
  [
    'success',
    [
      ['a', 'failure'],
      ['a', 'success'],
      ['b', 'success'],
    ],
  ],
  [
    'pending',
    [
      ['a', 'success'],
      ['b', 'pending'],
    ],
  ],
  [
    'failure',
    [
      ['a', 'pending'],
      ['b', 'error'],
    ],
  ],
  [
    'failure',
    [
      ['a', 'success'],
      ['b', 'failure'],
    ],
  ],
] as const)('together they are a %s: %j', async (state, all) => {
  await using github = await startGitHub({ permissions: { statuses: 'read' } })
  const sha = await github.git.commit({ 'a.csv': '1' })
  for (const [context, each] of all) github.setStatus(sha, context, each)
  const { body } = await ask(github, `GET /commits/${sha}/status`)
  expect(body).toMatchObject({ sha, state, total_count: new Set(all.map(([context]) => context)).size })
  expect(github.violations).toEqual([])
})

test('the newest of a context counts; the list has all of them, page by page', async () => {
  await using github = await startGitHub({ permissions: { statuses: 'read' } })
  const sha = await github.git.commit({ 'a.csv': '1' })
  for (const state of ['pending', 'failure', 'success'] as const) github.setStatus(sha, 'ci/build', state)
  github.setStatus(sha, 'ci/test', 'pending')
  const page = await ask(github, 'GET /commits/main/status?per_page=1')
  expect(page.body).toMatchObject({
    statuses: [{ context: 'ci/test', state: 'pending' }],
    total_count: 2,
  })
  expect(page.headers.get('link')).toMatch(/page=2>; rel="next"/)
  const { body } = await ask(github, 'GET /commits/main/statuses')
  expect(body.map(({ context, state }: { context: string; state: string }) => `${context} ${state}`)).toEqual(
    ['ci/test pending', 'ci/build success', 'ci/build failure', 'ci/build pending'],
  )
  expect(github.violations).toEqual([])
})

test('a status is not a check run, and belongs to one commit', async () => {
  await using github = await startGitHub({ permissions: { statuses: 'read' } })
  const first = await github.git.commit({ 'a.csv': '1' })
  const second = await github.git.commit({ 'a.csv': '2' })
  github.setStatus(first, 'ci/build', 'success')
  expect((await ask(github, `GET /commits/${first}/check-runs`)).body.total_count).toBe(0)
  expect((await ask(github, `GET /commits/${second}/status`)).body.total_count).toBe(0)
  expect((await ask(github, 'GET /commits/none/status')).status).toBe(422)
})
