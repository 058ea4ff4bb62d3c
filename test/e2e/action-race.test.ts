import { expect, test } from 'vitest'
import { together } from '../support/github/together.ts'
import { COMMIT, openPull, type Scene } from '../support/pull.ts'
import { type RunResult, runAction } from '../support/runner.ts'

async function runBoth({ github, pull }: Scene): Promise<RunResult[]> {
  const event = await github.events.pull(pull)
  const inputs = { fix: 'commit' }
  return Promise.all(
    ['7001', '7002'].map((id) => runAction({ github, event, inputs, env: { GITHUB_RUN_ID: id } })),
  )
}

test.concurrent.each([1, 2, 3, 4])('two bundles on one head make one commit (%d)', async (round) => {
  await using scene = await openPull()
  const { github, pull } = scene
  if (round % 2 === 0) github.before(together(COMMIT))
  const runs = await runBoth(scene)
  const commit = await github.git.branch('batch')
  expect(await github.git.log('batch')).toEqual([commit, pull.head, pull.base])
  const [won, lost] = runs.toSorted((a, b) => Number(b.outputs['fixed']) - Number(a.outputs['fixed']))
  expect([won?.exitCode, won?.outputs]).toMatchObject([1, { commit, fixed: '3', conclusion: 'failure' }])
  expect([lost?.exitCode, lost?.outputs]).toMatchObject([
    1,
    { commit: '', fixed: '0', conclusion: 'failure' },
  ])
  const short = commit.slice(0, 7)
  expect(lost?.summary).toContain(
    `The commit has been corrected meanwhile, in ${short}: look at the checks of that one.`,
  )
  const title = (sha: string) =>
    scene.checksOn(sha).map(({ conclusion, output }) => `${conclusion}: ${output.title}`)
  expect(title(pull.head).sort()).toEqual(['failure: 1 batch, 4 findings', `failure: Fixed in ${short}`])
  expect(title(commit)).toEqual(['neutral: 1 batch, 1 finding'])
  await Promise.all(runs.map((run) => run[Symbol.asyncDispose]()))
})
