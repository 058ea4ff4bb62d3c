import { expect } from 'vitest'
import { CANARY } from '../pull.ts'
import { checksOn, type Facts, isFinished, placeOf } from './facts.ts'
import { expectCheckRuns } from './marks.ts'

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
  expect(took, 'how long it took').toBeLessThan(limit * (byPost.length > 0 ? 2 : 1) + MARGIN)
  expect(pending, 'left behind').toEqual([])
}

/** What a run needs besides the time that it may wait, in milliseconds. */
const MARGIN = 3000

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

/** The exit code, the outputs and the log agree with each other, with the branch and with the findings. */
function expectVerdict({ run, report }: Facts, clean: Facts): void {
  const { outputs, exitCode, log } = run
  const { fixed, errors, commit, conclusion } = outputs
  const unread = new Set(report?.notChecked.map(({ path }) => path))
  const whole = (clean.report?.findings ?? []).filter(({ path }) => !unread.has(path)).map(placeOf)
  expect(report?.findings.map(placeOf), 'findings in the report').toEqual(whole)
  expect(
    whole.filter((place) => !log.includes(place)),
    'findings that the log lacks',
  ).toEqual([])
  for (const path of unread) expect(log, 'the log').toContain(`${path} could not be checked in full.`)

  const expected = unread.size > 0 ? 'failure' : clean.run.outputs['conclusion']
  expect([conclusion, report?.conclusion], 'the conclusion').toEqual([expected, expect.any(String)])
  expect(exitCode, 'the exit code').toBe(conclusion === 'failure' ? 1 : 0)
  const marked = report?.findings.filter((finding) => finding.fixed).length
  expect(Number(fixed), 'the output fixed').toBe(commit === '' ? 0 : Number(clean.run.outputs['fixed']))
  expect(marked, 'findings that are called fixed').toBe(Number(fixed))
  if (unread.size === 0)
    expect(Number(errors) + Number(fixed), 'errors and corrections').toBe(wrongsOf(clean))
}

function wrongsOf({ run: { outputs } }: Facts): number {
  return Number(outputs['errors']) + Number(outputs['fixed'])
}

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
