import { describe, expect, test } from 'vitest'
import { badGateway, type Fault, fail, notAccessible, refusal } from '../support/github/faults.ts'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  CREATE,
  corrected,
  hang,
  marksOf,
  openPull,
  type Scene,
  SETTINGS,
  UPDATE,
} from '../support/pull.ts'
import { runAction } from '../support/runner.ts'

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'
const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'

test.concurrent('a request that hangs is given up after ten seconds, and sent again', async () => {
  await using scene = await openPull()
  scene.github.before(fail(COMPARE, { hang: 'before' }))
  const run = await scene.run()
  expect([run.timedOut, run.outputs['errors']]).toEqual([false, '3'])
  expect(scene.requestsFor(COMPARE)).toHaveLength(2)
})

const reads: readonly [operation: string, said: string][] = [
  ['query', 'show .github/migration-batch-check.yml at its base'],
  [COMPARE, 'compare [0-9a-f]{40} with its base'],
  [TREE, 'list the files of commit '],
]

/** The step fails, and what it says is one sentence. */
async function saidOf(scene: Scene): Promise<string> {
  const run = await scene.run()
  expect([run.exitCode, run.job, run.outputs]).toEqual([1, 'failure', {}])
  expect(run.annotations).toEqual([{ level: 'error', message: expect.any(String) }])
  for (const check of scene.github.checkRuns) {
    expect(check).toMatchObject({ conclusion: 'failure', output: { title: 'Not checked' } })
  }
  return run.annotations[0]!.message
}

describe.each(reads)('%s', (operation, said) => {
  test.concurrent('is refused: the step fails with one sentence, and nobody asks again', async () => {
    await using scene = await openPull()
    scene.github.before(fail(operation, notAccessible))
    const words = `GitHub refused to ${said}`
    expect(await saidOf(scene)).toMatch(
      new RegExp(`^${words}.*\\(403: Resource not accessible.*permission "`),
    )
    expect(scene.requestsFor(operation)).toHaveLength(1)
  })

  test.concurrent('fails twice: it is asked again', async () => {
    await using scene = await openPull()
    scene.github.before(fail(operation, badGateway, 2))
    expect((await scene.run()).outputs['errors']).toBe('3')
    expect(scene.requestsFor(operation).map(({ status }) => status)).toEqual(
      operation === 'query' ? [502, 502, 200, 200] : [502, 502, 200],
    )
  })

  test.concurrent('gets no answer three times: the step fails with one sentence', async () => {
    await using scene = await openPull()
    scene.github.before(fail(operation, { reset: 'before' }, 9))
    expect(await saidOf(scene)).toMatch(
      new RegExp(
        `^GitHub gave no answer when it was asked to ${said}.*: the connection broke off \\(asked through the proxy that ` +
          'HTTPS_PROXY names\\)\\. Run the job again\\.$',
      ),
    )
    const once = operation === COMPARE ? 1 : 0 // for its second page, which may come if the first one is too large
    expect(scene.requestsFor(operation)).toHaveLength(3 + once)
  })
})

test.concurrent('blobs that a query cannot give come one by one', async () => {
  await using scene = await openPull({
    base: {},
    head: { [BATCH]: batch(), 'b.csv': batch({ offenders: [1], user: 'b' }) },
  })
  const asked = { queries: 0 }
  scene.github.before(({ operation }) =>
    operation === 'query' && ++asked.queries > 1 ? badGateway : undefined,
  )
  const run = await scene.run({ inputs: { 'federated-domains': 'contoso.com' } })
  expect([run.exitCode, run.outputs['findings'], run.outputs['errors']]).toEqual([1, '6', '4'])
  expect(scene.requestsFor(BLOB)).toHaveLength(2)
})

/** How GitHub may fail to send a blob, and what is to be read of that. */
const failures: readonly [name: string, Fault, said: RegExp][] = [
  [
    'refused',
    refusal(404, 'Not Found'),
    /^GitHub refused .* \(404: Not Found.*\)\. Give the job the permission/,
  ],
  ['a page', badGateway, /^GitHub refused .* \(502: a page\)\. Run the job again\./],
  [
    'no answer',
    { reset: 'before' },
    /^GitHub gave no answer .*: the connection broke off .* Run the job again\./,
  ],
  [
    'half',
    { cut: 'body', when: 'after' },
    /^GitHub gave no answer .*: its answer broke off\. Run the job again\./,
  ],
]

test.concurrent('a blob that GitHub does not send: its file counts as not checked, and nothing is corrected', async () => {
  const unsent = failures.map(([name], index) => {
    return [`${name}.csv`, Buffer.from(`\ufeff${batch({ rows: index + 1 })}`, 'utf16le')] // no text for a query
  })
  await using scene = await openPull({ head: { ...Object.fromEntries(unsent), [BATCH]: batch() } })
  const faults = new Map(failures.map(([name, fault]) => [`${name}.csv`, fault]))
  const paths = await scene.github.git.tree(scene.pull.head)
  scene.github.before(({ operation, path }) => {
    const blob = paths.find(({ sha }) => operation === BLOB && path.endsWith(sha))
    return blob && faults.get(blob.path)
  })
  const run = await scene.run({ inputs: { fix: 'commit' } })
  expect([run.exitCode, run.outputs['conclusion'], run.outputs['findings']]).toEqual([1, 'failure', '4'])
  expect(scene.checksOn(scene.pull.head)).toMatchObject([
    { conclusion: 'failure', output: { title: 'Not everything could be checked' } },
  ])
  for (const [name, , said] of failures) {
    const start = `${name}.csv could not be checked in full. `
    const lines = run.log.split('\n').filter((line) => line.startsWith(start))
    expect(lines.map((line) => line.slice(start.length))).toEqual([expect.stringMatching(said)])
    expect(lines[0]).toContain(` to send ${name}.csv`)
    expect(run.summary).toContain(`Not checked in full: \`${name}.csv\`. GitHub `)
  }
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent('the missing permission contents: read is named', async () => {
  await using scene = await openPull({ github: { permissions: { contents: 'none' } } })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('Give the job the permission "contents: read".') },
  ])
})

