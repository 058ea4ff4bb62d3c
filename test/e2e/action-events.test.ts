import { expect, test } from 'vitest'
import { KINDS, OCCASIONS, openHistory } from '../support/history.ts'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  CREATE,
  CURE,
  MARKS,
  marksOf,
  SETTINGS,
  UPDATE,
} from '../support/pull.ts'

const LOOK = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const fix = { inputs: { fix: 'commit' } }

test.concurrent.each(OCCASIONS)(
  '%s: the offenders are marked on the commit, and fail job and check run',
  async (occasion) => {
    const permissions = { contents: 'read', 'pull-requests': 'none', checks: 'write' } as const // all it takes
    await using history = await openHistory({ github: { permissions } })
    const run = await history.run(occasion)

    expect([run.exitCode, run.annotations]).toEqual([1, []])
    expect(run.outputs).toMatchObject({ conclusion: 'failure', errors: '3', findings: '4', federated: '200' })
    expect(history.github.checkRuns).toMatchObject([
      { head_sha: history.head, name: 'Migration batches', status: 'completed', conclusion: 'failure' },
    ])
    const [check] = history.github.checkRuns
    expect(check).toMatchObject({ output: { title: '1 batch, 4 findings', summary: run.summary } })
    expect(marksOf(check!)).toEqual(MARKS)
    for (const told of [run.log, run.summary]) {
      for (const place of [':5:28', ':79:30', ':201:32', ':1:14']) expect(told).toContain(BATCH + place)
    }
  },
)

test.concurrent.each(OCCASIONS)('%s: nothing is committed, the command to run is named', async (occasion) => {
  await using history = await openHistory()
  const run = await history.run(occasion, fix)

  expect([run.exitCode, await history.untouched(), history.requestsFor(COMMIT)]).toEqual([1, true, []])
  expect(run.outputs).toMatchObject({ findings: '4', errors: '3', fixed: '0', commit: '' })
  expect(marksOf(history.checksOn(history.head)[0]!)).toEqual(MARKS)
  expect(run.summary).toMatch(/^Not corrected: .+\.$/m)
  expect(run.summary).not.toContain('fork')
  expect(run.summary).toContain(CURE)
})

test.concurrent.each(OCCASIONS)('%s: what is right is green', async (occasion) => {
  await using history = await openHistory({ head: { [BATCH]: batch({ offenders: [], passwords: false }) } })
  const run = await history.run(occasion, fix)

  expect([run.exitCode, run.annotations]).toEqual([0, []])
  expect(run.outputs).toMatchObject({ conclusion: 'success', findings: '0', federated: '200' })
  expect(history.checksOn(history.head)).toMatchObject([
    { conclusion: 'success', output: { title: '1 batch, nothing is wrong' } },
  ])
  expect(run.summary).not.toContain('Not corrected')
})

test.concurrent.each(KINDS)('%s: without checks: write the log marks the lines', async (occasion) => {
  await using history = await openHistory({ github: { permissions: { checks: 'none' } } })
  const run = await history.run(occasion)

  expect([run.exitCode, history.github.checkRuns]).toEqual([1, []])
  expect(run.annotations.map(({ file, line, level }) => `${file}:${line} ${level}`)).toEqual([
    `${BATCH}:5 error`,
    `${BATCH}:79 error`,
    `${BATCH}:201 error`,
    `${BATCH}:1 notice`,
  ])
  expect(run.log).toContain('checks: write')
})

test.concurrent.each(KINDS)('%s: without contents: read the permission is named', async (occasion) => {
  await using history = await openHistory({ github: { permissions: { contents: 'none' } } })
  const run = await history.run(occasion)

  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('Give the job the permission "contents: read".') },
  ])
  for (const check of history.github.checkRuns) expect(check).toMatchObject({ conclusion: 'failure' })
})

test.concurrent.each(OCCASIONS)('%s: a password in a public repository is an error', async (occasion) => {
  const head = { [BATCH]: batch({ rows: 2, offenders: [], domain: 'fabrikam.com' }) }
  await using history = await openHistory({ github: { visibility: 'public' }, head })
  const run = await history.run(occasion)

  expect([run.exitCode, run.outputs]).toMatchObject([1, { errors: '1', findings: '1' }])
  expect(marksOf(history.checksOn(history.head)[0]!)).toEqual([`${BATCH}:1:14-22 failure`])
})

test.concurrent.each(KINDS)('%s: a configuration that is broken is reported', async (occasion) => {
  const broken = `${SETTINGS}fail-onn: error\nrules: { too-many-rows: eror }\n`
  const head = { [CONFIGURATION]: broken, [BATCH]: batch({ offenders: [] }) }
  await using history = await openHistory({ head })
  const run = await history.run(occasion)

  expect(run.exitCode).toBe(1)
  expect(run.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
    expect.stringContaining(`error ${CONFIGURATION}:2: there is no such setting. Did you mean fail-on?`),
    expect.stringContaining(`error ${CONFIGURATION}:3: rules: too-many-rows must be error`),
  ])
  expect(history.github.checkRuns.filter(({ conclusion }) => conclusion !== 'failure')).toEqual([])
})

test.concurrent.each(['release', 'issues', 'workflow_run', 'constructor'])(
  'the event "%s" is refused in a sentence that names those it may run on',
  async (name) => {
    await using history = await openHistory()
    const run = await history.run({ ...(await history.eventOf('schedule')), name })

    expect([run.exitCode, run.outputs, history.github.requests]).toEqual([1, {}, []])
    const supported = [
      'pull_request',
      'pull_request_target',
      'merge_group',
      'push',
      'workflow_dispatch',
      'schedule',
    ]
    expect(run.annotations).toMatchObject([{ level: 'error' }])
    for (const event of supported) expect(run.annotations[0]!.message).toMatch(new RegExp(`\\b${event}\\b`))
    expect(run.annotations[0]!.message).toContain(`"${name}"`)
  },
)

test.concurrent.each(KINDS)('%s: main is killed, and post closes the check run', async (occasion) => {
  await using history = await openHistory()
  const opened = new Promise<void>((resolve) => {
    history.github.before(({ operation }) => {
      if (operation === CREATE || history.github.checkRuns.length === 0) return undefined
      if (operation === LOOK || operation === UPDATE) return undefined
      resolve()
      return new Promise<undefined>(() => {})
    })
  })
  const run = await history.run(occasion, { kill: { when: opened } })

  expect([run.signal, run.job]).toEqual(['SIGKILL', 'failure'])
  expect(history.checksOn(history.head)).toMatchObject([
    { status: 'completed', conclusion: 'failure', output: { title: 'Not checked' } },
  ])
})
