import type { CommitOutcome } from '../github/commit.ts'
import { conclude, type FileResult, type Summary, totalsOfAll } from '../report/report.ts'
import type { Told } from '../report/summary.ts'
import { addUsers, noteIdleIn, takenFor } from '../taken.ts'
import type { Run } from './prepare.ts'
import type { Review } from './review.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** What is announced of one commit. */
export interface Announcement {
  readonly verdict: Verdict
  readonly told: Told
}

/** What it is made of. */
export interface Facts {
  readonly results: readonly FileResult[]
  readonly reviewed: Review
  /** Markdown sentences. */
  readonly notes: readonly string[]
  readonly commit: CommitOutcome
}

/** The verdict on a commit, and all that is told of it. */
export function announcementOf(run: Run, { results, reviewed, notes, commit }: Facts): Announcement {
  const { settings } = run
  const totals = totalsOfAll(results)
  const { asked, notChecked } = reviewed
  const complete = notChecked.length === 0
  const verdict = verdictOf({ totals, failOn: settings.failOn, complete, commit })
  const conclusion = conclude(totals, settings.failOn, complete)
  const summary = { totals, ...whatDecided(run, results, reviewed), asked, notChecked, conclusion }
  return { verdict, told: { title: verdict.reason, summary, results, notes } }
}

function whatDecided(
  { settings, directory, used, notes }: Run,
  results: readonly FileResult[],
  { allRead }: Review,
): Pick<Summary, 'domains' | 'configuration' | 'notes'> {
  const users = new Map<string, number>()
  for (const { outcome } of results) addUsers(users, outcome.users)
  const domains = takenFor(users, directory)
  const idle = noteIdleIn(settings.federatedDomains, domains, allRead)
  return { domains, configuration: used, notes: [...notes, ...idle] }
}

/** What is announced where there is no commit to check. */
export function announcementOfNothing(): Announcement {
  const [conclusion, reason] = ['success', 'Nothing to check'] as const
  const nothing = { domains: [], configuration: null, notes: [], asked: [], notChecked: [] }
  const summary = { totals: totalsOfAll([]), ...nothing, conclusion }
  const notes = ['A branch or tag was deleted: there is no commit to check.']
  return {
    verdict: { conclusion, reason },
    told: { title: reason, summary, results: [], notes },
  }
}
