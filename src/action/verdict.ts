import type { CommitOutcome } from '../github/commit.ts'
import { count } from '../report/plain.ts'
import { type Conclusion, conclude, type Totals } from '../report/report.ts'
import type { FailOn } from '../settings.ts'

/** The verdict on one commit. */
export interface Verdict {
  readonly conclusion: Conclusion
  /** A few words: the title of the check run. */
  readonly reason: string
}

/** What a verdict is made of. */
export interface Case {
  readonly totals: Totals
  readonly failOn: FailOn
  readonly complete: boolean
  readonly commit: CommitOutcome
}

/**
 * The verdict on a commit, which is the job's too. A commit that was corrected has failed, although nothing is left: green
 * would let somebody push the bad file back and merge it. So has one of which nobody knows whether it was.
 */
export function verdictOf({ totals, failOn, complete, commit }: Case): Verdict {
  if (commit.status === 'committed') {
    return { conclusion: 'failure', reason: `Fixed in ${commit.sha.slice(0, 7)}` }
  }
  return {
    conclusion: commit.status === 'unknown' ? 'failure' : conclude(totals, failOn, complete),
    reason: reasonFor(totals, complete),
  }
}

function reasonFor({ files, batches, errors, warnings, notices }: Totals, complete: boolean): string {
  if (!complete) return 'Not everything could be checked'
  if (files === 0) return 'No batches to check'
  const left = errors + warnings + notices
  const checked = count(batches, 'batch', 'batches')
  return left === 0 ? `${checked}, nothing is wrong` : `${checked}, ${count(left, 'finding')}`
}
