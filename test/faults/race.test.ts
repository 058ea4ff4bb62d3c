import { afterAll, expect, test } from 'vitest'
import { connect } from '../../src/github/client.ts'
import { type CommitOutcome, commit } from '../../src/github/commit.ts'
import { TIMING } from '../../src/github/timing.ts'
import { type GitHubDouble, startGitHub } from '../support/github/double.ts'
import { together } from '../support/github/together.ts'
import { BATCH, batch, COMMIT, corrected } from '../support/pull.ts'

const before = Buffer.from(batch())
const after = Buffer.from(corrected(batch()))
const github = await startGitHub({ requestsAnHour: 1000 })
const head = await github.git.commit({ [BATCH]: before }, { branch: 'batch' })
const restore = await github.remember()
afterAll(() => github[Symbol.asyncDispose]())

/** One of several runs commits the correction of the head. */
function commitAs(run: string): Promise<CommitOutcome> {
  const { url, token, repository } = github
  const [owner = '', repo = ''] = repository.split('/')
  const corrections = [{ path: BATCH, before, after }]
  const request = { branch: 'batch', head, run, corrections, headline: 'Correct migration batches' }
  return commit(connect({ url, token, owner, repo }, TIMING), request)
}

async function expectOne({ git }: GitHubDouble, outcomes: readonly CommitOutcome[]): Promise<void> {
  const [sha = '', ...rest] = await git.log('batch')
  expect(rest).toEqual([head])
  expect((await git.read(sha, BATCH)).equals(after)).toBe(true)
  const [won, lost] = outcomes.toSorted((a, b) => a.status.localeCompare(b.status))
  expect(won).toEqual({ status: 'committed', sha })
  expect(lost).toEqual({
    status: 'superseded',
    why: `The commit has been corrected meanwhile, in ${sha.slice(0, 7)}: look at the checks of that one.`,
  })
}

test('two runs on one head make one commit, fifty times', async () => {
  for (let round = 0; round < 50; round++) {
    if (round % 2 === 0) github.before(together(COMMIT))
    await expectOne(github, await Promise.all([commitAs('7001-1-a'), commitAs('7002-1-b')]))
    await restore()
  }
}, 900_000)

test('so do two runs that get no answer, whichever of them has committed', async () => {
  for (const after of [true, false]) {
    github.before(together(COMMIT))
    github.before(({ operation }) =>
      operation === COMMIT && github.requests.length <= 2 ? lost(after) : undefined,
    )
    await expectOne(github, await Promise.all([commitAs('7001-1-a'), commitAs('7002-1-b')]))
    await restore()
  }
})

const lost = (after: boolean) => ({ reset: after ? ('after' as const) : ('before' as const) })
