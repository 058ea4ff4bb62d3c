import { describe, expect, test } from 'vitest'
import { gitLine } from '../support/github/git.ts'
import { openHistory } from '../support/history.ts'
import { batch, CONFIGURATION, corrected, openPull, SETTINGS } from '../support/pull.ts'

const byLog = { inputs: { annotations: 'log' } }

/** Names that some layer between git and the runner may trip over: ten a group, which is as many as the runner marks. */
const groups = [
  [
    'a b/a b.csv',
    '100%25 off.csv',
    `it's "quoted".csv`,
    'a,b:c;d=e.csv',
    'Überführung 移行.csv',
    'line\nbreak.csv',
    '##[error]x.csv',
    '::error::x.csv',
    '\n##[warning]x.csv',
    '-f$(x)`y`.csv',
  ],
  [
    '-rf.csv',
    '[a-z]*.csv',
    '{x,y}?(z)+.csv',
    '!x.csv',
    '**.csv',
    ' x .csv',
    'back\\slash.csv',
    '%0A::warning::x.csv',
    'carriage\rreturn.csv',
    'u\u0308 \u{1f600} @admin #1 <b>.csv',
  ],
] as const
const names = groups.flat()

/** Files with these names, each with a batch of two users of its own who have no passwords. */
function batchesAt(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    paths.map((path, index) => [
      path,
      batch({ rows: 2, offenders: [1], user: `usr${index}x`, passwords: false }),
    ]),
  )
}

const inOrder = (paths: readonly string[]) => [...paths].sort()

describe('files with every kind of name', () => {
  test.concurrent('are marked by the check run, and corrected', async () => {
    const head = batchesAt(names)
    await using scene = await openPull({ head })
    const run = await scene.run({ inputs: { fix: 'commit' } })
    const { git } = scene.github
    const commit = await git.branch('batch')

    const [check] = scene.checksOn(scene.pull.head)
    expect(check!.output.annotations.map(({ path }) => path)).toEqual(inOrder(names))
    expect((await git.diff(scene.pull.head, commit)).map(({ path }) => path).sort()).toEqual(inOrder(names))
    for (const [name, text] of Object.entries(head)) {
      expect((await git.read(commit, name)).toString()).toBe(corrected(text))
    }
    expect(run.outputs).toMatchObject({ commit, fixed: String(names.length), findings: '0' })
  })

  test.concurrent('are found where everything is checked', async () => {
    await using history = await openHistory({ head: batchesAt(names) })
    const run = await history.run('workflow_dispatch')

    expect(run.outputs['errors']).toBe(String(names.length))
    const [check] = history.checksOn(history.head)
    expect(check!.output.annotations.map(({ path }) => path)).toEqual(inOrder(names))
  })

  test.concurrent.each(['**/*.csv\n!old/**', '**', '*.csv\n*/*.csv'])(
    'are found by the patterns %j',
    async (files) => {
      const base = { [CONFIGURATION]: SETTINGS, 'README.md': 'x' }
      await using scene = await openPull({ base, head: batchesAt(names) })
      const run = await scene.run({ inputs: { files } })

      expect(run.outputs['errors']).toBe(String(names.length))
    },
  )

  test.concurrent('are found by their old name and their new one', async () => {
    const before = batchesAt(names)
    const renamed = names.map((name) => [name.replace('.csv', '.txt.csv'), before[name]!] as const)
    const removed = names.map((name) => [name, null] as const)
    const base = { [CONFIGURATION]: SETTINGS, ...before }
    await using scene = await openPull({ base, head: Object.fromEntries([...removed, ...renamed]) })
    const run = await scene.run()

    expect([run.outputs['errors'], run.outputs['warnings']]).toEqual([String(names.length), '0'])
    const [check] = scene.checksOn(scene.pull.head)
    expect(check!.output.annotations.map(({ path }) => path)).toEqual(inOrder(renamed.map(([name]) => name)))
  })
})

test.concurrent('a name that is no UTF-8 is not taken for another one', async () => {
  await using scene = await openPull({ head: batchesAt(['a.csv']) })
  const { github, pull } = scene
  const [entry] = (await github.git.tree(pull.head)).filter(({ path }) => path === 'a.csv')
  const name = Buffer.from('\xff.csv', 'latin1')
  const line = Buffer.concat([Buffer.from(`100644 blob ${entry!.sha}\t`), name, Buffer.from('\0')])
  const tree = await gitLine(github.git.folder, ['mktree', '-z'], { input: line })
  const by = ['-c', 'user.name=Admin', '-c', 'user.email=admin@example.com']
  const head = await github.git.line(...by, 'commit-tree', tree, '-p', pull.head, '-m', 'Bytes')
  await github.git.move('refs/heads/batch', head)
  const run = await scene.run({ head, inputs: { fix: 'commit' } })

  expect([run.exitCode, run.outputs['fixed'], run.outputs['commit']]).toEqual([1, '0', ''])
  expect(await github.git.branch('batch')).toBe(head)
})

test.concurrent.each(groups)(
  'names such as %s are marked as they are, and none is obeyed',
  async (...group) => {
    await using scene = await openPull({ head: batchesAt(group) })
    const run = await scene.run(byLog)
    expect(run.annotations.map(({ file }) => file)).toEqual(inOrder(group))
    for (const annotation of run.annotations) {
      expect(annotation).toMatchObject({ level: 'error', line: 2, title: 'federated-force-change-password' })
      expect(annotation.message).toMatch(
        /^Row 1: ForceChangePassword must be False: contoso\.com is federated/,
      )
    }
    expect(run.commands.map(({ name }) => name)).toEqual(group.map(() => 'error'))
    for (const name of group) expect(run.log).toContain(`${readable(name)}:2:21 error federated-force-change`)
  },
)

/** How a name is printed where the runner listens. */
function readable(name: string): string {
  return name
    .replaceAll('\n', '\\u{a}')
    .replaceAll('\r', '\\u{d}')
    .replaceAll('##[', '## [')
    .replace(/^::/, './::')
}

test.concurrent('the names of files that are not checked, or no batch, are not obeyed either', async () => {
  const [bad, worse] = ['::error::x.csv', '##[error]y.csv']
  const text = batch({ rows: 2, offenders: [1] })
  await using scene = await openPull({ base: {}, head: { [bad]: 'Name\r\nJoe\r\n', [worse]: text } })
  const run = await scene.run(byLog)
  expect([run.exitCode, run.annotations]).toEqual([1, []])
  expect(run.commands).toEqual([])
  expect(run.log).toContain('./::error::x.csv: it has no EmailAddress column')
  expect(run.log).toContain('## [error]y.csv could not be checked in full')
})

test.concurrent('the command to copy names no file whose name a shell could take for something else', async () => {
  const named = await commandFor(['a b/$(x)`y`.csv', 'c&d.csv'])
  expect(named).toMatch(/ 'a b\/\$\(x\)`y`\.csv' 'c&d\.csv'$/)
  expect(await commandFor(['it’s; calc; ’.csv', 'a.csv'])).toMatch(/--federated-domains contoso\.com$/)
})

async function commandFor(paths: readonly string[]): Promise<string | undefined> {
  await using scene = await openPull({ head: batchesAt(paths) })
  const { summary } = await scene.run(byLog)
  return /^To correct on your machine: (`+) ?(.*?) ?\1$/m.exec(summary ?? '')?.[2]
}
