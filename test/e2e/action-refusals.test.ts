import { expect, test } from 'vitest'
import {
  badGateway,
  type Fault,
  fail,
  notAccessible,
  rateLimited,
  secondaryLimit,
} from '../support/github/faults.ts'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  CREATE,
  corrected,
  hang,
  openPull,
  type Scene,
  SETTINGS,
  UPDATE,
} from '../support/pull.ts'
import { runAction } from '../support/runner.ts'

const FILES = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'
const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
const LOOK = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'

test.concurrent('a request that hangs is given up', async () => {
  await using scene = await openPull()
  hang(scene, FILES)
  const run = await scene.run()
  expect([run.exitCode, run.timedOut]).toEqual([1, false])
  expect(run.annotations).toMatchObject([
    {
      message: expect.stringMatching(/^GitHub gave no answer when it was asked to list the files .*timeout/),
    },
  ])
})

const again = 'Run the job again.'
const permission = 'Give the job the permission "'
const later = 'It was asked too often: run the job again later.'
const json = (status: number, message: string): Fault => ({ status, body: { message } })

/** How GitHub may fail, and what is to be read of that: its words, and the cure. */
const faults: readonly [name: string, Fault, words: string, cure: string][] = [
  [
    '401',
    json(401, 'Bad credentials'),
    '(401: Bad credentials).',
    'The token is not valid: check the input "token".',
  ],
  ['403', notAccessible, '(403: Resource not accessible by integration', permission],
  ['404', json(404, 'Not Found'), '(404: Not Found).', permission],
  ['422', json(422, 'Wrong'), '(422: Wrong).', 'This should not happen: please report it.'],
  ['500', json(500, 'Server Error'), '(500: Server Error).', again],
  ['a page', badGateway, '(502: a page).', again],
  ['no answer', { reset: 'before' }, '(other side closed).', again],
]

/** More of them, which one read stands for. */
const rarer: typeof faults = [
  ['half an answer', { status: 200, body: '[{"filename": "batc' }, '(it broke off).', again],
  ['nothing of an answer', { status: 200, body: '' }, '(it broke off).', again],
  ['a conflict', json(409, 'Conflict'), '(409: Conflict).', again],
  ['the limit of an hour', rateLimited(1800), '(429: API rate limit exceeded', later],
  ['too much at once', secondaryLimit(60), '(429: You have exceeded a secondary rate limit', later],
]

const reads: readonly [operation: string, said: string, faults: typeof faults][] = [
  ['query', 'show pull request 1 and .github/migration-batch-check.yml at its base', faults],
  [FILES, 'list the files of pull request 1', [...faults, ...rarer]],
  [TREE, 'list the files of commit', faults.filter(([name]) => !['401', '404', '500'].includes(name))],
]

test.concurrent.each(
  reads.flatMap(([operation, said, all]) => all.map((fault) => [operation, ...fault, said] as const)),
)('%s meets %s: the step fails with one sentence', async (operation, _, fault, words, cure, said) => {
  await using scene = await openPull({ head: { [BATCH]: batch({ offenders: [] }) } })
  scene.github.before(fail(operation, fault))
  const run = await scene.run()

  expect([run.exitCode, run.job, run.outputs['conclusion']]).toEqual([1, 'failure', undefined])
  expect(run.annotations).toEqual([{ level: 'error', message: expect.stringContaining(`to ${said}`) }])
  expect(run.annotations[0]!.message).toContain(words)
  expect(run.annotations[0]!.message).toContain(cure)
  for (const check of scene.github.checkRuns) {
    expect(check).toMatchObject({ conclusion: 'failure', output: { title: 'Not checked' } })
  }
})

test.concurrent('blobs that a query cannot give come one by one', async () => {
  await using scene = await openPull({
    base: {},
    head: { [BATCH]: batch(), 'b.csv': batch({ offenders: [1], user: 'b' }) },
  })
  const asked = { queries: 0 }
  scene.github.before(({ operation }) =>
    operation === 'query' && ++asked.queries === 2 ? badGateway : undefined,
  )
  const run = await scene.run({ inputs: { 'federated-domains': 'contoso.com' } })
  expect([run.exitCode, run.outputs['findings'], run.outputs['errors']]).toEqual([1, '6', '4'])
  expect(scene.requestsFor(BLOB)).toHaveLength(2)
})

test.concurrent('a blob that GitHub refuses: its file counts as not checked, and nothing is corrected', async () => {
  const refused = faults.map(([name], index) => {
    return [`${name}.csv`, Buffer.from(`\ufeff${batch({ rows: index + 1 })}`, 'utf16le')] // no text for a query
  })
  await using scene = await openPull({ head: { ...Object.fromEntries(refused), [BATCH]: batch() } })
  const asked = new Map(faults.map(([name, fault]) => [`${name}.csv`, fault]))
  const paths = await scene.github.git.tree(scene.pull.head)
  scene.github.before(({ operation, path }) => {
    const blob = paths.find(({ sha }) => operation === BLOB && path.endsWith(sha))
    return blob && asked.get(blob.path)
  })
  const run = await scene.run({ inputs: { fix: 'commit' } })
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['findings']]).toEqual([1, 'failure', '4'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { conclusion: 'failure', output: { title: 'Not everything could be checked' } },
  ])
  for (const [name, , words, cure] of faults) {
    const lines = run.log
      .split('\n')
      .filter((line) => line.startsWith(`${name}.csv could not be checked in full.`))
    expect(lines).toEqual([expect.stringContaining(`to send ${name}.csv ${words}`)])
    expect(lines).toEqual([expect.stringContaining(cure)])
    expect(run.summary).toContain(`Not checked in full: \`${name}.csv\`. GitHub `)
  }
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent.each([
  ['contents: read', { contents: 'none' }],
  ['pull-requests: read', { 'pull-requests': 'none' }],
] as const)('the missing permission %s is named', async (permission, permissions) => {
  await using scene = await openPull({ github: { permissions } })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining(`Give the job the permission "${permission}".`) },
  ])
})

