import { expect, test } from 'vitest'
import type { GitHubOptions } from '../support/github/double.ts'
import { fail } from '../support/github/faults.ts'
import { BATCH, batch, COMMIT, openPull, type Scene } from '../support/pull.ts'

const RULES = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}'
const fix = { inputs: { fix: 'commit' } }

/** A pull request to a branch that requires checks in every way there is. */
async function openProtected(github: GitHubOptions = {}): Promise<Scene> {
  const scene = await openPull({ github })
  scene.github.protect('main', { requiredChecks: ['build', { context: 'Migration batches' }] })
  scene.github.protect('main', {
    requiredChecks: ['lint', 'build'],
    requiredWorkflows: ['.github/workflows/scan.yml'],
  })
  scene.github.protect('main', { requiredChecks: ['legacy/ci', 'lint'], classic: true })
  return scene
}

const cure =
  'To start them, approve the waiting workflow runs of the pull request, close and reopen it, or push another commit.'

test.concurrent('before the commit it is said what will wait, and what starts it', async () => {
  await using scene = await openProtected()
  const said: { log?: number } = {}
  scene.github.before(({ operation }) => {
    if (operation === COMMIT)
      said.log = scene.github.requests.filter(({ operation }) => [RULES, BRANCH].includes(operation)).length
    return undefined
  })
  const run = await scene.run(fix)
  expect(run.outputs['commit']).toBe(await scene.github.git.branch('batch'))
  expect(said.log).toBe(2)
  const waits = 'build, legacy/ci, lint, .github/workflows/scan.yml'
  expect(run.log).toContain(
    `Required on main and left waiting by a commit by GITHUB_TOKEN: ${waits}. ${cure}`,
  )
  expect(run.summary).toContain(`left waiting by a commit by GITHUB\\_TOKEN: ${waits}. ${cure}`)
  const short = run.outputs['commit']!.slice(0, 7)
  expect(run.summary).toContain(
    `Required on \`main\` and not seen on \`${short}\` yet: \`build\`, \`legacy/ci\`, \`lint\`.`,
  )
})

test.concurrent('what has reported on the new commit, by a check run or a status, is not named as missing', async () => {
  await using scene = await openProtected({
    permissions: { statuses: 'read' },
    jobs: ['build'],
    afterCommit: 'run',
  })
  scene.github.before(async ({ operation }) => {
    const commit = await scene.github.git.branch('batch')
    if (operation.endsWith('/status')) scene.github.setStatus(commit!, 'legacy/ci', 'pending')
    return undefined
  })
  const run = await scene.run(fix)
  expect(run.summary).toMatch(/and not seen on `[0-9a-f]{7}` yet: `lint`\./)
})

test.concurrent('the commits of an app start what is required by themselves', async () => {
  await using scene = await openProtected({ viewer: 'batches[bot]', jobs: ['build', 'lint', 'legacy/ci'] })
  const run = await scene.run(fix)
  expect(run.outputs['fixed']).toBe('3')
  expect(run.log + run.summary).not.toContain('waiting')
  expect(run.summary).not.toContain('not seen')
})

test.concurrent('so do those of a person, who may not write check runs', async () => {
  await using scene = await openProtected({ viewer: 'admin', jobs: ['build', 'lint', 'legacy/ci'] })
  const run = await scene.run(fix)
  expect(run.outputs['fixed']).toBe('3')
  expect(run.log + run.summary).not.toContain('waiting')
  expect(run.summary).toMatch(/and not seen on `[0-9a-f]{7}` yet: `Migration batches`\./)
  expect(run.summary).toContain('use GITHUB\\_TOKEN, or the token of a GitHub App')
})

test.concurrent.each([
  [RULES, 'legacy/ci, lint.'],
  [BRANCH, 'build, lint, .github/workflows/scan.yml.'],
])('what %s does not show is said', async (operation, known) => {
  await using scene = await openProtected()
  scene.github.before(fail(operation, { status: 403 }, 9))
  const run = await scene.run(fix)
  expect(run.outputs['fixed']).toBe('3')
  expect(run.summary).toContain('What main requires could not be read in full')
  expect(run.summary).toContain(known)
})

test.concurrent('a server without rulesets requires what its branches say', async () => {
  await using scene = await openProtected()
  scene.github.before(fail(RULES, { status: 404 }, 9))
  const run = await scene.run(fix)
  expect(run.summary).not.toContain('could not be read in full')
  expect(run.summary).toContain('legacy/ci, lint.')
})

test.concurrent('nothing is asked where nothing is committed', async () => {
  await using scene = await openPull({ head: { [BATCH]: batch({ offenders: [] }) } })
  await scene.run(fix)
  expect([...scene.requestsFor(RULES), ...scene.requestsFor(BRANCH)]).toEqual([])
})
