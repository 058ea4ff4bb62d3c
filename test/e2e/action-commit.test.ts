import { expect, test } from 'vitest'
import { badGateway, type Fault, fail } from '../support/github/faults.ts'
import {
  BATCH,
  batch,
  CANARY,
  COMMIT,
  CONFIGURATION,
  CREATE,
  CURE,
  corrected,
  hang,
  marksOf,
  openPull,
  type Scene,
  SETTINGS,
} from '../support/pull.ts'

const LOOK = 'GET /repos/{owner}/{repo}/commits/{ref}'
const fix = { inputs: { fix: 'commit' } }

/** Lets somebody else push as soon as the Action is about to commit. */
function pushBeforeCommit({ github }: Scene): void {
  github.before(async ({ operation }) => {
    if (operation === COMMIT)
      await github.git.commit({ 'theirs.txt': 'x' }, { branch: 'batch', message: 'Theirs' })
    return undefined
  })
}

/** Nothing was written, all findings are left, the remark on passwords among them, and the job failed: what the summary says of it. */
async function explained(scene: Scene): Promise<string> {
  const run = await scene.run(fix)
  const { conclusion, findings, fixed, commit } = run.outputs
  expect([run.exitCode, conclusion, findings, fixed, commit]).toEqual([1, 'failure', '4', '0', ''])
  const [check, ...others] = scene.checksOn(scene.pull.head)
  expect(others).toEqual([])
  expect(check).toMatchObject({ conclusion: 'failure', output: { title: '1 batch, 4 findings' } })
  expect(marksOf(check!)).toHaveLength(4)
  expect(check!.output.summary).toBe(run.summary)
  expect(run.log).toContain(`${BATCH}:5:28`)
  expect(run.summary).toContain(CURE)
  return run.summary ?? ''
}

/** Markdown as it is read. */
function inWords(markdown: string): string {
  return markdown.replaceAll('\\', '')
}

/** The branch has one commit more, which the run knows, and which has its verdict. */
async function correctedOnce(scene: Scene): Promise<void> {
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  expect([run.exitCode, run.outputs['commit'], run.outputs['fixed']]).toEqual([1, commit, '3'])
  expect(await scene.github.git.log('batch')).toEqual([commit, scene.pull.head, scene.pull.base])
  expect(scene.checksOn(commit)).toMatchObject([{ conclusion: 'neutral' }])
}

/** What was asked from the first request for an operation on. */
function operationsFrom({ github }: Scene, first: string): string[] {
  const operations = github.requests.map(({ operation }) => operation)
  return operations.slice(operations.indexOf(first))
}

test.concurrent('a branch that moves before the commit is left alone', async () => {
  await using scene = await openPull()
  pushBeforeCommit(scene)
  expect(await explained(scene)).toContain('Not corrected: Somebody pushed to batch meanwhile')
  const [tip] = await scene.github.git.log('batch')
  expect(await scene.github.git.line('log', '-1', '--format=%s', tip!)).toBe('Theirs')
  expect((await scene.github.git.read('batch', BATCH)).toString()).toBe(batch())
})

test.concurrent('a protected branch: the refusal is explained in a line of its own', async () => {
  await using scene = await openPull()
  const rule = 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
  scene.github.protect('batch', rule)
  expect(inWords(await explained(scene))).toContain(
    'Not corrected: The rules of batch refuse the commit (Repository rule violations found Changes must be made through a pull request). ' +
      'Correct the files on your machine, or let the app that the token belongs to bypass that rule.\n',
  )
  expect(await scene.untouched()).toBe(true)
})

test.concurrent('without contents: write the permission is named', async () => {
  await using scene = await openPull({ github: { permissions: { contents: 'read' } } })
  expect(await explained(scene)).toContain('Give the job the permission "contents: write"')
  expect(await scene.untouched()).toBe(true)
})

test.concurrent('corrections that are too large for a commit are not sent', async () => {
  const large = batch({ offenders: [1] }).replaceAll(CANARY, CANARY.repeat(3_200))
  await using scene = await openPull({ head: { [BATCH]: large } })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['findings'], run.outputs['errors']]).toEqual([1, '2', '1'])
  expect(run.summary).toContain(
    'Not corrected: The corrected files are larger than a commit through the API may be',
  )
  expect(run.summary).toContain(CURE)
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent.each<[string, Fault]>([
  ['500', { status: 500, body: { message: 'Server Error' } }],
  ['a page', badGateway],
  ['no answer', { reset: 'before' }],
])('a commit that fails with %s is tried once more, where the branch has not moved', async (_, fault) => {
  await using scene = await openPull()
  scene.github.before(fail(COMMIT, fault))
  await correctedOnce(scene)
  expect(operationsFrom(scene, COMMIT).slice(0, 3)).toEqual([COMMIT, LOOK, COMMIT])
})

test.concurrent('a commit that fails twice is not tried a third time, and nothing is written', async () => {
  await using scene = await openPull()
  scene.github.before(fail(COMMIT, { reset: 'before' }, 2))
  expect(inWords(await explained(scene))).toContain(
    'Not corrected: GitHub gave no answer when it was asked to commit to batch: the connection broke off (asked through ' +
      'the proxy that HTTPS_PROXY names). Run the job again.',
  )
  expect(operationsFrom(scene, COMMIT).slice(0, 4)).toEqual([COMMIT, LOOK, COMMIT, LOOK])
  expect(await scene.untouched()).toBe(true)
})

