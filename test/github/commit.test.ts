import { describe, expect, test } from 'vitest'
import { trailerOf } from '../../src/github/trailer.ts'
import { ask } from '../support/github/ask.ts'
import { BATCH, COMMIT, LOOK, openBranch, RUN, SINCE } from '../support/github/branch.ts'
import { operationsOf } from '../support/github/connecting.ts'
import { type Fault, fail, notAccessible, refusal } from '../support/github/faults.ts'
import { lostAnswers } from '../support/github/sending.ts'

/** The commit is made, but not all that is asked of it can be had; the words are those of a refusal. */
const withinAnswer = {
  status: 200,
  body: {
    data: { createCommitOnBranch: { commit: null } },
    errors: [{ type: 'FORBIDDEN', path: ['createCommitOnBranch', 'commit'], message: 'protected branch' }],
  },
  after: true,
}
const nothingWithin = { status: 200, body: { data: { createCommitOnBranch: null } }, after: true }

const lost = Object.entries<Fault>({
  ...lostAnswers('before'),
  'nothing for long': { hang: 'before' },
  'an answer without anything': { partial: 'createCommitOnBranch' },
})
const made = Object.entries<Fault>({
  ...lostAnswers('after'),
  'nothing for long': { hang: 'after' },
  'an answer without the commit': { partial: 'createCommitOnBranch.commit' },
  'an answer that refuses a part': withinAnswer,
  'an answer without a word': nothingWithin,
  'a page that speaks of rules': { status: 502, body: '<p>A required status check failed</p>', after: true },
  'a failure that speaks of rules': { ...refusal(500, 'A required status check failed'), after: true },
})

test('corrected files become one commit, which says what made it and what it corrects', async () => {
  await using branch = await openBranch()
  const { head } = branch
  const { git } = branch.github
  const outcome = await branch.commit()

  const tip = await branch.tip()
  expect(outcome).toEqual({ status: 'committed', sha: tip })
  expect(await branch.log()).toEqual([tip, head])
  expect(await git.line('log', '-1', '--format=%B', tip)).toBe(`Correct the batch\n\n${trailerOf(RUN, head)}`)
  expect((await git.diff(head, tip)).map(({ path }) => path)).toEqual([BATCH])
  expect((await git.read(tip, BATCH)).toString()).toBe('False\r\n')
  expect(operationsOf(branch.github)).toEqual([COMMIT])
})

test('without corrections nobody is asked', async () => {
  await using branch = await openBranch()
  expect(await branch.commit({ corrections: [] })).toEqual({ status: 'nothing' })
  expect(branch.github.requests).toEqual([])
})

test.each([
  [3_750_000, 'committed', 1],
  [3_750_001, 'too-large', 0],
])('%d bytes are %s: five million letters of base64 are sent', async (size, status, requests) => {
  await using branch = await openBranch()
  const after = Buffer.alloc(size, 'x')
  const outcome = await branch.commit({ corrections: [{ path: BATCH, before: Buffer.from(''), after }] })
  expect([outcome.status, branch.github.requests.length]).toEqual([status, requests])
})

describe.each(lost)('a commit that is not made, and %s:', (_, fault) => {
  test('the second try makes it', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, fault))
    const outcome = await branch.commit()

    const tip = await branch.tip()
    expect(outcome).toEqual({ status: 'committed', sha: tip })
    expect(await branch.log()).toEqual([tip, branch.head])
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK, COMMIT])
  })

  test('twice: there is no third try, and the branch is as it was', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, fault, 2))
    const outcome = await branch.commit()

    const why =
      /^GitHub (gave no answer when it was asked|refused) to commit to batch.* Run the job again\.( So far it is not on the branch batch: look there before you correct by hand\.)?$/
    expect(outcome).toEqual({ status: 'unknown', why: expect.stringMatching(why) })
    expect(await branch.tip()).toBe(branch.head)
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK, COMMIT, LOOK])
  })
})

describe.each(made)('a commit that is made, and %s:', (_, fault) => {
  test('it is found, and not made twice', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, fault))
    const outcome = await branch.commit()

    const tip = await branch.tip()
    expect(outcome).toEqual({ status: 'committed', sha: tip })
    expect(await branch.log()).toEqual([tip, branch.head])
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK])
  })

  test('by the second try, it is found as well', async () => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, { reset: 'before' }))
    branch.github.before(fail(COMMIT, fault))
    const outcome = await branch.commit()

    const tip = await branch.tip()
    expect(outcome).toEqual({ status: 'committed', sha: tip })
    expect(await branch.log()).toEqual([tip, branch.head])
    expect(operationsOf(branch.github)).toEqual([COMMIT, LOOK, COMMIT, LOOK])
  })
})

test('a first try that arrives after the look wins, and is taken for what it is', async () => {
  await using branch = await openBranch()
  const { github } = branch
  const tries: unknown[] = []
  github.before(async ({ operation, body }) => {
    if (operation !== COMMIT || tries.push(body) > 2) return undefined
    if (tries.length === 1) return { hang: 'before' }
    await ask(github, 'POST /graphql', tries[0]) // seen here as the third
    return undefined
  })
  const outcome = await branch.commit()

  const tip = await branch.tip()
  expect(outcome).toEqual({ status: 'committed', sha: tip })
  expect(await branch.log()).toEqual([tip, branch.head])
})

test.each<[operation: string, name: string, fault: Fault]>([
  [LOOK, 'a failure', { status: 500 }],
  [LOOK, 'a refusal', notAccessible],
  [SINCE, 'a failure', { status: 500 }],
])(
  'if %s meets %s nobody knows whether the commit was made, and there is no second try',
  async (operation, _, fault) => {
    await using branch = await openBranch()
    branch.github.before(fail(COMMIT, { reset: 'after' }))
    branch.github.before(async (request) => {
      if (operation === SINCE && request.operation === LOOK) await branch.push()
      return undefined
    })
    branch.github.before(fail(operation, fault, 3))
    const outcome = await branch.commit()

    const open = ' Whether the commit was made could not be found out: look at the branch batch.'
    expect(outcome).toEqual({ status: 'unknown', why: expect.stringContaining(open) })
    expect(operationsOf(branch.github).filter((each) => each === COMMIT)).toHaveLength(1)
  },
)
