import { describe, expect, test } from 'vitest'
import { closeEarlier, closeOrphan, notChecked, openCheckRun } from '../../src/github/checks.ts'
import type { GitHub } from '../../src/github/client.ts'
import { connectTo } from '../support/github/connecting.ts'
import type { GitHubDouble } from '../support/github/double.ts'
import { fail, notAccessible } from '../support/github/faults.ts'
import { startWithCommit } from '../support/github/sending.ts'

const LIST = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
const GET = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const RUN = '7001-2-00c0ffee'

/** Check runs in progress on the commit, by their external ids. */
async function openAll(github: GitHubDouble, gitHub: GitHub, runs: readonly string[]): Promise<number[]> {
  const sha = await github.git.branch('main')
  const ids: number[] = []
  for (const run of runs) ids.push(await openCheckRun(gitHub, 'Batches', { sha, run }))
  return ids
}

const NOT_CHECKED = {
  status: 'completed',
  conclusion: 'failure',
  output: { title: 'Not checked', annotations: [] },
}

describe('what a run left open is closed', () => {
  test('by its number', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const [first] = await openAll(github, gitHub, [RUN, '7001-2-0000beef'])
    await closeOrphan(gitHub, first!, notChecked(''))

    expect(github.checkRuns).toMatchObject([NOT_CHECKED, { status: 'in_progress' }])
  })

  test.each([
    ['The token is not valid.', 'The token is not valid.'],
    ['', expect.stringContaining('Its log says why; run the job again.')],
  ])('with what is known of the reason: "%s"', async (why, summary) => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const [id] = await openAll(github, gitHub, [RUN])
    await closeOrphan(gitHub, id!, notChecked(why))

    expect(github.checkRuns).toMatchObject([{ ...NOT_CHECKED, output: { title: 'Not checked', summary } }])
  })

  test('by what it was to be opened with, if nobody knows its number', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    await openAll(github, gitHub, ['7001-2-0000beef', RUN])
    await closeOrphan(gitHub, { sha: await github.git.branch('main'), run: RUN }, notChecked(''))

    expect(github.checkRuns).toMatchObject([{ status: 'in_progress' }, NOT_CHECKED])
  })

  test('not if it was never opened', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    await openAll(github, gitHub, ['7001-2-0000beef'])
    await closeOrphan(gitHub, { sha: await github.git.branch('main'), run: RUN }, notChecked(''))

    expect(github.checkRuns).toMatchObject([{ status: 'in_progress' }])
    expect(gitHub.sent.writes).toBe(1)
  })

  test('not if it is completed: it keeps its verdict', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const [id] = await openAll(github, gitHub, [RUN])
    Object.assign(github.checkRuns[0]!, { status: 'completed', conclusion: 'success' })
    await closeOrphan(gitHub, id!, notChecked(''))

    expect(github.checkRuns).toMatchObject([{ conclusion: 'success', output: { title: null } }])
  })

  test('although GitHub does not show whether it is open', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const [id] = await openAll(github, gitHub, [RUN])
    github.before(fail(GET, notAccessible))
    await closeOrphan(gitHub, id!, notChecked(''))

    expect(github.checkRuns).toMatchObject([NOT_CHECKED])
  })

  test('or it is said why not', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    await openAll(github, gitHub, [RUN])
    const left = { sha: await github.git.branch('main'), run: RUN }
    github.before(fail(LIST, notAccessible))

    await expect(closeOrphan(gitHub, left, notChecked(''))).rejects.toThrow('not accessible')
    await expect(closeOrphan(gitHub, left, notChecked(''))).resolves.toBeUndefined()
  })
})

test('only what earlier attempts of the same run left open is closed', async () => {
  await using github = await startWithCommit()
  const gitHub = connectTo(github)
  const kept = [
    '7001-2-00000000', // another step of this attempt
    '7001-3-00000000', // a later attempt
    '7000-1-00000000', // another run
    '17001-1-00000000',
    '7001-1', // somebody else's
    'nightly',
  ]
  await openAll(github, gitHub, ['7001-1-00000000', ...kept, '7001-1-11111111'])
  const done = github.checkRuns.length
  await openAll(github, gitHub, ['7001-1-22222222'])
  Object.assign(github.checkRuns[done]!, { status: 'completed', conclusion: 'success' })
  await closeEarlier(gitHub, { sha: await github.git.branch('main'), run: RUN })

  const closed = github.checkRuns.filter(({ output }) => output.title === 'Not checked')
  expect(closed.map(({ external_id }) => external_id)).toEqual(['7001-1-00000000', '7001-1-11111111'])
  for (const run of closed) expect(run).toMatchObject(NOT_CHECKED)
  const open = github.checkRuns.filter(({ status }) => status === 'in_progress')
  expect(open.map(({ external_id }) => external_id)).toEqual(kept)
  expect(github.checkRuns[done]).toMatchObject({ conclusion: 'success' })
})

test('of earlier attempts the tenth is after the ninth', async () => {
  await using github = await startWithCommit()
  const gitHub = connectTo(github)
  await openAll(github, gitHub, ['7001-9-00000000'])
  await closeEarlier(gitHub, { sha: await github.git.branch('main'), run: '7001-10-00000000' })

  expect(github.checkRuns).toMatchObject([NOT_CHECKED])
})
