import { expect } from 'vitest'
import { type Facts, placeOf } from './facts.ts'

/** The exit code, the outputs, the report and the log agree with each other, with the branch and with the findings. */
export function expectVerdict(facts: Facts, clean: Facts): void {
  const unread = new Set(facts.report?.notChecked.map(({ path }) => path))
  expectFindings(facts, clean, unread)
  expectConclusion(facts, clean, unread.size === 0)
  expectNumbers(facts, clean, unread.size === 0)
}

/** Every finding of a file that was read is in the report and in the log, and every other file is named. */
function expectFindings({ run, report }: Facts, clean: Facts, unread: ReadonlySet<string>): void {
  const all = (clean.report?.findings ?? []).filter(({ path }) => !unread.has(path)).map(placeOf)
  const unlogged = all.filter((place) => !run.log.includes(place))
  expect(report?.findings.map(placeOf), 'findings in the report').toEqual(all)
  expect(unlogged, 'findings that the log lacks').toEqual([])
  for (const path of unread) expect(run.log, 'the log').toContain(`${path} could not be checked in full.`)
}

function expectConclusion({ run, report }: Facts, clean: Facts, isComplete: boolean): void {
  const { conclusion, commit } = run.outputs
  expect(conclusion, 'the conclusion').toBe(isComplete ? clean.run.outputs['conclusion'] : 'failure')
  expect(run.exitCode, 'the exit code').toBe(conclusion === 'failure' ? 1 : 0)
  const isLeft = !isComplete || (commit === '' && clean.commits.length > 0)
  const ofReport = isLeft ? 'failure' : clean.report?.conclusion
  expect(report?.conclusion, 'the conclusion of the report').toBe(ofReport)
}

/** What was not corrected is left; nothing is called corrected without a commit. */
function expectNumbers({ run, report }: Facts, clean: Facts, isComplete: boolean): void {
  const { fixed, errors, commit } = run.outputs
  const marked = report?.findings.filter((finding) => finding.fixed).length
  expect(Number(fixed), 'the output fixed').toBe(commit === '' ? 0 : Number(clean.run.outputs['fixed']))
  expect(marked, 'findings that are called fixed').toBe(Number(fixed))
  const left = Number(errors) + Number(fixed)
  if (isComplete) expect(left, 'errors and corrections').toBe(wrongsOf(clean))
}

function wrongsOf({ run: { outputs } }: Facts): number {
  return Number(outputs['errors']) + Number(outputs['fixed'])
}
