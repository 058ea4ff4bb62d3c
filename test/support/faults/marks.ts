import { expect } from 'vitest'
import type { Annotation, CheckRun } from '../github/checkRun.ts'
import { checksOn, type Facts, isFinished } from './facts.ts'

/** One check run a commit, closed with the right words or said to be open; its marks are right, and the log has them if it has not. */
export function expectCheckRuns(facts: Facts, clean: Facts): void {
  const { head, commits, checks } = facts
  expectOne(checksOn(facts, head), checksOn(clean, head))
  const [commit] = commits
  if (commit) expectOne(checksOn(facts, commit.sha), checksOn(clean, clean.commits[0]?.sha))
  for (const check of checks) if (check.status === 'completed') expectTitle(facts, check)
  for (const check of checks) if (check.status !== 'completed') expectSaidOpen(facts, check)
  if (isFinished(facts)) expectMarks(facts, clean)
}

function expectOne(checks: readonly CheckRun[], [right]: readonly CheckRun[]): void {
  expect(checks.length, 'check runs on a commit').toBeLessThanOrEqual(1)
  const marks = checks.flatMap(({ output }) => output.annotations.map(asText))
  expect(marks.length, 'marks, each once').toBe(new Set(marks).size)
  expect(
    marks.filter((mark) => !right?.output.annotations.map(asText).includes(mark)),
    'marks of nothing',
  ).toEqual([])
}

function asText(annotation: Annotation): string {
  return JSON.stringify(annotation)
}

/** What a check run says is what happened. */
function expectTitle(facts: Facts, { head_sha, output: { title } }: CheckRun): void {
  expect([title], 'the title of a check run').toContain(titleOf(facts, head_sha) ?? title)
}

function titleOf(facts: Facts, sha: string): string | undefined {
  const { head, report, run } = facts
  const { commit = '' } = run.outputs
  if (!isFinished(facts)) return 'Not checked'
  if (report?.notChecked.length) return 'Not everything could be checked'
  return sha === head && commit !== '' ? `Fixed in ${commit.slice(0, 7)}` : undefined
}

/** A check run may stay open if GitHub did not let the post step close it: then the job says so. */
function expectSaidOpen({ run, byPost }: Facts, { id, head_sha }: CheckRun): void {
  const attempts = byPost.filter(({ method, path }) => {
    const closes = method === 'PATCH' && path.endsWith(`/check-runs/${id}`)
    return closes || path.endsWith(`/commits/${head_sha}/check-runs`) // nobody knows its number
  })
  expect(attempts, 'attempts to close a check run that stays open').not.toEqual([])
  const said = (run.post?.annotations ?? []).map(({ message }) => message).join('\n')
  expect([run.job, said], 'what is said of a check run that stays open').toEqual([
    'failure',
    expect.stringMatching(
      /^GitHub (refused to|gave no answer when it was asked to) close the check run.*\.$/m,
    ),
  ])
}

/** The lines are marked in the check run or, if it could not be written, in the log, which says why. */
function expectMarks(facts: Facts, clean: Facts): void {
  const { run, report, head } = facts
  const unread = new Set(report?.notChecked.map(({ path }) => path))
  const all = checksOn(clean, head).flatMap(({ output }) =>
    output.annotations.filter(({ path }) => !unread.has(path)),
  )
  const shown = checksOn(facts, head).flatMap(({ output }) => output.annotations)
  if (shown.length === all.length) return
  expect(
    run.annotations.filter(({ file }) => file !== undefined),
    'marks in the log',
  ).not.toEqual([])
  expect(run.log).toMatch(
    /^GitHub (refused to|gave no answer when it was asked to) (create a|complete the) check run/m,
  )
}
