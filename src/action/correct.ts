import * as core from '@actions/core'
import { type CommitOutcome, commit } from '../github/commit.ts'
import { plain } from '../report/plain.ts'
import { type Forecast, readForecast, sayForecast } from './forecast.ts'
import { noteAttempt } from './open.ts'
import type { Run } from './prepare.ts'
import type { Review } from './review.ts'

/** How the corrections ended and, if they were committed, what had been foreseen. */
export interface Correction {
  readonly outcome: CommitOutcome
  readonly forecast?: Forecast
}

/**
 * Commits what can be corrected to the branch of a pull request; a head that is a correction already is not corrected again,
 * or it might never end. Says before it commits what that will leave waiting.
 */
export async function correctBranch(run: Run, { files }: Review): Promise<Correction> {
  const { gitHub, event, settings, isCorrection, id } = run
  const { pull, head, name } = event
  const corrections = files.flatMap(({ correction }) => (correction === undefined ? [] : [correction]))
  if (corrections.length === 0) return { outcome: { status: 'nothing' } }
  if (pull === undefined) {
    const why = `Only a pull request is corrected, on its own branch; this run is for "${name}".`
    return { outcome: { status: 'not-allowed', why } }
  }
  if (!pull.sameRepository) return { outcome: FORK }
  if (isCorrection) return { outcome: LOOP }

  const forecast = await readForecast(gitHub, pull.baseBranch)
  for (const sentence of sayForecast(forecast, settings.checkName)) core.info(plain(sentence))
  const [headline = ''] = settings.commitMessage.split(/\r?\n/)
  noteAttempt({ branch: pull.branch, head, run: id })
  const outcome = await commit(gitHub, { branch: pull.branch, head, run: id, corrections, headline })
  return { outcome, forecast }
}

const FORK: CommitOutcome = {
  status: 'not-allowed',
  why: 'The branch is in another repository (a fork), where this token may not write.',
}
const LOOP: CommitOutcome = {
  status: 'refused',
  why: 'The head is a correction already and has something to correct again: that is left to you.',
}
