import { expect } from 'vitest'
import { CANARY } from '../pull.ts'
import { checksOn, type Facts, isFinished } from './facts.ts'
import { expectCheckRuns } from './marks.ts'
import { expectVerdict } from './verdict.ts'

/**
 * What holds whatever fails.
 * @param clean what a run without a fault did
 */
export function expectPromises(facts: Facts, clean: Facts): void {
  expectEnd(facts)
  expectBranch(facts)
  if (isFinished(facts)) expectVerdict(facts, clean)
  else expectSentence(facts)
  expectNoFalseGreen(facts, clean)
  expectCheckRuns(facts, clean)
  expectManners(facts)
}

/** It ends in time, and leaves nothing behind. */
function expectEnd({ run, took, limit, pending, byPost }: Facts): void {
  expect([run.timedOut, run.post?.timedOut], 'it was given up').toEqual([false, false])
  expect(took, 'how long it took').toBeLessThanOrEqual(limit * (byPost.length > 0 ? 2 : 1))
  expect(pending, 'left behind').toEqual([])
}

/** At most one commit, with the right bytes, and named unless it is said that nobody knows. */
function expectBranch(facts: Facts): void {
  const { commits, run, mode } = facts
  expect(commits.length, 'commits on the branch').toBeLessThanOrEqual(mode.fix === 'commit' ? 1 : 0)
  expect(
    commits.filter(({ isRight }) => !isRight),
    'commits of something else than the correction',
  ).toEqual([])
  if (!saysUnknown(facts))
    expect(run.outputs['commit'] ?? '', 'the output commit').toBe(commits[0]?.sha ?? '')
}

/** Whether it is said that nobody knows whether there is a commit. */
export function saysUnknown({ run }: Facts): boolean {
  return UNKNOWN.test(run.summary ?? '')
}

const UNKNOWN = /Whether the commit was made could not be found out|So far it is not on the branch/

/** It failed before anything was found: its only annotations say why, each in a sentence, and nothing was written. */
function expectSentence({ run, commits }: Facts): void {
  expect([run.exitCode, run.job, commits], 'a run without a verdict').toEqual([1, 'failure', []])
  expect(run.annotations, 'annotations').not.toEqual([])
  for (const { level, message } of run.annotations) {
    expect(level).toBe('error')
    expect(message).toMatch(/^GitHub (refused to|gave no answer when it was asked to) .+ [A-Z].+\.$/)
  }
}

/** Green is only what was read and checked in full. */
function expectNoFalseGreen(facts: Facts, clean: Facts): void {
  const { run, report, checks, commits, head } = facts
  const isRight = isFinished(facts) && report?.notChecked.length === 0
  const may = (sha: string) =>
    isRight ? checksOn(clean, sha === head ? head : clean.commits[0]?.sha)[0] : undefined
  if (run.exitCode === 0 || run.job === 'success')
    expect([isRight, clean.run.job], 'a green job').toEqual([true, 'success'])
  for (const { head_sha, conclusion } of checks) {
    expect([head, ...commits.map(({ sha }) => sha)], 'commits with a check run').toContain(head_sha)
    if (conclusion !== null && conclusion !== 'failure')
      expect(conclusion, `a check run on ${head_sha === head ? 'the head' : 'the correction'}`).toBe(
        may(head_sha)?.conclusion,
      )
  }
}

const NUL = /\0|\\u\{0\}|\\u0000/g // as UTF-16 has them

/** GitHub's rules are kept, and nothing is shown that must not be. */
function expectManners({ run, told, token, violations }: Facts): void {
  const all = told.replaceAll(NUL, '')
  expect(violations, 'against the description of GitHub').toEqual([])
  expect(run.job, 'the job').toBe(run.exitCode === 0 && run.post?.exitCode === 0 ? 'success' : 'failure')
  expect(all.includes(CANARY), 'a password is shown').toBe(false)
  expect(all.includes(token), 'the token is shown').toBe(false)
  expect(/^\s+at .+:\d+:\d+/m.exec(all), 'a stack trace').toBe(null)
}
