import { expect, test } from 'vitest'
import { KINDS, openHistory } from '../support/history.ts'
import {
  BATCH,
  batch,
  CONFIGURATION,
  corrected,
  MARKS,
  marksOf,
  openPull,
  readReport,
  SETTINGS,
} from '../support/pull.ts'

const RENAMED = 'batches/wave-2.csv'
const RENAMED_MARKS = MARKS.map((mark) => mark.replace(BATCH, RENAMED))
const base = { [CONFIGURATION]: SETTINGS, [BATCH]: batch() }

test.concurrent.each([
  ['without a change', batch()],
  ['and changed', batch().replace('user7@', 'user.seven@')],
])('a batch that is renamed %s is checked by its new name', async (_, text) => {
  await using scene = await openPull({ base, head: { [BATCH]: null, [RENAMED]: text } })
  const run = await scene.run({ inputs: { fix: 'commit' } })

  expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual(RENAMED_MARKS)
  const commit = await scene.github.git.branch('batch')
  expect(run.outputs).toMatchObject({ commit, fixed: '3', findings: '1' })
  expect((await scene.github.git.read(commit, RENAMED)).toString()).toBe(corrected(text))
  expect(JSON.parse(await readReport(run)).files).toMatchObject([{ path: RENAMED }])
})

test.concurrent.each(KINDS)(
  '%s: a renamed batch is checked by its new name, a deleted one not at all',
  async (occasion) => {
    const gone = batch({ rows: 1, offenders: [1], user: 'gone' })
    const head = { [BATCH]: null, [RENAMED]: batch(), 'gone.csv': null }
    await using history = await openHistory({ base: { ...base, 'gone.csv': gone }, head })
    const run = await history.run(occasion)

    expect(run.outputs['errors']).toBe('3')
    expect(marksOf(history.checksOn(history.head)[0]!)).toEqual(RENAMED_MARKS)
  },
)

test.concurrent('a file that becomes a batch by its name is checked', async () => {
  await using scene = await openPull({
    base: { [CONFIGURATION]: SETTINGS, 'wave.txt': batch() },
    head: { 'wave.txt': null, [BATCH]: batch() },
  })

  expect((await scene.run()).outputs['errors']).toBe('3')
})

test.concurrent('a batch that ceases to be one by its name, or becomes a link, is not', async () => {
  const head = { [BATCH]: null, 'wave.txt': batch(), 'link.csv': { mode: '120000', bytes: 'wave.txt' } }
  await using scene = await openPull({
    base: { ...base, 'link.csv': batch({ rows: 2, user: 'link' }) },
    head,
  })
  const run = await scene.run()

  expect([run.exitCode, run.outputs['findings']]).toEqual([0, '0'])
  expect(run.summary).toContain('Not checked: 1 link or submodule.')
})

test.concurrent('a link that becomes a batch is checked', async () => {
  const link = { mode: '120000', bytes: 'README.md' }
  const head = { [BATCH]: { mode: '100644', bytes: batch() } }
  await using scene = await openPull({ base: { [CONFIGURATION]: SETTINGS, [BATCH]: link }, head })

  expect((await scene.run()).outputs['errors']).toBe('3')
})

test.concurrent('only the mode changes: the batch counts as changed', async () => {
  await using scene = await openPull({ base, head: { [BATCH]: { mode: '100755', bytes: batch() } } })

  expect((await scene.run()).outputs['errors']).toBe('3')
})

test.concurrent('a batch in place of a folder, and a folder in place of a batch', async () => {
  const [first, second] = [batch({ rows: 1, offenders: [1], user: 'a' }), batch({ rows: 1, offenders: [1] })]
  await using scene = await openPull({
    base: { [CONFIGURATION]: SETTINGS, 'a.csv/b.csv': second, 'c.csv': first },
    head: { 'a.csv/b.csv': null, 'a.csv': first, 'c.csv': null, 'c.csv/d.csv': second },
  })
  const run = await scene.run()

  expect(JSON.parse(await readReport(run)).files).toMatchObject([{ path: 'a.csv' }, { path: 'c.csv/d.csv' }])
  expect(run.outputs['errors']).toBe('2')
})

test.concurrent('what the base got after the pull request had left it is not what it changes', async () => {
  const old = batch({ rows: 2, offenders: [1], user: 'old' })
  await using scene = await openPull({
    base: { [CONFIGURATION]: SETTINGS, 'old.csv': old },
    meanwhile: { 'old.csv': corrected(old), 'new.csv': old.replaceAll('old', 'new') },
  })
  const run = await scene.run()

  expect(run.outputs['errors']).toBe('3')
  expect(JSON.parse(await readReport(run)).files).toMatchObject([{ path: BATCH }])
})

test.concurrent('what the branch merged from its base is not what it changes', async () => {
  const old = batch({ rows: 2, offenders: [1], user: 'old' })
  await using scene = await openPull({ meanwhile: { 'old.csv': old } })
  const { git } = scene.github
  const parent = [scene.pull.head, scene.pull.base]
  const head = await git.commit({ 'old.csv': old }, { branch: 'batch', parent, message: 'Merge main' })
  const run = await scene.run({ head })

  expect(run.outputs['errors']).toBe('3')
  expect(scene.checksOn(head).flatMap(marksOf)).toEqual(MARKS)
})
