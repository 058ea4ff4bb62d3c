import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asks, openAsking } from '../support/asking.ts'
import type { Permissions } from '../support/github/world.ts'
import { usual } from '../support/microsoft/world.ts'
import { BATCH, COMMIT, openPull, type Scene } from '../support/pull.ts'
import type { RunResult } from '../support/runner.ts'
import { tableBelow } from '../support/tables.ts'

/** What the README says of each permission: its name and level, and what happens without it. */
const promised = tableBelow(
  readFileSync(new URL('../../README.md', import.meta.url), 'utf8'),
  'pull request, and no code from the pull request is run.',
).map(([permission = '', , without = '']) => {
  const [kind = '', level = ''] = permission.replaceAll('`', '').split(': ')
  return { kind, level, without }
})

/** Everything that the README names, but for the OIDC token, which is no permission of the API. */
const all: Partial<Permissions> = { contents: 'write', checks: 'write', statuses: 'read' }
const STATUS = 'legacy/ci'

/** A pull request that can be corrected, and whose target requires a commit status. */
async function openWith(permissions: Partial<Permissions>): Promise<Scene> {
  const scene = await openPull({
    github: { permissions: { 'pull-requests': 'none', ...all, ...permissions } },
  })
  scene.github.protect('main', { requiredChecks: [STATUS] })
  scene.github.before(async ({ operation }) => {
    if (operation.endsWith('/commits/{ref}/check-runs'))
      scene.github.setStatus((await scene.github.git.branch('batch')) ?? '', STATUS, 'success')
    return undefined
  })
  return scene
}

/** What a run that wanted everything shows of a missing permission, in the README's words. */
function effectOn(run: RunResult): string {
  const { conclusion, commit, fixed } = run.outputs
  const [first] = run.annotations
  if (conclusion === undefined && run.job === 'failure' && first?.level === 'error')
    return 'the job fails and says so'
  if (run.summary?.includes('Not checked in full') && run.job === 'failure')
    return 'a batch that needs its answer is not checked, the job fails and says so'
  if (commit === '' && fixed === '0') return 'nothing is committed, and the summary says so'
  if (first?.file === BATCH)
    return "the marks come from the job's log, where GitHub keeps 10 errors, 10 warnings and 10 notices"
  return run.summary?.includes(`not seen on`) ? 'a required status counts as not seen on it' : 'nothing'
}

test('the README names every permission that there is', () => {
  const kinds = promised.map(({ kind }) => kind)
  expect([...new Set(kinds)].sort()).toEqual([...Object.keys(all), 'id-token'].sort())
})

test.concurrent('with all of them everything is done, and nothing is refused', async () => {
  await using scene = await openWith({})
  const run = await scene.run({ inputs: { fix: 'commit' } })
  expect([effectOn(run), run.outputs['fixed'], scene.requestsFor(COMMIT).length]).toEqual(['nothing', '3', 1])
  expect(scene.github.requests.filter(({ status }) => status >= 400)).toEqual([])
})

test.concurrent.each(promised.filter(({ kind }) => kind !== 'id-token'))(
  'without $kind: $level: $without',
  async ({ kind, level, without }) => {
    const less = level === 'write' && kind === 'contents' ? 'read' : 'none'
    await using scene = await openWith({ [kind]: less })
    const run = await scene.run({ inputs: { fix: 'commit' } })
    expect(effectOn(run)).toBe(without)
    if (kind !== 'statuses') expect(run.log + run.summary).toContain(`the permission "${kind}: ${level}"`)
  },
)

test.concurrent('without id-token: write Graph cannot be asked', async () => {
  await using asking = await openAsking({ head: { [BATCH]: asks } })
  const inputs = { 'tenant-id': usual.tenant, 'client-id': usual.client }
  const run = await asking.run({ inputs })
  expect(effectOn(run)).toBe(promised.find(({ kind }) => kind === 'id-token')?.without)
  expect(run.log).toContain('the permission "id-token: write"')
})
