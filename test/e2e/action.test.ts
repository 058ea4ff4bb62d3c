import { expect, test } from 'vitest'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  CREATE,
  CURE,
  corrected,
  MARKS,
  marksOf,
  openPull,
  readReport,
  SETTINGS,
  UPDATE,
} from '../support/pull.ts'

/** A batch of federated users without passwords, which are not remarked on. */
const bare = (offenders: readonly number[]) => batch({ offenders, passwords: false })
const fix = { inputs: { fix: 'commit' } }

test.concurrent('three offenders of 200 are marked on the head, and fail job and check run', async () => {
  await using scene = await openPull()
  const run = await scene.run()

  expect([run.exitCode, run.job]).toEqual([1, 'failure'])
  expect(run.annotations).toEqual([]) // the check run has them
  const [check, ...others] = scene.checksOn(scene.pull.head)
  expect(others).toEqual([])
  expect(check).toMatchObject({ name: 'Migration batches', status: 'completed', conclusion: 'failure' })
  expect(check).toMatchObject({ output: { title: '1 batch, 4 findings' } })
  expect(marksOf(check!)).toEqual(MARKS)
  expect(check!.output.annotations[1]).toMatchObject({
    title: 'federated-force-change-password',
    message:
      'Row 78: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
  })
  expect(check!.output.annotations[3]).toMatchObject({
    title: 'federated-password',
    message: expect.stringMatching(/^200 federated users have a password in this batch\. /),
  })
  for (const told of [run.log, run.summary, check!.output.summary]) {
    for (const place of [':5:28', ':79:30', ':201:32', ':1:14']) expect(told).toContain(BATCH + place)
  }
  expect(run.summary).toContain(CURE)
  expect(run.post).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
  expect(await scene.untouched()).toBe(true)
})

test.concurrent('outputs and report files say what was found; that took four reads and two writes', async () => {
  await using scene = await openPull()
  const run = await scene.run()
  const { report: _, ...outputs } = run.outputs
  expect(outputs).toEqual({
    conclusion: 'failure',
    findings: '4',
    errors: '3',
    warnings: '0',
    federated: '200',
    fixed: '0',
    commit: '',
  })
  const report = JSON.parse(await readReport(run))
  expect(report.findings).toMatchObject([
    {
      rule: 'federated-password',
      severity: 'notice',
      path: BATCH,
      line: 1,
      column: 14,
      row: null,
      user: null,
    },
    { path: BATCH, line: 5, column: 28, row: 4, user: 'user4@contoso.com', fix: 'False', fixed: false },
    { line: 79, row: 78 },
    { line: 201, row: 200 },
  ])
  expect(report).toMatchObject({
    totals: { rows: 200, errors: 3, warnings: 0, notices: 1, fixable: 3 },
    notChecked: [],
    conclusion: 'failure',
  })
  expect((await readReport(run, 'findings.csv')).split('\r\n')).toHaveLength(6)
  expect(scene.github.requests.map(({ operation }) => operation)).toEqual([
    'query',
    CREATE,
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    'query',
    UPDATE,
  ])
})

test.concurrent('a fix is one commit that changes three cells; both commits get their verdict', async () => {
  await using scene = await openPull()
  const { github, pull, checksOn } = scene
  const run = await scene.run({ inputs: { fix: 'commit', 'commit-message': 'Correct the wave' } })
  const commit = await github.git.branch('batch')
  const short = commit.slice(0, 7)

  expect(await github.git.log('batch')).toEqual([commit, pull.head, pull.base])
  expect((await github.git.diff(pull.head, commit)).map(({ path }) => path)).toEqual([BATCH])
  expect((await github.git.read(commit, BATCH)).toString()).toBe(corrected(batch()))
  expect(scene.requestsFor(COMMIT)[0]!.body.variables.input).toMatchObject({
    branch: { repositoryNameWithOwner: 'contoso/migration', branchName: 'batch' },
    expectedHeadOid: pull.head,
    message: { headline: 'Correct the wave' },
  })

  expect([run.exitCode, run.job, run.post?.stdout]).toEqual([1, 'failure', ''])
  expect(run.outputs).toMatchObject({ conclusion: 'failure', findings: '1', errors: '0', fixed: '3', commit })
  const [before, after] = [checksOn(pull.head), checksOn(commit)]
  expect(before).toMatchObject([{ conclusion: 'failure', output: { title: `Fixed in ${short}` } }])
  expect(marksOf(before[0]!)).toEqual(MARKS)
  expect(after).toMatchObject([
    { name: 'Migration batches', conclusion: 'neutral', output: { title: '1 batch, 1 finding' } },
  ])
  expect(marksOf(after[0]!)).toEqual(MARKS.slice(3))
  expect(run.summary).toContain(`The corrected files are in \`${short}\` on \`batch\``)
  expect(JSON.parse(await readReport(run))).toMatchObject({
    findings: [{ fixed: false }, { fixed: true }, { fixed: true }, { fixed: true }],
    totals: { errors: 0, notices: 1, fixed: 3 },
  })
})

