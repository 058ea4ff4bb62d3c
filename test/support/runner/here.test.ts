import { expect, test } from 'vitest'
import { TIMING } from '../../../src/github/timing.ts'
import { startGitHub } from '../github/double.ts'
import { BATCH, batch, CONFIGURATION, SETTINGS } from '../pull.ts'
import { type RunResult, runAction } from '../runner.ts'

async function openPull() {
  const github = await startGitHub()
  const base = await github.git.commit({ [CONFIGURATION]: SETTINGS })
  const head = await github.git.commit({ [BATCH]: batch() }, { branch: 'batch', parent: base })
  return { github, event: await github.events.pull(await github.openPull({ head, base })) }
}

/** What two runs on the same commit have in common. */
function common({ exitCode, outputs, summary, annotations, log, post }: RunResult) {
  const { report: _, ...rest } = outputs
  return { exitCode, rest, summary, annotations, log, post: post?.exitCode }
}

test('a run in this process comes out as that of the bundle, one after the other, and leaves nothing behind', async () => {
  const { github, event } = await openPull()
  await using _ = github
  const before = [process.env, process.exitCode, process.stdout.write]
  await using bundle = await runAction({ github, event })
  for (const _ of ['first', 'second']) {
    await using run = await runAction({ github, event, here: TIMING })
    expect(common(run)).toEqual(common(bundle))
  }
  expect([process.env, process.exitCode, process.stdout.write]).toEqual(before)
  expect(github.checkRuns.map(({ status, conclusion }) => `${status} ${conclusion}`)).toEqual(
    Array(3).fill('completed failure'),
  )
})

test('a run in this process tells why it failed, and its post step closes what is open', async () => {
  const { github, event } = await openPull()
  await using _ = github
  github.before(({ operation }) => (operation.includes('/git/trees/') ? { status: 404 } : undefined))
  await using run = await runAction({ github, event, here: TIMING })
  expect([run.exitCode, run.job, run.annotations]).toMatchObject([1, 'failure', [{ level: 'error' }]])
  expect(github.checkRuns).toMatchObject([{ status: 'completed', output: { title: 'Not checked' } }])
})