test.concurrent('a query that was one too many this hour is named', async () => {
  await using scene = await openPull({ github: { requestsAnHour: 0 } })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { message: expect.stringMatching(/\(RATE_LIMITED: API rate limit exceeded.*run the job again later\.$/) },
  ])
})

test.concurrent('a wrong token is named', async () => {
  await using scene = await openPull()
  const run = await scene.run({ inputs: { token: 'ghs_old' } })
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('check the input "token"') }])
})

test.concurrent('a run for a head that is no more does not judge it by the files of the newest', async () => {
  await using scene = await openPull()
  const renamed = { [BATCH]: null, 'batches/wave-2.csv': batch({ offenders: [] }) }
  const newest = await scene.github.git.commit(renamed, { branch: 'batch' })
  const run = await scene.run()
  expect([run.exitCode, run.outputs]).toEqual([1, {}])
  const [from, to] = [scene.pull.head.slice(0, 7), newest.slice(0, 7)]
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining(`has moved on from ${from} to ${to}`) },
  ])
})

test.concurrent('a tree that GitHub cuts off is not taken for all of it', async () => {
  await using scene = await openPull({ github: { treeEntries: 2 } })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { message: expect.stringContaining('more files than GitHub lists at once') },
  ])
})

/** The findings stand in the log, and its annotations mark the lines. */
async function toldByLog(scene: Scene): Promise<void> {
  const run = await scene.run()
  expect([run.exitCode, run.job, run.outputs['findings']]).toEqual([1, 'failure', '4'])
  expect(run.annotations.map(({ file, line }) => `${file}:${line}`)).toEqual([
    `${BATCH}:5`,
    `${BATCH}:79`,
    `${BATCH}:201`,
    `${BATCH}:1`, // the remark on passwords
  ])
  expect(run.log).toMatch(
    /^GitHub (refused|gave no answer when it was asked) to (create a|complete the) check run \(/m,
  )
  for (const place of [':5:28', ':79:30', ':201:32', ':1:14']) expect(run.log).toContain(BATCH + place)
}

test.concurrent.each(
  [CREATE, UPDATE].flatMap((operation) => {
    return [...faults.slice(5), ...rarer.slice(0, 1)].map(
      ([name, fault]) => [operation, name, fault] as const,
    )
  }),
)('%s meets %s: the log marks the lines', async (operation, _, fault) => {
  await using scene = await openPull()
  scene.github.before(fail(operation, fault))
  await toldByLog(scene)
})

test.concurrent.each([CREATE, UPDATE])(
  '%s is done, but its answer is lost: nothing stays open',
  async (operation) => {
    await using scene = await openPull()
    scene.github.before(fail(operation, { reset: 'after' }))
    const run = await scene.run()
    expect([run.exitCode, run.outputs['findings']]).toEqual([1, '4'])
    expect(scene.checksOn(scene.pull.head)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
  },
)

test.concurrent('a check run that fails half way is closed as a failure', async () => {
  await using scene = await openPull({
    head: { [BATCH]: corrected(batch({ rows: 120, passwords: false })).replaceAll('False', 'Yes') },
  })
  const updates = { sent: 0 }
  scene.github.before(({ operation }) =>
    operation === UPDATE && ++updates.sent === 2 ? badGateway : undefined,
  )
  const run = await scene.run()
  expect([run.exitCode, run.annotations.length]).toEqual([1, 10])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
})

test.concurrent('a check run keeps its verdict although GitHub refuses its marks', async () => {
  const warning = 'rules: { federated-force-change-password: warning }\n'
  await using scene = await openPull({
    base: { [CONFIGURATION]: SETTINGS + warning },
  })
  scene.github.before(fail(UPDATE, { status: 422 }))
  const run = await scene.run()
  expect([run.exitCode, run.annotations.length, run.outputs['conclusion']]).toEqual([0, 4, 'neutral'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { conclusion: 'neutral', output: { title: '1 batch, 4 findings', annotations: [] } },
  ])
})

test.concurrent('the check run of a corrected commit does not stay open either', async () => {
  await using scene = await openPull()
  scene.github.before(fail(UPDATE, badGateway)) // the first one is that of the new commit
  const run = await scene.run({ inputs: { fix: 'commit' } })
  const commit = await scene.github.git.branch('batch')
  expect([run.exitCode, run.outputs['commit']]).toEqual([1, commit])
  expect(scene.checksOn(commit)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  expect(run.summary).toContain('The corrected commit has no check run: GitHub refused to complete')
})

test.concurrent('main is killed while a request hangs: post closes the check run', async () => {
  await using scene = await openPull()
  const run = await scene.run({ kill: { when: hang(scene, TREE) } })
  expect([run.signal, run.job]).toEqual(['SIGKILL', 'failure'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { status: 'completed', conclusion: 'failure', output: { title: 'Not checked' } },
  ])
})

test.concurrent('if post cannot close the check run, it says so in a sentence', async () => {
  await using scene = await openPull()
  const { github, pull } = scene
  github.before(fail(LOOK, { status: 500 }))
  const kill = { when: hang(scene, TREE) }
  await using run = await runAction({ github, event: await github.events.pull(pull), kill })
  expect([run.job, run.post?.exitCode]).toEqual(['failure', 1])
  expect(run.annotations).toEqual([
    {
      level: 'error',
      message: expect.stringMatching(/^GitHub refused to close the check run \(500: .*again\.$/),
    },
  ])
})
