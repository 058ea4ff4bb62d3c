import { expect, test } from 'vitest'
import { ask } from '../support/github/ask.ts'
import { fail } from '../support/github/faults.ts'
import { BATCH, batch, COMMIT, CONFIGURATION, CREATE, openPull, SETTINGS, UPDATE } from '../support/pull.ts'

const fix = { inputs: { fix: 'commit' } }

test.concurrent('a step that is killed as it starts leaves nothing for its post step to do', async () => {
  await using scene = await openPull()
  const run = await scene.run({ ...fix, kill: { when: Promise.resolve() } })
  expect([run.signal, run.post?.exitCode]).toEqual(['SIGKILL', 0])
  expect(scene.requestsFor(COMMIT)).toEqual([])
  expect(await scene.untouched()).toBe(true)
})

test.concurrent('a step that is killed after its commit: its post step says that there is one', async () => {
  await using scene = await openPull()
  const when = new Promise<void>((resolve) => {
    scene.github.before(({ operation, body }) => {
      if (operation !== CREATE || body.head_sha === scene.pull.head) return undefined
      resolve()
      return { hang: 'before' }
    })
  })
  await scene.run({ ...fix, kill: { when } })
  const commit = await scene.github.git.branch('batch')
  expect(commit).not.toBe(scene.pull.head)
  const [check] = scene.checksOn(scene.pull.head)
  expect(check).toMatchObject({ conclusion: 'failure', output: { title: 'Not checked' } })
  expect(check!.output.summary).toContain(`\`${commit.slice(0, 7)}\` on \`batch\` has the corrected files`)
})

test.concurrent('what the attempt before left open, on the head and on its correction, the next one closes', async () => {
  await using scene = await openPull()
  const { github, pull } = scene
  const newest = await github.git.commit({ 'x.txt': 'x' }, { branch: 'batch' })
  for (const [index, head_sha] of [pull.head, newest].entries()) {
    const left = {
      name: 'Migration batches',
      head_sha,
      external_id: `7001-1-0000000${index}`,
      status: 'in_progress',
    }
    expect((await ask(github, 'POST /check-runs', left)).status).toBe(201)
  }
  const run = await scene.run({ env: { GITHUB_RUN_ATTEMPT: '2' } })
  expect(run.outputs['errors']).toBe('3')
  const notChecked = { status: 'completed', conclusion: 'failure', output: { title: 'Not checked' } }
  expect(scene.checksOn(newest)).toMatchObject([notChecked])
  const [before, own] = scene.checksOn(pull.head)
  expect(before).toMatchObject(notChecked)
  expect(own).toMatchObject({
    external_id: expect.stringMatching(/^7001-2-/),
    output: { title: '1 batch, 4 findings' },
  })
})

test.concurrent('an answer that sends the request elsewhere is none: the check run is closed all the same', async () => {
  await using scene = await openPull({ head: { [BATCH]: batch({ offenders: [], passwords: false }) } })
  const page = { status: 302, body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } }
  scene.github.before(fail(UPDATE, page))
  const run = await scene.run()
  expect(run.exitCode).toBe(0)
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ status: 'completed', conclusion: 'success' }])
})

test.concurrent('what GitHub says of an operation that it will remove is not printed', async () => {
  await using scene = await openPull()
  const { git } = scene.github
  const sha = await git.line('rev-parse', `${scene.pull.head}:${BATCH}`)
  const tree = [{ path: BATCH, mode: '100644', type: 'blob', sha, size: 1 }]
  const headers = {
    deprecation: '@1',
    sunset: '##[error]gone',
    link: '<https://example.com/##[error]gone>; rel="deprecation"',
  }
  const body = { sha: scene.pull.head, truncated: false, tree }
  scene.github.before(fail('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { status: 200, body, headers }))
  const run = await scene.run()
  expect(run.outputs['findings']).toBe('4')
  expect(run.stdout + run.stderr).not.toContain('gone')
})

test.concurrent.each([40_000, 140_000])(
  'a mistake of %d characters does not keep the check run open',
  async (length) => {
    await using scene = await openPull({
      base: { [CONFIGURATION]: SETTINGS },
      head: { [BATCH]: batch(), [CONFIGURATION]: `fail-on: "${'x_'.repeat(length / 4)}"\n` },
    })
    const run = await scene.run()
    expect(run.exitCode).toBe(1)
    expect(scene.checksOn(scene.pull.head)).toMatchObject([
      { status: 'completed', conclusion: 'failure', output: { title: 'Not checked' } },
    ])
  },
)

test.concurrent('a configuration that is larger than it can be read in time is refused', async () => {
  const aliases = Array.from({ length: 9000 }, (_, index) => `  k${index}: *a\n`).join('')
  await using scene = await openPull({
    base: { [CONFIGURATION]: SETTINGS },
    head: { [BATCH]: batch(), [CONFIGURATION]: `max-rows: &a 5\nrules:\n${aliases}` },
  })
  const run = await scene.run()
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('larger than 64 KiB') }])
})

test.concurrent('whether the files were corrected is not known: that is no success, whatever may pass', async () => {
  await using scene = await openPull()
  scene.github.before(fail(COMMIT, { reset: 'after' }))
  scene.github.before(fail('GET /repos/{owner}/{repo}/commits/{ref}', { status: 500 }, 9))
  const run = await scene.run({ inputs: { fix: 'commit', 'fail-on': 'never' } })
  expect([run.exitCode, run.outputs['conclusion']]).toEqual([1, 'failure'])
})

test.concurrent.each(['directory-export', 'config'])(
  'what %s names is not read through a link',
  async (input) => {
    const path = 'settings/file.yml'
    const base =
      input === 'config' ? { [path]: SETTINGS } : { [path]: 'Id,AuthenticationType\ncontoso.com,Federated\n' }
    await using scene = await openPull({
      base,
      head: { [BATCH]: batch(), [path]: { mode: '120000', bytes: '../README.md' } },
    })
    const run = await scene.run({ inputs: { [input]: path } })
    expect(run.annotations).toMatchObject([{ message: `${path} is a link. Put the file itself there.` }])
  },
)
