import { expect, test } from 'vitest'
import { BATCH, batch, openPull, type Scene } from '../support/pull.ts'
import type { RunResult } from '../support/runner.ts'

const WORKFLOW = '.github/workflows/check.yml'

/** A run of a job with a name, in a workflow as it is at the head. */
async function runNamed(scene: Scene, checkName: string): Promise<RunResult> {
  return scene.run({
    env: { GITHUB_WORKFLOW_SHA: scene.pull.head },
    inputs: { 'check-name': checkName },
  })
}

function openNamed(workflow: string): Promise<Scene> {
  return openPull({ head: { [BATCH]: batch(), [WORKFLOW]: workflow } })
}

test.concurrent('a check run is not named as the job is shown', async () => {
  await using scene = await openNamed('jobs:\n  check:\n    name: Check migration batches\n')
  const run = await runNamed(scene, 'Check migration batches')
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { message: expect.stringMatching(/^check-name is the name of the job, "Check migration batches"/) },
  ])
  expect(scene.github.checkRuns).toEqual([])
})

test.concurrent.each([
  ['another name', 'jobs:\n  check:\n    name: Batches\n'],
  ['the name of another job', 'jobs:\n  other:\n    name: Check migration batches\n  check: {}\n'],
  ['no name', 'jobs:\n  check:\n    steps: []\n'],
  ['no jobs', 'name: Check migration batches\n'],
  ['no YAML', 'jobs: [: Check migration batches\n'],
  ['an expression', `jobs:\n  check:\n    name: \${{ matrix.name }}\n`],
])('a workflow with %s is no reason to refuse', async (_, workflow) => {
  await using scene = await openNamed(workflow)
  const run = await runNamed(scene, 'Check migration batches')
  expect(run.outputs['findings']).toBe('4')
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ name: 'Check migration batches' }])
})
