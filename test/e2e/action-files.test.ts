import { expect, test } from 'vitest'
import {
  BATCH,
  batch,
  CANARY,
  COMMIT,
  corrected,
  marksOf,
  openPull,
  readReport,
  UPDATE,
  wrong,
} from '../support/pull.ts'

const fix = { inputs: { fix: 'commit' } }
const byLog = { inputs: { annotations: 'log' } }
const text = batch({ rows: 2, offenders: [1] })

const utf16 = (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le')
const utf8 = (content: string) => Buffer.from(content)

/** Ways to write a batch, each with its path. */
const encodings: readonly [path: string, (content: string) => Buffer][] = [
  ['utf-16.csv', utf16],
  ['utf-16-be.csv', (content) => utf16(content).swap16()],
  ['utf-8-with-mark.csv', (content) => utf8(`\ufeff${content}`)],
  ['lf-quoted.csv', (content) => utf8(content.replaceAll('\r\n', '\n').replaceAll(/True|False/g, '" $& "'))],
  ['lone-cr.csv', (content) => utf8(content.replaceAll('\r\n', '\r'))],
  ['blank-lines.csv', (content) => utf8(`\r\n\r\n${content.replaceAll('\r\n', '\r\n\r\n')}`)],
  ['large.csv', (content) => utf8(content.replaceAll(CANARY, CANARY.repeat(50_000)))],
]

test.concurrent('a fix changes the cells and nothing else, however the file is written', async () => {
  const files = encodings.map(([path, write], index) => {
    return { path, write, text: batch({ rows: 2, offenders: [1], user: `usr${index}` }) }
  })
  await using scene = await openPull({
    head: Object.fromEntries(files.map(({ path, write, text }) => [path, write(text)])),
  })
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  expect([run.outputs['fixed'], run.outputs['commit']]).toEqual([String(files.length), commit])
  for (const { path, write, text } of files) {
    expect([path, await scene.github.git.read(commit, path)]).toEqual([path, write(corrected(text))])
  }
  expect(scene.checksOn(commit)).toMatchObject([
    { conclusion: 'neutral', output: { title: `${files.length} batches, ${files.length} findings` } },
  ]) // a remark on the passwords of each
})

test.concurrent('a file that is not Unicode is marked where it ceases to be, and not corrected', async () => {
  const bytes = Buffer.from(text.replace('$2', '\u00e4'), 'latin1')
  await using scene = await openPull({ head: { [BATCH]: bytes } })
  const run = await scene.run(fix)
  expect([run.exitCode, run.outputs['fixed']]).toEqual([1, '0'])
  const [check] = scene.checksOn(scene.pull.head)
  expect(check!.output.annotations.map(({ title }) => title)).toContain('not-unicode')
  expect(marksOf(check!)).toContain(`${BATCH}:3:25-26 failure`)
  expect(scene.requestsFor(COMMIT)).toEqual([])
})

test.concurrent('links and submodules are counted and left alone; an executable file stays executable', async () => {
  await using scene = await openPull({
    head: {
      'run.csv': { mode: '100755', bytes: text },
      'link.csv': { mode: '120000', bytes: 'run.csv' },
      'module.csv': { mode: '160000', sha: 'a'.repeat(40) },
    },
  })
  const run = await scene.run(fix)
  const commit = await scene.github.git.branch('batch')
  const entries = await scene.github.git.tree(commit)
  expect(
    entries.filter(({ path }) => path.endsWith('.csv')).map(({ path, mode }) => `${path} ${mode}`),
  ).toEqual(['link.csv 120000', 'module.csv 160000', 'run.csv 100755'])
  expect((await scene.github.git.read(commit, 'run.csv')).toString()).toBe(corrected(text))
  expect(run.summary).toContain('Not checked: 2 links and submodules.')
})

test.concurrent('only a link: nothing is checked, and that is said', async () => {
  await using scene = await openPull({ head: { 'link.csv': { mode: '120000', bytes: 'README.md' } } })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['conclusion']]).toEqual([0, 'success'])
  expect(run.summary).toContain('Not checked: 1 link or submodule.')
})

test.concurrent('lone CRs: GitHub marks by lines of git, the report has those of editors', async () => {
  await using scene = await openPull({ head: { [BATCH]: text.replaceAll('\r\n', '\r') } })
  const run = await scene.run()
  expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual([
    `${BATCH}:1:70-74 failure`,
    `${BATCH}:1:14-22 notice`,
  ])
  expect(JSON.parse(await readReport(run)).findings).toMatchObject([
    { rule: 'federated-password', line: 1, column: 14, endColumn: 22 },
    { line: 2, column: 28, endColumn: 32 },
  ])
  expect(run.log).toContain(`${BATCH}:2:28`)
})

/** A batch with every second row an offender. */
const alternating = (many: number) =>
  batch({
    rows: 2 * many,
    offenders: Array.from({ length: many }, (_, index) => 2 * index + 1),
    passwords: false,
  })

