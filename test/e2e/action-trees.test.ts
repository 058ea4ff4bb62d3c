import { describe, expect, test } from 'vitest'
import { openHistory, WHOLE } from '../support/history.ts'
import { BATCH, batch, CONFIGURATION, corrected, marksOf, openPull, SETTINGS } from '../support/pull.ts'
import { staged } from '../support/staged.ts'

const fix = { inputs: { fix: 'commit' } }
const offender = (user: string) => staged(`${user}@contoso.com,True`)
const right = (user: string) => staged(`${user}@contoso.com,False`)

/** So many files that are no batches, and sort before one that is wrong. */
function many(count: number) {
  const notes = Array.from({ length: count }, (_, index) => [`notes/${index}.txt`, 'x'])
  return { ...Object.fromEntries(notes), 'z.csv': offender('zoe') }
}

describe('a change of more files than GitHub lists', () => {
  test.concurrent.each([2_999, 3_099])(
    'in a pull request: a batch behind %d other files is found, and corrected',
    async (count) => {
      await using scene = await openPull({ head: many(count) })
      const run = await scene.run(fix)

      expect(scene.checksOn(scene.pull.head).flatMap(marksOf)).toEqual(['z.csv:2:17-21 failure'])
      const commit = await scene.github.git.branch('batch')
      expect(run.outputs).toMatchObject({ commit, fixed: '1' })
      expect((await scene.github.git.read(commit, 'z.csv')).toString()).toBe(right('zoe'))
    },
  )

  test.concurrent.each(['merge_group', 'push'] as const)('on %s: it is found', async (occasion) => {
    await using history = await openHistory({ head: many(350) }) // comparing two commits shows 300 files

    expect((await history.run(occasion)).outputs['errors']).toBe('1')
    expect(history.checksOn(history.head).flatMap(marksOf)).toEqual(['z.csv:2:17-21 failure'])
  })

  test.concurrent('in a pull request that only removes and renames: what it leaves alone is not checked', async () => {
    const { 'z.csv': batch, ...notes } = many(3_000)
    const base = { [CONFIGURATION]: SETTINGS, ...notes, 'z.csv': batch, 'old.csv': offender('old') }
    const gone = Object.fromEntries(Object.keys(notes).map((path) => [path, null]))
    await using scene = await openPull({ base, head: { ...gone, 'z.csv': null, 'zz.csv': batch! } })

    expect((await scene.run()).outputs['errors']).toBe('1')
    expect(scene.checksOn(scene.pull.head).flatMap(marksOf)).toEqual(['zz.csv:2:17-21 failure'])
  })
})

/** A repository whose whole tree GitHub cuts after four entries, while no folder has more. */
const github = { treeEntries: 4 }
const base = {
  [CONFIGURATION]: SETTINGS,
  'a/b/c/deep.csv': offender('deep'),
  'a/old.csv': offender('old'),
  'z/link.csv': { mode: '120000', bytes: 'README.md' },
} as const
const head = { 'z/y/x/last.csv': offender('last'), 'a/b/new.csv': offender('new') }

describe('trees that GitHub cuts off are walked', () => {
  test.concurrent('in a pull request: what it changes is found, and corrected', async () => {
    await using scene = await openPull({ github, base, head })
    const run = await scene.run(fix)
    const { git } = scene.github
    const commit = await git.branch('batch')

    expect(scene.checksOn(scene.pull.head).flatMap(marksOf)).toEqual([
      'a/b/new.csv:2:17-21 failure',
      'z/y/x/last.csv:2:18-22 failure',
    ])
    expect(run.outputs).toMatchObject({ commit, fixed: '2' })
    for (const [path, text] of Object.entries(head))
      expect((await git.read(commit, path)).toString()).toBe(corrected(text))
  })

  test.concurrent('in a pull request: users of other batches are found again, or that is said', async () => {
    await using scene = await openPull({ github, base, head: { 'z/y/x/last.csv': right('old') } })
    const run = await scene.run()

    const isSaid = run.summary?.includes('Not compared with')
    expect(isSaid || run.outputs['warnings']).toBe(isSaid || '1')
  })

  test.concurrent.each(['merge_group', 'push'] as const)('on %s: what changes is found', async (occasion) => {
    await using history = await openHistory({ github, base, head: { ...head, 'z/link.csv': null } })

    expect((await history.run(occasion)).outputs['errors']).toBe('2')
    expect(history.checksOn(history.head).flatMap(marksOf)).toHaveLength(2)
  })

  test.concurrent.each(WHOLE)('on %s: everything is found', async (occasion) => {
    await using history = await openHistory({ github, base, head })
    const run = await history.run(occasion)

    expect(history.checksOn(history.head).flatMap(marksOf)).toEqual([
      'a/b/c/deep.csv:2:18-22 failure',
      'a/b/new.csv:2:17-21 failure',
      'a/old.csv:2:17-21 failure',
      'z/y/x/last.csv:2:18-22 failure',
    ])
    expect(run.summary).toContain('Not checked: 1 link or submodule.')
  })

  test.concurrent('a folder that is cut off itself is never green', async () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((user) => [`${user}.csv`, right(user)])
    await using history = await openHistory({
      github,
      base: { 'f.csv': right('f') },
      head: Object.fromEntries(files),
    })
    const run = await history.run('workflow_dispatch')

    expect([run.exitCode, run.job]).toEqual([1, 'failure'])
    expect(history.github.checkRuns.filter(({ conclusion }) => conclusion !== 'failure')).toEqual([])
  })

  test.concurrent('folders with names of every kind are entered', async () => {
    const odd = ['a b', '100%25', 'ü#?', "it's", '[x]', 'line\nbreak']
    const files = odd.map((name, index) => [`${name}/x/${index}.csv`, offender(`user${index}`)])
    await using history = await openHistory({ github: { treeEntries: 9 }, head: Object.fromEntries(files) })

    expect((await history.run('schedule')).outputs['errors']).toBe(String(odd.length))
  })
})

test.concurrent('a batch in a repository of very many files is found by a pull request', async () => {
  const files = Array.from({ length: 2_000 }, (_, index) => [`d${index % 40}/${index}.txt`, 'x'])
  const crowd = { [CONFIGURATION]: SETTINGS, ...Object.fromEntries(files) }
  await using scene = await openPull({
    github: { treeEntries: 1_000 },
    base: crowd,
    head: { [BATCH]: batch() },
  })

  expect((await scene.run()).outputs['errors']).toBe('3')
})
