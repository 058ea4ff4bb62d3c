import { describe, expect, test } from 'vitest'
import { BATCH, type Branch, COMMIT, LOOK, openBranch, RUN, SINCE } from '../support/github/branch.ts'
import { operationsOf } from '../support/github/connecting.ts'
import { fail } from '../support/github/faults.ts'

const MOVED = 'Somebody pushed to batch meanwhile; that push has its own run.'
const OTHER = '7002-1-0000beef'

/** Lets something happen before the first request for an operation. */
function meanwhile({ github }: Branch, operation: string, happen: () => Promise<unknown>): void {
  const state = { done: false }
  github.before(async (request) => {
    if (request.operation !== operation || state.done) return undefined
    state.done = true
    await happen()
    return undefined
  })
}

describe.each([
  ['whose answer comes', false],
  ['whose answer is lost', true],
])('before a commit %s', (_, isLost) => {
  /** The branch changes just before the commit. */
  async function openMoving(happen: (branch: Branch) => Promise<unknown>): Promise<Branch> {
    const branch = await openBranch()
    meanwhile(branch, COMMIT, () => happen(branch))
    if (isLost) branch.github.before(fail(COMMIT, { reset: 'before' }))
    return branch
  }

  test('somebody pushes: nothing is written, and their push stays', async () => {
    await using branch = await openMoving((branch) => branch.push())
    expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
    expect(await branch.log()).toEqual([await branch.tip(), branch.head])
    expect((await branch.github.git.read('batch', BATCH)).toString()).toBe('True\r\n')
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK, SINCE])
  })

  test('somebody pushes over it: nothing is written', async () => {
    await using branch = await openMoving(({ github }) => github.git.move('refs/heads/batch', 'main'))
    expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
    expect(await branch.tip()).toBe(await branch.github.git.branch('main'))
  })

  test('somebody pushes what has nothing in common with it: nothing is written', async () => {
    await using branch = await openMoving(async ({ github: { git } }) => {
      await git.move('refs/heads/batch', await git.commitTree({ 'other.txt': 'x' }, {}))
    })
    expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
  })

  test('the branch is deleted: it is not made again', async () => {
    await using branch = await openMoving(({ github }) => github.git.remove('refs/heads/batch'))
    const why = 'The branch batch is not there any more.'
    expect(await branch.commit()).toEqual({ status: 'superseded', why })
    expect(await branch.github.git.resolve('refs/heads/batch')).toBeUndefined()
  })

  test.each([0, 2])(
    'another run corrects the same head, under %d newer pushes: its commit is named',
    async (pushes) => {
      const state = { theirs: '' }
      await using branch = await openBranch()
      meanwhile(branch, COMMIT, async () => {
        const outcome = await branch.commit({ run: OTHER })
        if (outcome.status === 'committed') state.theirs = outcome.sha
        for (let push = 0; push < pushes; push++) await branch.push()
        if (isLost) branch.github.before(fail(COMMIT, { reset: 'before' }))
      })
      const outcome = await branch.commit()
      const why = `The commit has been corrected meanwhile, in ${state.theirs.slice(0, 7)}: look at the checks of that one.`
      expect(outcome).toEqual({ status: 'superseded', why })
      expect(await branch.log()).toHaveLength(2 + pushes)
    },
  )
})

test('a correction of another head is no correction of this one', async () => {
  await using branch = await openBranch()
  meanwhile(branch, COMMIT, async () => {
    const head = await branch.push()
    await branch.commit({ head, run: OTHER })
  })
  expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
})

test('a commit that only speaks of ours is not ours', async () => {
  await using branch = await openBranch()
  const message = `Correct it by hand\n\nMigration-Batch-Check-Run: ${RUN} was too slow`
  meanwhile(branch, COMMIT, () => branch.github.git.commit({ [BATCH]: 'x' }, { branch: 'batch', message }))
  expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
})

describe('after a commit whose answer is lost', () => {
  test.each([1, 3])('somebody pushes, %d times: the commit is found below', async (pushes) => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, { reset: 'after' }))
    meanwhile(branch, LOOK, async () => {
      for (let push = 0; push < pushes; push++) await branch.push()
    })
    const outcome = await branch.commit()
    expect(outcome).toEqual({ status: 'committed', sha: (await branch.log()).at(-2) })
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK, SINCE])
  })

  test('somebody pushes over it: it is gone, and not made again', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, { reset: 'after' }))
    meanwhile(branch, LOOK, () => branch.github.git.move('refs/heads/batch', 'main'))
    expect(await branch.commit()).toEqual({ status: 'superseded', why: MOVED })
  })

  test('the branch is merged and deleted: that is said', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, { reset: 'after' }))
    meanwhile(branch, LOOK, () => branch.github.git.remove('refs/heads/batch'))
    expect(await branch.commit()).toMatchObject({ status: 'superseded' })
  })
})
