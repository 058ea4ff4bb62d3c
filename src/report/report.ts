import type { Outcome } from '../outcome.ts'
import type { FailOn } from '../settings.ts'
import type { Taken } from '../taken.ts'

/** One file as it is reported: what came out of it, and whether its fixes were made. */
export interface FileResult {
  readonly outcome: Outcome
  readonly fixed: boolean
}

/** How much there is; `errors`, `warnings` and `notices` count what is left, `fixed` what was cured. */
export interface Totals {
  readonly files: number
  readonly batches: number
  readonly rows: number
  readonly federated: number
  readonly errors: number
  readonly warnings: number
  readonly notices: number
  readonly fixable: number
  readonly fixed: number
}

export type Conclusion = 'success' | 'failure' | 'neutral'

/** What is known when all files are through. */
export interface Summary {
  readonly totals: Totals
  /** What the domains of staged batches were taken for, in order of their names. */
  readonly domains: readonly Taken[]
  /** The configuration file that was used. */
  readonly configuration: string | null
  /** Sentences about what the answers rest on. */
  readonly notes: readonly string[]
  /** Domains an outside service was asked about. */
  readonly asked: readonly string[]
  readonly notChecked: readonly { readonly path: string; readonly why: string }[]
  readonly conclusion: Conclusion
}

/** A report in the making: each call gives the next parts of its text. */
export interface Writer {
  file(result: FileResult, draw: Draw): Iterable<string>
  end(summary: Summary): Iterable<string>
}

/** Draws the row of a finding of the file that is being reported. */
export type Draw = (
  finding: number,
) => { readonly text: string; readonly from: number; readonly to: number } | undefined

const NOTHING: Totals = {
  files: 0,
  batches: 0,
  rows: 0,
  federated: 0,
  errors: 0,
  warnings: 0,
  notices: 0,
  fixable: 0,
  fixed: 0,
}

/** The totals of files that are all there. */
export function totalsOfAll(results: Iterable<FileResult>): Totals {
  let totals = NOTHING
  for (const result of results) totals = addTotals(totals, result)
  return totals
}

/** The totals with one more file. */
export function addTotals(totals: Totals, result: FileResult): Totals {
  const more = totalsOf(result)
  const sums = Object.entries(totals).map(([key, value]) => [key, value + more[key as keyof Totals]])
  return Object.fromEntries(sums)
}

/** What one file adds to the totals. */
function totalsOf({ outcome, fixed }: FileResult): Totals {
  const left = { error: 0, warning: 0, notice: 0 }
  for (const { severity, fix, more = 0 } of outcome.findings) {
    if (fix === undefined || !fixed) left[severity] += 1 + more
  }
  return {
    files: 1,
    batches: outcome.kind === 'not-a-batch' ? 0 : 1,
    rows: outcome.rows,
    federated: outcome.federated,
    errors: left.error,
    warnings: left.warning,
    notices: left.notice,
    fixable: fixed ? 0 : outcome.edits.length,
    fixed: fixed ? outcome.edits.length : 0,
  }
}

/** The verdict on what is left; a check that could not be made in full has failed, whatever was found. */
export function conclude(totals: Totals, failOn: FailOn, complete: boolean): Conclusion {
  const { errors, warnings, notices } = totals
  const failing = { error: errors, warning: errors + warnings, never: 0 }[failOn]
  if (!complete || failing > 0) return 'failure'
  return errors + warnings + notices > 0 ? 'neutral' : 'success'
}
