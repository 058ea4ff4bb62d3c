import { describe, expect, test } from 'vitest'
import { type CheckAnnotation, closeCheckRun, openCheckRun } from '../../src/github/checks.ts'
import type { GitHub } from '../../src/github/client.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import type { GitHubDouble } from '../support/github/double.ts'
import { type Fault, fail, notAccessible, refusal } from '../support/github/faults.ts'
import { CREATE, lostAnswers, startWithCommit } from '../support/github/sending.ts'

const LIST = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
const GET = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const UPDATE = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'
const RUN = '7001-1-00c0ffee'

const { 'errors alone': _, ...lost } = lostAnswers('before')
const { 'errors alone': __, ...made } = lostAnswers('after')
const losses = Object.entries(lost)
const successes = Object.entries(made)

/** Marks that can be told apart. */
function marks(count: number): CheckAnnotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'a.csv',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'failure',
    title: 'rule',
    message: `Row ${index + 1}`,
  }))
}

const ending = { conclusion: 'failure', title: 'Title', summary: 'Summary' } as const

async function open(github: GitHubDouble, gitHub: GitHub, run = RUN): Promise<number> {
  return openCheckRun(gitHub, 'Batches', { sha: await github.git.branch('main'), run })
}

describe('a check run is opened', () => {
  test('in progress on the commit, and named by the run', async () => {
    await using github = await startWithCommit()
    const id = await open(github, connectTo(github))

    const head_sha = await github.git.branch('main')
    expect(github.checkRuns).toMatchObject([
      { id, head_sha, name: 'Batches', external_id: RUN, status: 'in_progress' },
    ])
    expect(operationsOf(github)).toEqual([CREATE])
  })

  test.each(losses)('once, by the second request, after %s', async (_, fault) => {
    await using github = await startWithCommit()
    github.before(fail(CREATE, fault))
    const id = await open(github, connectTo(github))

    expect(github.checkRuns).toMatchObject([{ id, external_id: RUN }])
    expect(operationsOf(github)).toEqual([CREATE, LIST, CREATE])
  })

  test.each(successes)('once, by the first request, and found again after %s', async (_, fault) => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    await open(github, gitHub, '7001-1-0000beef') // another step of the same job, on the same commit
    github.before(fail(CREATE, fault))
    const id = await open(github, gitHub)

    expect(github.checkRuns).toMatchObject([{ external_id: '7001-1-0000beef' }, { id, external_id: RUN }])
    expect(operationsOf(github)).toEqual([CREATE, CREATE, LIST])
  })

  test.each(losses)('not a third time after %s', async (_, fault) => {
    await using github = await startWithCommit()
    github.before(fail(CREATE, fault, 2))

    await expect(open(github, connectTo(github))).rejects.toThrow()
    expect(operationsOf(github)).toEqual([CREATE, LIST, CREATE])
  })

  test('not at all if GitHub refuses, and nobody looks for it', async () => {
    await using github = await startWithCommit()
    github.before(fail(CREATE, notAccessible))

    await expect(open(github, connectTo(github))).rejects.toMatchObject({ status: 403 })
    expect(operationsOf(github)).toEqual([CREATE])
  })
})

describe('a check run is completed', () => {
  test.each([
    [0, 1],
    [1, 1],
    [50, 1],
    [51, 2],
    [120, 3],
  ])('with %d marks, by %d requests, the last of which completes it', async (count, requests) => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const id = await open(github, gitHub)
    await closeCheckRun(gitHub, id, { ...ending, annotations: marks(count) })

    const [run] = github.checkRuns
    expect(run).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      output: { title: 'Title', summary: 'Summary' },
    })
    expect(run!.output.annotations).toEqual(marks(count))
    const sent = github.requests.slice(1).map(({ operation, body }) => [operation, body.status])
    expect(sent).toEqual([...Array(requests - 1).fill([UPDATE, undefined]), [UPDATE, 'completed']])
    expect(github.violations).toEqual([])
  })

  const parts = [0, 1, 2]

  describe.each(losses)('although an update is not made, after %s:', (_, fault) => {
    test.each(parts)('every mark stands there once; part %d', async (part) => {
      await using github = await startWithCommit()
      const gitHub = connectTo(github)
      const id = await open(github, gitHub)
      github.before(failPart(part, fault))
      await closeCheckRun(gitHub, id, { ...ending, annotations: marks(120) })

      expect(github.checkRuns[0]).toMatchObject({ status: 'completed', output: { annotations: marks(120) } })
      expect(operationsOf(github).filter((each) => each === UPDATE)).toHaveLength(4)
    })
  })

  describe.each(successes)('although an update is made, after %s:', (_, fault) => {
    test.each(parts)('every mark stands there once; part %d', async (part) => {
      await using github = await startWithCommit()
      const gitHub = connectTo(github)
      const id = await open(github, gitHub)
      github.before(failPart(part, fault))
      await closeCheckRun(gitHub, id, { ...ending, annotations: marks(120) })

      expect(github.checkRuns[0]).toMatchObject({ status: 'completed', output: { annotations: marks(120) } })
      expect(operationsOf(github).filter((each) => each !== CREATE)).toEqual(
        [UPDATE, UPDATE, UPDATE].flatMap((each, index) => (index === part ? [each, GET] : [each])),
      )
    })
  })

  test.each([
    ['made', { reset: 'after' }, 1],
    ['not made', { reset: 'before' }, 2],
  ] as const)('without marks, although the update was %s and its answer lost', async (_, fault, updates) => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const id = await open(github, gitHub)
    github.before(fail(UPDATE, fault))
    await closeCheckRun(gitHub, id, { ...ending, annotations: [] })

    expect(github.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    expect(operationsOf(github).filter((each) => each === UPDATE)).toHaveLength(updates)
  })

  test('not if an update is lost twice: the rest is not sent', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const id = await open(github, gitHub)
    github.before(fail(UPDATE, { reset: 'before' }, 2))

    await expect(closeCheckRun(gitHub, id, { ...ending, annotations: marks(120) })).rejects.toThrow()
    expect(operationsOf(github)).toEqual([CREATE, UPDATE, GET, UPDATE])
    expect(github.checkRuns).toMatchObject([{ status: 'in_progress', output: { annotations: [] } }])
  })

  test('not if GitHub does not say whether it made the update: it is not sent again', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const id = await open(github, gitHub)
    github.before(fail(UPDATE, { reset: 'after' }))
    github.before(fail(GET, { status: 500 }, 3))

    await expect(closeCheckRun(gitHub, id, { ...ending, annotations: marks(1) })).rejects.toThrow()
    expect(operationsOf(github)).toEqual([CREATE, UPDATE, GET, GET, GET])
  })

  test('not if GitHub refuses, and nobody looks', async () => {
    await using github = await startWithCommit()
    const gitHub = connectTo(github)
    const id = await open(github, gitHub)
    github.before(fail(UPDATE, refusal(422, 'Invalid request.')))

    await expect(closeCheckRun(gitHub, id, { ...ending, annotations: marks(1) })).rejects.toMatchObject({
      status: 422,
    })
    expect(operationsOf(github)).toEqual([CREATE, UPDATE])
  })
})

/** Fails the first request that brings the n-th fifty marks. */
function failPart(part: number, fault: Fault) {
  const state = { failed: false }
  return ({
    operation,
    body,
  }: {
    operation: string
    body: { output?: { annotations: CheckAnnotation[] } }
  }) => {
    const isPart = operation === UPDATE && body.output?.annotations[0]?.start_line === part * 50 + 1
    if (!isPart || state.failed) return undefined
    state.failed = true
    return fault
  }
}