test.concurrent.each([
  [51, [50, 1]],
  [500, Array(10).fill(50)],
  [601, Array(10).fill(50)],
])('%i findings take requests of at most 50', async (many, requests) => {
  await using scene = await openPull({ head: { [BATCH]: alternating(many) } })
  const run = await scene.run()
  const [check] = scene.checksOn(scene.pull.head)
  const { annotations } = check!.output
  expect(scene.requestsFor(UPDATE).map(({ body }) => body.output.annotations.length)).toEqual(requests)
  expect(scene.requestsFor(UPDATE).map(({ body }) => body.status)).toEqual([
    ...requests.slice(1).map(() => undefined),
    'completed',
  ])
  expect(annotations.map(({ start_line }) => start_line)).toEqual(
    Array.from({ length: Math.min(many, 500) }, (_, index) => 2 * index + 2),
  )
  expect(annotations.at(-1)).toMatchObject(
    many > 500
      ? { title: 'More findings', message: expect.stringMatching(/^102 more .*: 102 errors\. /) }
      : { title: 'federated-force-change-password' },
  )
  expect([run.outputs['findings'], JSON.parse(await readReport(run)).findings.length]).toEqual([
    String(many),
    many,
  ])
})

test.concurrent('of 12 findings without neighbours the log marks nine, and counts the rest', async () => {
  await using scene = await openPull({ head: { [BATCH]: alternating(12) } })
  const run = await scene.run(byLog)
  expect(run.annotations.map(({ line }) => line)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
  expect(run.annotations.at(-1)).toMatchObject({
    title: 'More findings',
    message: expect.stringMatching(/^3 more .*: 3 errors\. /),
  })
  expect(run.dropped).toBe(0)
  expect(run.log).toContain(`${BATCH}:24:`)
})

/** What neighbours say together who are all wrong. */
const together = (rows: number) =>
  expect.stringMatching(
    new RegExp(
      `^Rows 1–${rows}: ${rows} users of contoso\\.com\\. The first: Row 1: ForceChangePassword must be False: contoso\\.com is federated`,
    ),
  )

test.concurrent('501 findings in neighbouring rows share one mark of the check run', async () => {
  await using scene = await openPull({ head: { [BATCH]: wrong(501, { passwords: false }) } })
  const run = await scene.run()
  const [check] = scene.checksOn(scene.pull.head)
  expect(check!.output.annotations).toEqual([
    {
      path: BATCH,
      start_line: 2,
      end_line: 502,
      annotation_level: 'failure',
      title: 'federated-force-change-password',
      message: together(501),
    },
  ])
  expect(JSON.parse(await readReport(run)).findings).toHaveLength(501)
})

test.concurrent('11 findings in neighbouring rows share one mark of the log', async () => {
  await using scene = await openPull({ head: { [BATCH]: wrong(11, { passwords: false }) } })
  const run = await scene.run(byLog)
  expect(run.annotations).toEqual([
    {
      level: 'error',
      file: BATCH,
      line: 2,
      endLine: 12,
      title: 'federated-force-change-password',
      message: together(11),
    },
  ])
})

test.concurrent('a summary that grows too large is cut, and says so; the log and the report have it all', async () => {
  await using scene = await openPull({
    head: Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [
        `${'long'.repeat(40)}/${index}.csv`,
        wrong(900, { user: `usr${index}-`, passwords: false }),
      ]),
    ),
  })
  const run = await scene.run()
  const [check] = scene.checksOn(scene.pull.head)
  expect(check).toMatchObject({ conclusion: 'failure', output: { title: '5 batches, 4500 findings' } })
  expect(check!.output.summary).toMatch(
    /\n\d+ more findings: the report of the run has them all\.\n\nConfiguration file: \.github\/migration-batch-check\.yml\\\ncontoso\.com federated, \d+ users: named in federated-domains\n$/,
  )
  expect(run.summary).toMatch(
    /\n\d+ more findings: the report of the run has them all\.\n\nConfiguration file: \.github\/migration-batch-check\.yml\\\ncontoso\.com federated, \d+ users: named in federated-domains\n$/,
  )
  expect(JSON.parse(await readReport(run)).findings).toHaveLength(4500)
})

test.concurrent('many files that nobody can answer for do not break the summary', async () => {
  const files = Array.from({ length: 300 }, (_, index) => [
    `${'long'.repeat(40)}/${index}.csv`,
    batch({ rows: 1, offenders: [1], domain: `d${index}.example` }),
  ])
  await using scene = await openPull({ base: {}, head: Object.fromEntries(files) })
  const run = await scene.run()
  expect([run.exitCode, run.annotations]).toEqual([1, []])
  const [check] = scene.checksOn(scene.pull.head)
  expect(check).toMatchObject({ output: { title: 'Not everything could be checked' } })
  expect(check!.output.summary).toContain('/0.csv')
  expect(JSON.parse(await readReport(run)).notChecked).toHaveLength(300)
})
