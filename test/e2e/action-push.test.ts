import { describe, expect, test } from 'vitest'
import { NONE } from '../support/github/pushEvent.ts'
import { type History, openHistory } from '../support/history.ts'
import { BATCH, batch, CONFIGURATION, MARKS, marksOf, SETTINGS } from '../support/pull.ts'
import type { Files } from '../support/scene.ts'

const OLD = 'batches/old.csv'
const old = batch({ rows: 2, offenders: [1], user: 'old', passwords: false })
const base = { [CONFIGURATION]: SETTINGS, [OLD]: old }
const OLD_MARK = `${OLD}:2:19-23 failure`

/** Marks on the commit that was pushed. */
function marksOn({ checksOn, head }: History): string[] {
  return checksOn(head).flatMap(marksOf)
}

describe('of a push to a branch', () => {
  test.concurrent('what differs from the commit before is checked', async () => {
    const other = batch({ rows: 2, offenders: [1], user: 'other' })
    const head = { [BATCH]: batch(), 'batches/gone.csv': null, 'notes.txt': 'x' }
    await using history = await openHistory({ base: { ...base, 'batches/gone.csv': other }, head })
    const run = await history.run('push')

    expect(run.outputs).toMatchObject({ errors: '3', federated: '200' })
    expect(marksOn(history)).toEqual(MARKS)
  })

  test.concurrent('a commit that changes no batch leaves nothing to check', async () => {
    await using history = await openHistory({ base, head: { 'notes.txt': 'x' } })
    const run = await history.run('push')

    expect([run.exitCode, run.outputs['conclusion'], marksOn(history)]).toEqual([0, 'success', []])
    for (const told of [run.log, run.summary])
      expect(told).toContain('No CSV file was found: nothing was checked.')
  })

  test.concurrent('all commits of it count, not only the last one', async () => {
    await using history = await openHistory({ base })
    const { git, events } = history.github
    const after = await git.commit({ 'notes.txt': 'x' }, { parent: history.head })
    const event = await events.push({ ref: 'refs/heads/topic', before: history.base, after })

    expect((await history.run(event)).outputs['errors']).toBe('3')
    expect(history.checksOn(after).flatMap(marksOf)).toEqual(MARKS)
  })

  test.concurrent('a batch that was put back to an older state differs, too', async () => {
    await using history = await openHistory({ base })
    const { git, events } = history.github
    const good = await git.commit({ [OLD]: old.replace('True', 'False') }, { parent: history.base })
    const event = await events.push({ ref: 'refs/heads/main', before: good, after: history.head })

    expect((await history.run(event)).outputs['errors']).toBe('4')
    expect(marksOn(history)).toEqual([OLD_MARK, ...MARKS])
  })

  test.concurrent('users of batches that it leaves alone are found again', async () => {
    const head = { [BATCH]: batch({ rows: 2, offenders: [], user: 'old', passwords: false }) }
    await using history = await openHistory({ base, head })
    const run = await history.run('push')

    expect(run.outputs).toMatchObject({ conclusion: 'neutral', warnings: '2', errors: '0' })
    expect(marksOn(history)).toEqual([`${BATCH}:2:1-17 warning`, `${BATCH}:3:1-17 warning`])
  })
})

describe('everything is checked', () => {
  test.concurrent('if the branch is new', async () => {
    await using history = await openHistory({ base })

    expect((await history.run('push of a new branch')).outputs['errors']).toBe('4')
    expect(marksOn(history)).toContain(OLD_MARK)
  })

  test.concurrent('if GitHub does not know the commit before any more, which is said', async () => {
    await using history = await openHistory({ base })
    const before = 'f'.repeat(40)
    const event = await history.github.events.push({ ref: 'refs/heads/main', before, after: history.head })
    const run = await history.run(event)

    expect(run.outputs['errors']).toBe('4')
    expect(marksOn(history)).toContain(OLD_MARK)
    expect(run.summary).toContain('GitHub does not know the commit before this push any more, so all files')
  })

  test.concurrent('if a tag is moved', async () => {
    await using history = await openHistory({ base })
    const { head, github } = history
    const run = await history.run(
      await github.events.push({ ref: 'refs/tags/v1', before: history.base, after: head }),
    )

    expect(run.outputs['errors']).toBe('4')
  })

  test.concurrent('if a tag is pushed that is no commit itself', async () => {
    await using history = await openHistory({ base })
    const { head: sha, github } = history
    const { git, events } = github
    const by = ['-c', 'user.name=Admin', '-c', 'user.email=admin@example.com']
    await git.line(...by, 'tag', '-a', '-m', 'Wave', 'v1', sha)
    const tag = await git.line('rev-parse', 'refs/tags/v1')
    expect(tag).not.toBe(sha)
    const run = await history.run(await events.push({ ref: 'refs/tags/v1', before: NONE, after: tag }))

    expect([run.exitCode, run.outputs['errors']]).toEqual([1, '4'])
    expect(marksOn(history)).toHaveLength(5)
  })
})

test.concurrent.each(['refs/heads/old', 'refs/tags/v1'])(
  'a push that deletes %s: nothing is checked, and GitHub is asked for nothing',
  async (ref) => {
    await using history = await openHistory()
    const { base: before, github } = history
    const run = await history.run(await github.events.push({ ref, before, after: NONE }), {
      inputs: { fix: 'commit' },
    })

    expect([run.exitCode, run.annotations, run.outputs['conclusion']]).toEqual([0, [], 'success'])
    for (const told of [run.log, run.summary])
      expect(told).toContain('A branch or tag was deleted: there is no commit to check.')
    expect([github.requests, github.checkRuns]).toEqual([[], []])
  },
)

const nobody = { [CONFIGURATION]: 'federated-domains: none\n' }

test.concurrent.each<[string, Files, Files, string]>([
  ['brings', nobody, { [CONFIGURATION]: SETTINGS }, '3'],
  ['adds', {}, { [CONFIGURATION]: SETTINGS }, '3'],
  ['switches off', { [CONFIGURATION]: SETTINGS }, nobody, '0'],
])('a configuration that a push %s decides', async (_, before, change, errors) => {
  await using history = await openHistory({ base: before, head: { ...change, [BATCH]: batch() } })
  const run = await history.run('push')

  expect(run.outputs['errors']).toBe(errors)
  for (const told of [run.log, run.summary]) expect(told).not.toMatch(/after merge|base commit|pull request/)
})
