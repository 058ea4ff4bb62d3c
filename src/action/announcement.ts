import type { CommitOutcome } from '../github/commit.ts'
import { conclude, type FileResult, totalsOfAll } from '../report/report.ts'
import type { Told } from '../report/summary.ts'
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
export function announcementOf(
  { settings, notes: ofSources }: Run,
  { results, reviewed, notes, commit }: Facts,
): Announcement {
  const totals = totalsOfAll(results)
  const { asked, notChecked } = reviewed
  const complete = notChecked.length === 0
  const verdict = verdictOf({ totals, failOn: settings.failOn, complete, commit })
  const conclusion = conclude(totals, settings.failOn, complete)
  const summary = { totals, asked, notes: ofSources, notChecked, conclusion }
  return { verdict, told: { title: verdict.reason, summary, results, notes } }
}

/** What is announced where there is no commit to check. */
export function announcementOfNothing(): Announcement {
  const [conclusion, reason] = ['success', 'Nothing to check'] as const
  const summary = { totals: totalsOfAll([]), asked: [], notes: [], notChecked: [], conclusion }
  const notes = ['A branch or tag was deleted: there is no commit to check.']
  return {
    verdict: { conclusion, reason },
    told: { title: reason, summary, results: [], notes },
  }
}