test.concurrent.each<[string, Fault]>([
  ['a page', { ...badGateway, after: true }],
  ['no answer', { reset: 'after' }],
])('a commit that was made although GitHub gave %s is found', async (_, fault) => {
  await using scene = await openPull()
  scene.github.before(fail(COMMIT, fault))
  await correctedOnce(scene)
  expect(operationsFrom(scene, COMMIT).slice(0, 3)).toEqual([COMMIT, LOOK, CREATE])
})

test.concurrent("a commit without an answer, and somebody else's push: nothing was written", async () => {
  await using scene = await openPull()
  pushBeforeCommit(scene)
  scene.github.before(fail(COMMIT, { reset: 'before' }))
  expect(await explained(scene)).toContain('Somebody pushed to batch meanwhile')
})

test.concurrent('if nobody knows whether the commit was made, that is said', async () => {
  await using scene = await openPull()
  scene.github.before(fail(COMMIT, { reset: 'after' }))
  scene.github.before(fail(LOOK, { status: 500 }, 3))
  expect(await explained(scene)).toContain('could not be found out: look at the branch batch')
})

test.concurrent('a corrected commit whose check run is refused: the old commit and the job say what happened', async () => {
  await using scene = await openPull()
  scene.github.before(({ operation, body }) =>
    operation === CREATE && body.head_sha !== scene.pull.head ? { status: 500 } : undefined,
  )
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  expect([run.exitCode, run.outputs['commit'], scene.checksOn(commit)]).toEqual([1, commit, []])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { output: { title: `Fixed in ${commit.slice(0, 7)}` } },
  ])
  expect(run.summary).toContain(
    'The check run of the corrected commit could not be written: GitHub refused to create a check run',
  )
})

test.concurrent('what a commit will leave waiting is said before it is made', async () => {
  await using scene = await openPull()
  scene.github.protect('main', { requiredChecks: ['check', 'Migration batches'] })
  const run = await scene.run({ ...fix, kill: { when: hang(scene, COMMIT) } })
  expect(run.log).toContain('Required on main and left waiting by a commit by GITHUB_TOKEN: check. To start')
})

test.concurrent('what is left after a fix is told on the corrected commit', async () => {
  const text = batch({ passwords: false }).replace('user9@contoso.com', 'user9')
  await using scene = await openPull({ head: { [BATCH]: text } })
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  expect((await scene.github.git.read(commit, BATCH)).toString()).toBe(corrected(text))
  expect(run.outputs).toMatchObject({ findings: '1', errors: '1', fixed: '3' })
  const [after] = scene.checksOn(commit)
  expect(after).toMatchObject({ conclusion: 'failure', output: { title: '1 batch, 1 finding' } })
  expect(marksOf(after!)).toEqual([`${BATCH}:10:1-6 failure`])
})

test.concurrent('a correction that is still fixable is not corrected again', async () => {
  await using scene = await openPull({
    head: { [BATCH]: batch(), 'other.csv': batch({ domain: 'fabrikam.com' }) },
  })
  await scene.run(fix)
  const head = await scene.github.git.branch('batch')
  const run = await scene.run({ inputs: { fix: 'commit', 'federated-domains': '*' }, head })
  const { errors, findings, commit } = run.outputs
  expect([run.exitCode, errors, findings, commit]).toEqual([1, '3', '5', '']) // two remarks on passwords
  expect(run.summary).toContain('Not corrected: The head is a correction already')
  expect(await scene.github.git.branch('batch')).toBe(head)
})

test.concurrent('somebody else may change what we corrected: then it is corrected again', async () => {
  await using scene = await openPull()
  await scene.run(fix)
  const head = await scene.github.git.commit({ [BATCH]: batch({ offenders: [1] }) }, { branch: 'batch' })
  const run = await scene.run({ ...fix, head })
  expect(run.outputs['commit']).toBe(await scene.github.git.branch('batch'))
  expect(await scene.github.git.log('batch')).toHaveLength(5)
})

test.concurrent.each([
  ['one domain nobody knows', {}, { [BATCH]: batch() }, 'contoso.com', '0'],
  [
    'another file has',
    { [CONFIGURATION]: SETTINGS.replace('contoso.com', 'contoso.com,auto') },
    { [BATCH]: batch(), 'z.csv': batch({ domain: 'fabrikam.com', rows: 1, offenders: [1] }) },
    'fabrikam.com',
    '4',
  ],
])('nothing is corrected while it is open who is federated: %s', async (_, base, head, domain, findings) => {
  await using scene = await openPull({ base, head })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['findings']]).toEqual([1, 'failure', findings])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { conclusion: 'failure', output: { title: 'Not everything could be checked' } },
  ])
  for (const told of [run.log, run.summary]) {
    expect(told).toMatch(/[Nn]ot (be )?checked in full/)
    expect(told).toContain(`Nobody could say whether ${domain} is federated`)
  }
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent('who is federated need not be known if nobody has True', async () => {
  await using scene = await openPull({ base: {}, head: { [BATCH]: batch({ offenders: [] }) } })
  expect((await scene.run()).outputs['conclusion']).toBe('success')
})
