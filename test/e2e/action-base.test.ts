import { expect, test } from 'vitest'
import { BATCH, batch, CONFIGURATION, openPull, SETTINGS } from '../support/pull.ts'

const fix = { inputs: { fix: 'commit' } }
const fabrikam = { [CONFIGURATION]: 'federated-domains: contoso.com,fabrikam.com\n' }

test.concurrent('the configuration that the base branch has by now decides, whatever the event says', async () => {
  await using scene = await openPull({ head: { [BATCH]: batch({ domain: 'fabrikam.com' }) } })
  expect((await scene.run()).outputs['errors']).toBe('0')
  await scene.github.git.commit(fabrikam) // on main
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
})

test.concurrent('what came from the base branch by a merge is not checked, and not corrected', async () => {
  await using scene = await openPull()
  const { git } = scene.github
  const theirs = { 'batches/theirs.csv': batch({ user: 'theirs' }) }
  await git.commit(theirs)
  const merged = await git.commit(theirs, { branch: 'batch', parent: scene.pull.head })
  await git.line('update-ref', 'refs/heads/main', merged) // as if main had been merged: what both have in common
  const tip = await git.commit({ [BATCH]: batch(), 'x.txt': 'x' }, { branch: 'batch', parent: merged })
  const run = await scene.run({ head: tip, ...fix })
  expect(run.log).not.toContain('theirs')
})

test.concurrent('a pull request that was merged is not green because nothing differs any more', async () => {
  await using scene = await openPull()
  await scene.github.git.line('update-ref', 'refs/heads/main', scene.pull.head)
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
})

test.concurrent('without the base branch the base of the event decides', async () => {
  await using scene = await openPull({ base: { [CONFIGURATION]: SETTINGS } })
  await scene.github.git.line('update-ref', '-d', 'refs/heads/main')
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
})

test.concurrent('a head whose message only quotes a correction is corrected', async () => {
  await using scene = await openPull()
  const { git } = scene.github
  const message = `Squashed\n\nMigration-Batch-Check-Run: 7000-1-00000000\nMigration-Batch-Check-Corrects: ${'a'.repeat(40)}\n`
  const head = await git.commit({ 'x.txt': 'x' }, { branch: 'batch', message })
  const run = await scene.run({ head, ...fix })
  expect(run.outputs['fixed']).toBe('3')
})
