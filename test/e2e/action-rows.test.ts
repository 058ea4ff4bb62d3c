import { expect, test } from 'vitest'
import {
  BATCH,
  batch,
  CONFIGURATION,
  corrected,
  marksOf,
  openPull,
  readReport,
  SETTINGS,
} from '../support/pull.ts'

const bare = { rows: 2, offenders: [], passwords: false }

test.concurrent.each([
  ['error', 0, 'neutral'],
  ['warning', 1, 'failure'],
])(
  'a user in two batches of a pull request is a warning; fail-on %s',
  async (failOn, exitCode, conclusion) => {
    await using scene = await openPull({
      head: { 'a.csv': batch(bare), 'b.csv': batch({ ...bare, rows: 1 }) },
    })
    const run = await scene.run({ inputs: { 'fail-on': failOn } })
    expect([run.exitCode, run.outputs]).toMatchObject([exitCode, { conclusion, errors: '0', warnings: '1' }])
    const [check] = scene.checksOn(scene.pull.head)
    expect(check).toMatchObject({ conclusion, output: { title: '2 batches, 1 finding' } })
    expect(marksOf(check!)).toEqual(['b.csv:2:1-18 warning'])
    const message = 'Row 1: the same user is in a.csv, row 1 (line 2), and Exchange may refuse'
    expect(check!.output.annotations[0]!.message).toContain(message)
    expect(run.log).toContain(message)
  },
)

test.concurrent('a user twice in one batch fails the job', async () => {
  const text = batch(bare).replace('user2@', 'USER1@')
  await using scene = await openPull({ head: { [BATCH]: text } })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
  expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual([`${BATCH}:3:1-18 failure`])
})

test.concurrent('what is corrected is judged again, and a user in two batches is told once on each commit', async () => {
  const wrong = { ...bare, offenders: [1, 2] }
  const head = {
    'a.csv': batch(wrong),
    'b.csv': batch({ ...wrong, rows: 1 }),
    'c.csv': batch({ ...bare, user: 'c' }),
  }
  await using scene = await openPull({ head })
  const run = await scene.run({ inputs: { fix: 'commit' } })
  const commit = await scene.github.git.branch('batch')
  for (const [path, text] of Object.entries(head)) {
    expect((await scene.github.git.read(commit, path)).toString()).toBe(corrected(text))
  }
  expect(run.outputs).toMatchObject({ fixed: '3', findings: '1', errors: '0', warnings: '1', commit })
  const [after] = scene.checksOn(commit)
  expect(after).toMatchObject({ conclusion: 'neutral', output: { title: '3 batches, 1 finding' } })
  expect(marksOf(after!)).toEqual(['b.csv:2:1-18 warning'])
  const rules = JSON.parse(await readReport(run)).findings.map(({ rule }: { rule: string }) => rule)
  expect(rules.filter((rule: string) => rule === 'duplicate-user')).toHaveLength(1)
})

test.concurrent.each([
  '##[error]x.csv',
  '::error::x.csv',
  'a\n::error::x.csv',
  '\n##[add-mask]x.csv',
  'a`|<b>@x.csv',
])('the name %j is not obeyed where the message on another file has it', async (name) => {
  await using scene = await openPull({ head: { [name]: batch(bare), 'z.csv': batch({ ...bare, rows: 1 }) } })
  const run = await scene.run({ inputs: { annotations: 'log' } })
  expect(run.annotations).toMatchObject([
    {
      level: 'warning',
      file: 'z.csv',
      line: 2,
      title: 'duplicate-user',
      message: expect.stringMatching(/x\.csv, row 1/),
    },
  ])
  expect(run.commands.map((command) => command.name)).toEqual(['warning'])
  expect(run.summary).not.toMatch(/^\s*::|##\[|<b>/m)
  expect(run.summary!.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1)
  const [finding] = JSON.parse(await readReport(run)).findings
  expect(finding.message).toContain(` ${name}, row 1 (line 2)`)
})

test.concurrent('passwords in the repository are an error where the base says so, and the head cannot switch it off', async () => {
  const strict = `${SETTINGS}rules: { password-in-repository: error, federated-password: off }\n`
  await using scene = await openPull({
    base: { [CONFIGURATION]: strict },
    head: {
      [CONFIGURATION]: SETTINGS,
      [BATCH]: batch({ offenders: [] }),
      'bare.csv': batch({ ...bare, user: 'bare' }),
    },
  })
  const run = await scene.run()
  expect([run.exitCode, run.outputs['errors'], run.outputs['findings']]).toEqual([1, '1', '1'])
  const [check] = scene.checksOn(scene.pull.head)
  expect(marksOf(check!)).toEqual([`${BATCH}:1:14-22 failure`])
  expect(check!.output.annotations).toMatchObject([
    { title: 'password-in-repository', message: expect.stringMatching(/^200 passwords are in this file/) },
  ])
})
