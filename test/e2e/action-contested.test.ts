import { expect, test } from 'vitest'
import type { GitHubOptions } from '../support/github/double.ts'
import { COMMIT, openPull } from '../support/pull.ts'

const fix = { inputs: { fix: 'commit' } }

/** What the summary says of the checks that the target branch requires, "build" and "lint", after a commit. */
async function saidOf(settings: GitHubOptions): Promise<string[]> {
  await using scene = await openPull({ github: { jobs: ['build'], ...settings } })
  scene.github.protect('main', { requiredChecks: ['build', 'lint'] })
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  expect([run.exitCode, run.outputs['commit'], scene.requestsFor(COMMIT).length]).toEqual([1, commit, 1])
  expect(scene.checksOn(commit)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  const lines = (run.summary ?? '').replaceAll(commit.slice(0, 7), 'COMMIT').split('\n')
  return lines.filter((line) => line.startsWith('Required on ')).map((line) => line.split('. To start')[0]!)
}

const waiting = (names: string) => `Required on main and left waiting by a commit by GITHUB\\_TOKEN: ${names}`
const unseen = (names: string) => `Required on \`main\` and not seen on \`COMMIT\` yet: ${names}.`
const nothing = [waiting('build, lint'), unseen('`build`, `lint`')]

/** What follows a commit by GITHUB_TOKEN is contested, and so is where its check runs stand: each is said as it is seen. */
test.concurrent.each([
  ['nothing', true, nothing],
  ['nothing', false, nothing],
  ['waiting-run', true, nothing],
  ['waiting-run', false, nothing],
  ['run', true, [waiting('lint'), unseen('`lint`')]],
  ['run', false, [waiting('lint'), unseen('`lint`')]],
] as const)(
  'after a commit comes %s (check runs join the oldest suite: %s)',
  async (afterCommit, joinsOldestSuite, says) => {
    expect(await saidOf({ afterCommit, joinsOldestSuite })).toEqual(says)
  },
)

test.concurrent('everything that is required has started: nothing is said to be waiting', async () => {
  expect(await saidOf({ afterCommit: 'run', jobs: ['build', 'lint'] })).toEqual([])
})

test.concurrent.each([
  ['run', [unseen('`lint`')]],
  ['nothing', nothing.slice(1)],
] as const)('after a commit by an app comes %s', async (afterCommit, says) => {
  expect(await saidOf({ afterCommit, viewer: 'batches[bot]' })).toEqual(says)
})
