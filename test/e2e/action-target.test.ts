import { expect, test } from 'vitest'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  CURE,
  MARKS,
  marksOf,
  openPull,
  type Running,
  SETTINGS,
} from '../support/pull.ts'
import { staged } from '../support/staged.ts'

const DOMAINS = 'exports/domains.csv'
const domains = (contoso: string) => `Id,AuthenticationType\r\ncontoso.com,${contoso}\r\n`
/** A run with the token of the base, which may write. */
const target: Running = { name: 'pull_request_target', inputs: { fix: 'commit' } }
const forks = [
  ['a fork', true],
  ['a fork that was deleted', 'deleted'],
] as const

test.concurrent.each(forks)(
  '%s is marked with the token of the base, whose configuration decides; nothing is committed',
  async (_, fork) => {
    const head = {
      [CONFIGURATION]: `federated-domains: none\nrules: { federated-force-change-password: off }\n`,
      [BATCH]: batch(),
    }
    await using scene = await openPull({ fork, keepToken: true, head })
    const run = await scene.run(target)

    expect([run.exitCode, run.annotations]).toEqual([1, []])
    expect(run.outputs).toMatchObject({ errors: '3', fixed: '0', commit: '' })
    expect(scene.github.checkRuns).toMatchObject([{ head_sha: scene.pull.head, conclusion: 'failure' }])
    expect(marksOf(scene.github.checkRuns[0]!)).toEqual(MARKS)
    expect(run.summary).toContain('Not corrected: The branch is in another repository')
    expect(run.summary).toContain(CURE)
    expect(scene.requestsFor(COMMIT)).toEqual([])
  },
)

test.concurrent.each(forks)('the exports of the base decide about %s', async (_, fork) => {
  const base = { [CONFIGURATION]: `directory-export: ${DOMAINS}\n`, [DOMAINS]: domains('Federated') }
  const head = { [DOMAINS]: domains('Managed'), [BATCH]: staged('joe@contoso.com,True') }
  await using scene = await openPull({ fork, keepToken: true, base, head })
  const run = await scene.run(target)

  expect(run.outputs).toMatchObject({ errors: '1', commit: '' })
  expect(run.log).toContain(`contoso.com is federated (${DOMAINS} line 2)`)
})

test.concurrent('a fork whose branch is named like one of the repository gets nothing committed', async () => {
  await using scene = await openPull({ fork: true, keepToken: true })
  const { git } = scene.github
  await git.move('refs/heads/batch', scene.pull.head) // the very commit, on a branch of ours
  const run = await scene.run(target)

  expect([run.outputs['commit'], scene.requestsFor(COMMIT)]).toEqual(['', []])
  expect(await git.branch('batch')).toBe(scene.pull.head)
})

test.concurrent('a pull request of Dependabot, whose token can only read: the log marks the lines', async () => {
  const permissions = { contents: 'read', checks: 'read', 'pull-requests': 'read' } as const
  await using scene = await openPull({ github: { permissions } })
  const run = await scene.run({
    inputs: { fix: 'commit' },
    env: { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_TRIGGERING_ACTOR: 'dependabot[bot]' },
  })

  expect([run.exitCode, run.job, run.outputs['commit']]).toEqual([1, 'failure', ''])
  expect(run.annotations.map(({ file, line }) => `${file}:${line}`)).toEqual(
    [5, 79, 201, 1].map((line) => `${BATCH}:${line}`),
  )
  expect(run.summary).toMatch(/^Not corrected: /m)
  expect(run.summary).toContain(CURE)
  expect(scene.github.checkRuns).toEqual([])
  expect(await scene.untouched()).toBe(true)
})

test.concurrent('a public repository: passwords of a fork are an error under either event', async () => {
  const head = { [BATCH]: batch({ rows: 2, offenders: [], domain: 'fabrikam.com' }) }
  await using scene = await openPull({
    github: { visibility: 'public' },
    base: { [CONFIGURATION]: SETTINGS },
    fork: true,
    keepToken: true,
    head,
  })
  for (const name of ['pull_request', 'pull_request_target'] as const) {
    expect((await scene.run({ name })).outputs).toMatchObject({ conclusion: 'failure', errors: '1' })
  }
})
