import { expect, test } from 'vitest'
import { BATCH, batch, COMMIT, corrected, MARKS, marksOf, openPull, type Scene } from '../support/pull.ts'
import type { Files } from '../support/scene.ts'

const fix = { inputs: { fix: 'commit' } }

/** What somebody else makes of the branch: no file that the run was started for is there any more, and nothing is wrong. */
const theirs: Files = { [BATCH]: null, 'batches/wave-2.csv': corrected(batch()) }

/** How they push: on top of the head, or over it. */
const pushes: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  'a push': ({ github, pull }) => github.git.commit(theirs, { branch: 'batch', parent: pull.head }),
  'a force-push': ({ github, pull }) => github.git.commit(theirs, { branch: 'batch', parent: pull.base }),
}

/** Lets somebody push before the n-th request of the next run, or before its commit if that comes first. */
function pushBefore(scene: Scene, n: number, push: (scene: Scene) => Promise<string>) {
  const state: { asked: number; tip?: string } = { asked: 0 }
  scene.github.before(async ({ operation }) => {
    state.asked++
    if (state.tip === undefined && (state.asked === n || operation === COMMIT)) state.tip = await push(scene)
    return undefined
  })
  return state
}

const moments = Object.entries(pushes).flatMap(([how, push]) =>
  [1, 2, 3, 5, 99].map((n) => [how, n, push] as const),
)

test.concurrent.each(moments)(
  '%s before request %d: the head is judged by its own files',
  async (_, n, push) => {
    await using scene = await openPull()
    const state = pushBefore(scene, n, push)
    const run = await scene.run(fix)

    expect([run.exitCode, run.outputs]).toMatchObject([
      1,
      { conclusion: 'failure', errors: '3', findings: '4', fixed: '0', commit: '' },
    ])
    expect(scene.github.checkRuns).toMatchObject([{ head_sha: scene.pull.head, conclusion: 'failure' }])
    expect(marksOf(scene.github.checkRuns[0]!)).toEqual(MARKS)
    expect(run.summary).toContain('Not corrected: Somebody pushed to batch meanwhile')
    expect(state.tip).toBeDefined()
    expect(await scene.github.git.branch('batch')).toBe(state.tip)
  },
)

test.concurrent.each([1, 3, 99])(
  'the branch is deleted before request %d: the head is judged all the same',
  async (n) => {
    await using scene = await openPull()
    const { git } = scene.github
    const gone = async () => {
      await git.line('update-ref', '-d', 'refs/heads/batch')
      return 'gone'
    }
    pushBefore(scene, n, gone)
    const run = await scene.run(fix)

    expect([run.exitCode, run.outputs]).toMatchObject([1, { errors: '3', fixed: '0', commit: '' }])
    expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual(MARKS)
    expect(run.summary).toContain('Not corrected: ')
    expect(await git.resolve('refs/heads/batch')).toBeUndefined()
  },
)

test.concurrent.each(Object.entries(pushes))(
  'after %s an older run is judged by its own files when it is run again',
  async (_, push) => {
    await using scene = await openPull()
    const tip = await push(scene)
    const [again, newest] = [await scene.run(fix), await scene.run({ ...fix, head: tip })]

    expect([again.exitCode, again.outputs['errors'], again.outputs['commit']]).toEqual([1, '3', ''])
    expect(scene.checksOn(scene.pull.head).flatMap(marksOf)).toEqual(MARKS)
    expect(newest.outputs).toMatchObject({ conclusion: 'neutral', errors: '0' })
    expect(await scene.github.git.branch('batch')).toBe(tip)
  },
)

test.concurrent.each([1, 2, 4])(
  'the base moves on before request %d: what it gets is not what the pull request changes',
  async (n) => {
    await using scene = await openPull()
    pushBefore(scene, n, ({ github }) =>
      github.git.commit({ 'other.csv': batch({ rows: 1, offenders: [1], user: 'other' }) }),
    )
    const run = await scene.run()

    expect(run.outputs).toMatchObject({ errors: '3', federated: '200' })
    expect(marksOf(scene.checksOn(scene.pull.head)[0]!)).toEqual(MARKS)
  },
)

test.concurrent('a pull request that goes to another branch by now is judged as it was', async () => {
  await using scene = await openPull()
  const { git } = scene.github
  await git.move('refs/heads/stack', scene.pull.head) // to which it adds nothing
  const event = await scene.github.events.pull(scene.pull)
  Object.assign(scene.pull, { baseBranch: 'stack' })
  const run = await scene.run({ event })

  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '3'])
  expect(scene.checksOn(scene.pull.head).flatMap(marksOf)).toEqual(MARKS)
})

test.concurrent('a branch that is pushed away and back again is judged by its own files', async () => {
  await using scene = await openPull()
  const state = { asked: 0 }
  scene.github.before(async () => {
    state.asked++
    if (state.asked === 1) await scene.github.git.commit(theirs, { branch: 'batch', parent: scene.pull.base })
    if (state.asked === 2) await scene.github.git.move('refs/heads/batch', scene.pull.head)
    return undefined
  })

  expect((await scene.run()).outputs['errors']).toBe('3')
})