test.concurrent('a run on the corrected commit is green and commits nothing', async () => {
  await using scene = await openPull({ head: { [BATCH]: bare([4]) } })
  await scene.run(fix)
  const head = await scene.github.git.branch('batch')
  const run = await scene.run({ ...fix, head })
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['commit']]).toEqual([0, 'success', ''])
  expect(scene.checksOn(head).map(({ conclusion }) => conclusion)).toEqual(['success', 'success'])
  expect(await scene.github.git.branch('batch')).toBe(head)
  expect(scene.requestsFor(COMMIT)).toHaveLength(1)
})

test.concurrent.each([
  ['none', {}],
  ['commit', fix],
])('without checks: write the log marks the lines; fix %s', async (_, options) => {
  await using scene = await openPull({ github: { permissions: { checks: 'none' } } })
  const run = await scene.run(options)
  expect([run.exitCode, run.job]).toEqual([1, 'failure'])
  expect(run.annotations).toMatchObject([
    { level: 'error', file: BATCH, line: 5, endLine: 5, col: 28, endColumn: 32 },
    { level: 'error', file: BATCH, line: 79, col: 30, endColumn: 34 },
    {
      level: 'error',
      file: BATCH,
      line: 201,
      col: 32,
      endColumn: 36,
      title: 'federated-force-change-password',
    },
    { level: 'notice', file: BATCH, line: 1, col: 14, endColumn: 22, title: 'federated-password' },
  ])
  expect(run.annotations).toHaveLength(4)
  expect(scene.github.checkRuns).toEqual([])
  expect(run.log).toContain('checks: write')
  expect(await scene.untouched()).toBe(options !== fix)
  expect(run.summary!.includes('The check run of the corrected commit could not be written')).toBe(
    options === fix,
  )
})

test.concurrent('without annotations the log still has the findings', async () => {
  await using scene = await openPull()
  const run = await scene.run({ inputs: { annotations: 'none' } })
  expect([run.exitCode, scene.github.checkRuns, run.annotations]).toEqual([1, [], []])
  expect(run.log).toContain(`${BATCH}:5:28`)
})

test.concurrent('with nothing to fix nothing is committed', async () => {
  await using scene = await openPull({ head: { [BATCH]: bare([]) } })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['fixed']]).toEqual([0, 'success', '0'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ conclusion: 'success' }])
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent.each([
  ['adds no CSV file', { 'notes.txt': 'Hello' }],
  ['removes a batch', { 'old.csv': null }],
])('a pull request that %s succeeds, and says that there is nothing to check', async (_, head) => {
  const base = { [CONFIGURATION]: SETTINGS, 'old.csv': batch() }
  await using scene = await openPull({ base, head })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['conclusion']]).toEqual([0, 'success'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { conclusion: 'success', output: { title: 'No batches to check' } },
  ])
  for (const told of [run.log, run.summary])
    expect(told).toContain('No CSV file was found: nothing was checked.')
})

test.concurrent('only what the pull request changes is checked', async () => {
  const base = { [CONFIGURATION]: SETTINGS, 'old.csv': batch({ user: 'old' }) }
  await using scene = await openPull({ base, head: { [BATCH]: bare([]) } })
  expect((await scene.run()).outputs).toMatchObject({ conclusion: 'success', federated: '200' })
})

test.concurrent('a file that is no batch is left alone, and the log says why', async () => {
  const people = 'Name,EmailAddress,Salary\r\nJoe,joe@contoso.com,True\r\n'
  await using scene = await openPull({ head: { 'hr.csv': people } })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['findings']]).toEqual([0, '0'])
  expect(run.log).toContain('1 file left alone, not a batch:')
  expect(run.log).toContain('hr.csv: 2 of its 3 columns are in no batch')
  expect(JSON.parse(await readReport(run)).files).toMatchObject([{ path: 'hr.csv', kind: 'not-a-batch' }])
})

test.concurrent('a required check that the corrected commit has not is named', async () => {
  await using scene = await openPull()
  scene.github.protect('main', { requiredChecks: ['check', 'Migration batches'] })
  const run = await scene.run(fix)
  expect(run.summary).toMatch(/Required on `main` and not seen on `[0-9a-f]{7}` yet: `check`\./)
})
