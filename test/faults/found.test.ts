import { afterAll, expect, test } from 'vitest'
import { at, COMPARE, LIST, lost, made, SHOW, strike, TIP, TREE } from '../support/faults/named.ts'
import { MODES } from '../support/faults/pulls.ts'
import { type Meanwhile, openFaultScene } from '../support/faults/scene.ts'
import { pushOnTop } from '../support/faults/sequels.ts'
import type { GitHubDouble } from '../support/github/double.ts'
import { COMMIT, CREATE, UPDATE } from '../support/pull.ts'

/** What the plan has found, by its simplest case. */
const none = await openFaultScene(MODES.none)
const commit = await openFaultScene(MODES.commit)
afterAll(() => Promise.all([none, commit].map((scene) => scene[Symbol.asyncDispose]())))

test('a check run whose number was lost is looked for by the post step, although the first look was refused', async () => {
  const { checks, byPost } = await none.run([made(CREATE), strike(LIST, 1, '403')])
  expect(checks.map(({ status }) => status)).toEqual(['completed'])
  expect(byPost.map(({ operation }) => operation)[0]).toBe(LIST)
})

/** GitHub takes no verdict while main runs: neither that of the correction nor that of the head. */
const refused = [1, 2, 3, 4].map((nth) => strike(UPDATE, nth, '422'))

test('the post step closes what it can, and says what it cannot', async () => {
  const { checks, run, head } = await commit.run([...refused, strike(UPDATE, 5, '403')])
  expect(checks.map(({ head_sha, status }) => [head_sha === head, status])).toEqual([
    [true, 'in_progress'],
    [false, 'completed'],
  ])
  expect(run.post?.annotations).toMatchObject([
    { message: expect.stringMatching(/^GitHub refused to close/) },
  ])
})

test('what the post step closes has the verdict of the run, if there is one', async () => {
  const { checks, head } = await commit.run(refused)
  const verdicts = checks.map(({ head_sha, conclusion, output }) => [head_sha === head, conclusion, output])
  expect(verdicts).toMatchObject([
    [true, 'failure', { title: expect.stringMatching(/^Fixed in /) }],
    [false, 'neutral', { title: '3 batches, 3 findings' }],
  ])
  const unseen = await none.run([made(CREATE), strike(LIST, 1, '403')])
  expect(unseen.checks).toMatchObject([
    { conclusion: 'failure', output: { title: '3 batches, 77 findings' } },
  ])
})

test.each([
  ['the branch', at(TIP), '404', undefined],
  ['the branch', at(TIP), '422', undefined],
  ['what came after the head', at(COMPARE, 2), '404', pushOnTop],
  ['what came after the head', at(COMPARE, 2), '422', pushOnTop],
])(
  'a commit without an answer is not denied because GitHub does not show %s: %o, %s',
  async (_, { operation, nth }, fault, meanwhile) => {
    const facts = await commit.run([made(COMMIT), strike(operation, nth, fault)], { meanwhile })
    expect(facts.run.summary).toContain('Whether the commit was made could not be found out')
  },
)

test.each([
  ['deleted', deleted, 'The branch batch is not there any more.'],
  ['written anew', writtenAnew, 'Somebody pushed to batch meanwhile'],
])('a branch that is %s after a commit without an answer is seen', async (_, change, says) => {
  const meanwhile: Meanwhile =
    (github) =>
    async ({ operation }) => {
      if (operation === TIP) await change(github)
      return undefined
    }
  const { run, commits } = await commit.run([made(COMMIT)], { meanwhile })
  expect([run.outputs['commit'], commits]).toEqual(['', []])
  expect(run.summary).toContain(`Not corrected: ${says}`)
})

async function deleted({ git }: GitHubDouble): Promise<void> {
  await git.remove('refs/heads/batch')
}

/** By a commit that has nothing in common with what was there. */
async function writtenAnew({ git }: GitHubDouble): Promise<void> {
  await git.move('refs/heads/batch', await git.commitTree({ 'a.csv': '' }, {}))
}

test('a commit that may still be made after the last look is not denied', async () => {
  const { run } = await commit.run([lost(COMMIT), lost(COMMIT, 2)])
  expect(run.summary).toContain('So far it is not on the branch batch')
  const refused = await commit.run([strike(COMMIT, 1, '500'), strike(COMMIT, 2, '500')])
  expect(refused.run.summary).not.toContain('So far')
})

test('the post step closes a check run although it cannot see whether it is open', async () => {
  const { checks, run } = await none.run([strike(TREE, 1, '404'), strike(SHOW, 1, '404')])
  expect(checks).toMatchObject([{ status: 'completed', output: { title: 'Not checked' } }])
  expect(run.post?.exitCode).toBe(0)
})