test.concurrent('a query that was one too many this hour is named', async () => {
  await using scene = await openPull({ github: { requestsAnHour: 0 } })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([
    { message: expect.stringMatching(/\(429: API rate limit exceeded.*run the job again later\.$/) },
  ])
})

test.concurrent('a wrong token is named', async () => {
  await using scene = await openPull()
  const run = await scene.run({ inputs: { token: 'ghs_old' } })
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('check the input "token"') }])
})

test.concurrent('a run for a head that is no more judges it by its own files, and says so', async () => {
  await using scene = await openPull()
  const renamed = { [BATCH]: null, 'batches/wave-2.csv': batch({ offenders: [] }) }
  const newest = await scene.github.git.commit(renamed, { branch: 'batch' })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
  const [from, to] = [scene.pull.head.slice(0, 7), newest.slice(0, 7)]
  const said = `The pull request has moved on from \`${from}\` to \`${to}\`: look at the checks of that one.`
  const [check] = scene.checksOn(scene.pull.head)
  for (const summary of [run.summary, check!.output.summary]) expect(summary).toContain(said)
})

test.concurrent('a folder that GitHub cuts off even alone is not taken for all of it', async () => {
  await using scene = await openPull({ github: { treeEntries: 2 } })
  expect(await saidOf(scene)).toBe(
    'The root folder holds more files than GitHub lists, so they cannot be checked. Split it into several folders.',
  )
})

const writes = [CREATE, UPDATE].flatMap((operation) =>
  Object.entries<Fault>({ 'a page': badGateway, 'no answer': { reset: 'before' } }).map(
    ([name, fault]) => [operation, name, fault] as const,
  ),
)

test.concurrent.each(writes)(
  '%s meets %s once: it is sent again, and the check run has the marks',
  async (operation, _, fault) => {
    await using scene = await openPull()
    scene.github.before(fail(operation, fault))
    const run = await scene.run()
    expect([run.exitCode, run.outputs['findings'], run.annotations]).toEqual([1, '4', []])
    const checks = scene.checksOn(scene.pull.head)
    expect(checks).toMatchObject([{ conclusion: 'failure', output: { title: '1 batch, 4 findings' } }])
    expect(marksOf(checks[0]!)).toHaveLength(4)
  },
)

test.concurrent.each(writes)('%s meets %s twice: the log marks the lines', async (operation, _, fault) => {
  await using scene = await openPull()
  scene.github.before(fail(operation, fault, 2))
  const run = await scene.run()
  expect([run.exitCode, run.job, run.outputs['findings']]).toEqual([1, 'failure', '4'])
  expect(run.annotations.map(({ file, line }) => `${file}:${line}`)).toEqual([
    `${BATCH}:5`,
    `${BATCH}:79`,
    `${BATCH}:201`,
    `${BATCH}:1`, // the remark on passwords
  ])
  expect(run.log).toMatch(
    /^GitHub (refused to|gave no answer when it was asked to) (create a|complete the) check run(:| \()/m,
  )
  for (const place of [':5:28', ':79:30', ':201:32', ':1:14']) expect(run.log).toContain(BATCH + place)
})

test.concurrent.each([CREATE, UPDATE])(
  '%s is done, but its answer is lost: there is one check run, with each mark once',
  async (operation) => {
    await using scene = await openPull()
    scene.github.before(fail(operation, { reset: 'after' }))
    const run = await scene.run()
    expect([run.exitCode, run.outputs['findings'], run.annotations]).toEqual([1, '4', []])
    const checks = scene.checksOn(scene.pull.head)
    expect(checks).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    expect(marksOf(checks[0]!)).toHaveLength(4)
    expect(scene.requestsFor(operation)).toHaveLength(1)
  },
)

test.concurrent('a check run that fails half way is closed as a failure', async () => {
  await using scene = await openPull({
    head: { [BATCH]: corrected(batch({ rows: 120, passwords: false })).replaceAll('False', 'Yes') },
  })
  const updates = { sent: 0 }
  scene.github.before(({ operation }) => {
    if (operation === UPDATE) updates.sent++
    return operation === UPDATE && [2, 3].includes(updates.sent) ? badGateway : undefined
  })
  const run = await scene.run()
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([{ line: 2, endLine: 121 }])
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
  scene.github.before(fail(UPDATE, badGateway, 2)) // the first ones are those of the new commit
  const run = await scene.run({ inputs: { fix: 'commit' } })
  const commit = await scene.github.git.branch('batch')
  expect([run.exitCode, run.outputs['commit']]).toEqual([1, commit])
  expect(scene.checksOn(commit)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  expect(run.summary).toContain(
    'The check run of the corrected commit could not be written: GitHub refused to complete',
  )
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
  github.before(fail(UPDATE, { status: 500 }, 2))
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
