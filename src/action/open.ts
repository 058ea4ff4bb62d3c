import * as core from '@actions/core'
import { closeOrphan, type Ending, notChecked, type Opened } from '../github/checks.ts'
import type { GitHub } from '../github/client.ts'
import { type Attempt, lookAtBranch } from '../github/look.ts'
import { refusalOf } from '../github/refusal.ts'
import { InputError } from '../mistakes.ts'
import { cut } from '../report/plain.ts'
import { code, inline } from '../report/summary.ts'

/** The states in which the post step finds check runs that must not stay open: the head's and the correction's. */
const STATES = ['open-check-run-of-head', 'open-check-run-of-correction'] as const
export type OpenState = (typeof STATES)[number]

const WHY = 'why-not-checked'
const ATTEMPT = 'attempt-to-commit'
/** How many mistakes a check run names, and how much of each: the state becomes an environment variable. */
const NAMED = 10
const LONGEST = 400

/** Notes for the post step why nothing could be checked. */
export function noteWhy(mistakes: readonly string[]): void {
  core.saveState(
    WHY,
    mistakes
      .slice(0, NAMED)
      .map((mistake) => inline(cut(mistake, LONGEST)))
      .join('\n\n'),
  )
}

/** Notes for the post step that a commit may come about. */
export function noteAttempt({ branch, head, run }: Attempt): void {
  core.saveState(ATTEMPT, JSON.stringify({ branch, head, run }))
}

/** Notes a check run for the post step: by its number or, while GitHub has not told it, by what to look for it. */
export function noteOpen(state: OpenState, open: number | Opened): void {
  core.saveState(state, JSON.stringify(open))
}

/** Notes that a check run is not open any more. */
export function noteClosed(state: OpenState): void {
  core.saveState(state, '')
}

/** Notes for the post step how a check run is to end that cannot be completed now. */
export function noteEnding(state: OpenState, ending: Ending): void {
  core.saveState(`end-of-${state}`, JSON.stringify(ending))
}

/** Whether the run before left a check run open. */
export function isAnyOpen(): boolean {
  return STATES.some((state) => core.getState(state) !== '')
}

/**
 * Closes what the run left open.
 * @throws InputError if GitHub refuses; what it does not refuse is closed all the same
 */
export async function closeOpen(gitHub: GitHub): Promise<void> {
  const mistakes = new Set<string>()
  for (const state of STATES) {
    const open = read<number | Opened>(state)
    if (open === undefined) continue
    const ending =
      read<Ending>(`end-of-${state}`) ?? notChecked(core.getState(WHY) || (await sayCommit(gitHub)))
    try {
      await closeOrphan(gitHub, open, ending)
    } catch (error) {
      mistakes.add(refusalOf(error, 'close the check run', 'checks: write'))
    }
  }
  if (mistakes.size > 0) throw new InputError([...mistakes])
}

/** A run that died after its commit could not say that there is one. */
async function sayCommit(gitHub: GitHub): Promise<string> {
  const attempt = read<Attempt>(ATTEMPT)
  const seen = attempt && (await lookAtBranch(gitHub, attempt).catch(() => undefined))
  if (seen?.branch !== 'ours') return ''
  return `The run ended before it could tell, but not before its commit: ${code(seen.sha.slice(0, 7))} on ${code(attempt!.branch)} has the corrected files.`
}

function read<T>(state: string): T | undefined {
  const text = core.getState(state)
  return text === '' ? undefined : JSON.parse(text)
}
