import { describe, expect, test } from 'vitest'
import { isWorkflowToken, listRequired, readReported } from '../../src/github/required.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { type GitHubDouble, type GitHubOptions, startGitHub } from '../support/github/double.ts'
import { badGateway, fail, notAccessible, refusal } from '../support/github/faults.ts'

const RULES = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}'
const RUNS = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
const STATUS = 'GET /repos/{owner}/{repo}/commits/{ref}/status'

async function start(options?: GitHubOptions): Promise<GitHubDouble & { readonly sha: string }> {
  const github = await startGitHub(options)
  return { ...github, sha: await github.git.commit({ 'a.csv': 'x' }) }
}

const nothing = { checks: [], workflows: [], complete: true }

describe('what a branch requires', () => {
  test('is named once and in order, whether rulesets say it or classic protection', async () => {
    await using github = await start()
    github.protect('main', { requiredChecks: ['test', { context: 'anybody' }] })
    github.protect('main', {
      requiredChecks: ['build'],
      requiredWorkflows: ['.github/workflows/scan.yml'],
      refusal: 'Changes must be made through a pull request.',
    })
    github.protect('main', { requiredChecks: ['test', 'legacy/ci'], classic: true })
    github.protect('other', { requiredChecks: ['other'] })

    expect(await listRequired(connectTo(github), 'main')).toEqual({
      checks: ['anybody', 'build', 'legacy/ci', 'test'],
      workflows: ['.github/workflows/scan.yml'],
      complete: true,
    })
  })

  test('is nothing on a branch without protection', async () => {
    await using github = await start()
    expect(await listRequired(connectTo(github), 'main')).toEqual(nothing)
  })

  test('is named of a branch with a slash', async () => {
    await using github = await start()
    await github.git.move('refs/heads/release/ü#1', github.sha)
    github.protect('release/ü#1', { requiredChecks: ['test'] })
    github.protect('release/ü#1', { requiredChecks: ['legacy'], classic: true })

    expect(await listRequired(connectTo(github), 'release/ü#1')).toMatchObject({ checks: ['legacy', 'test'] })
  })

  test('is read to the last of many rules', async () => {
    await using github = await start()
    const names = Array.from({ length: 101 }, (_, index) => `check ${index}`)
    for (const name of names) github.protect('main', { requiredChecks: [name] })

    expect(await listRequired(connectTo(github), 'main')).toMatchObject({ checks: names.sort() })
  })

  test.each([
    [[RULES], ['legacy']],
    [[BRANCH], ['test']],
    [[RULES, BRANCH], []],
  ])('is what is left where GitHub does not show %j, and that is known', async (operations, checks) => {
    for (const fault of [notAccessible, badGateway]) {
      await using github = await start()
      github.protect('main', { requiredChecks: ['test'] })
      github.protect('main', { requiredChecks: ['legacy'], classic: true })
      for (const operation of operations) github.before(fail(operation, fault, 3))

      expect(await listRequired(connectTo(github), 'main')).toEqual({
        checks,
        workflows: [],
        complete: false,
      })
    }
  })

  test('is what branches say on a server that has no rulesets', async () => {
    await using github = await start()
    github.protect('main', { requiredChecks: ['legacy'], classic: true })
    github.before(fail(RULES, refusal(404, 'Not Found')))

    expect(await listRequired(connectTo(github), 'main')).toEqual({ ...nothing, checks: ['legacy'] })
  })

  test('is nothing on a branch that is gone', async () => {
    await using github = await start()
    expect(await listRequired(connectTo(github), 'gone')).toEqual(nothing)
  })
})

describe('what a commit shows', () => {
  /** A check run, as the Action makes one. */
  async function openRun(
    { sha, ...github }: Awaited<ReturnType<typeof start>>,
    status: 'in_progress' | 'completed',
  ) {
    const { write, owner, repo } = connectTo(github)
    const end = status === 'completed' ? { conclusion: 'success' as const } : {}
    const asked = { owner, repo, name: 'Batches', head_sha: sha, status, ...end }
    return Number((await write.request('POST /repos/{owner}/{repo}/check-runs', asked)).data.id)
  }

  test('are check runs and statuses, and ours among them', async () => {
    await using github = await start({ permissions: { statuses: 'read' } })
    github.startJob('check', github.sha)
    github.setStatus(github.sha, 'legacy/ci', 'pending')
    const id = await openRun(github, 'completed')

    const reported = await readReported(connectTo(github), { sha: github.sha, id })
    expect(reported).toEqual({ ours: true, names: new Set(['Batches', 'check', 'legacy/ci']) })
  })

  test.each([
    ['not yet completed', 'in_progress', 0],
    ["somebody else's", 'completed', 1],
  ] as const)('is not ours where the one of our name is %s', async (_, status, other) => {
    await using github = await start()
    const id = await openRun(github, status)

    const { ours, names } = await readReported(connectTo(github), { sha: github.sha, id: id + other })
    expect([ours, names]).toEqual([false, new Set(['Batches'])])
  })

  test('is not ours where there is none', async () => {
    await using github = await start()
    await openRun(github, 'completed')

    expect(await readReported(connectTo(github), { sha: github.sha, id: undefined })).toMatchObject({
      ours: false,
    })
  })

  test.each([
    ['a missing permission', () => notAccessible],
    ['an outage', () => badGateway],
  ])('lacks the statuses after %s, and has the check runs', async (_, fault) => {
    await using github = await start({ permissions: { statuses: 'read' } })
    github.setStatus(github.sha, 'legacy/ci', 'success')
    github.startJob('check', github.sha)
    github.before(fail(STATUS, fault(), 3))

    const { names } = await readReported(connectTo(github), { sha: github.sha, id: undefined })
    expect(names).toEqual(new Set(['check']))
  })

  test('is unknown where GitHub does not show the check runs', async () => {
    await using github = await start()
    github.before(fail(RUNS, notAccessible))

    await expect(readReported(connectTo(github), { sha: github.sha, id: 1 })).rejects.toThrow()
  })

  test('is read to the last of many', async () => {
    await using github = await start({ permissions: { statuses: 'read' } })
    const names = Array.from({ length: 101 }, (_, index) => `job ${index}`)
    for (const name of names) github.startJob(name, github.sha)
    for (const name of names) github.setStatus(github.sha, `status of ${name}`, 'success')
    const reported = await readReported(connectTo(github), { sha: github.sha, id: undefined })

    expect(reported.names.size).toBe(202)
    expect(operationsOf(github)).toEqual([RUNS, RUNS, STATUS, STATUS])
  })
})

describe('whose token it is', () => {
  test.each([
    ['github-actions[bot]', true],
    ['batches[bot]', false],
    ['octocat', false],
  ])("%s: the workflow's own: %s", async (viewer, expected) => {
    await using github = await start({ viewer })
    expect(await isWorkflowToken(connectTo(github))).toBe(expected)
  })

  test('is not known if GitHub does not say', async () => {
    await using github = await start()
    github.before(fail('query', notAccessible))
    expect(await isWorkflowToken(connectTo(github))).toBeUndefined()
  })
})
