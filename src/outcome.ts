import type { Edit } from './batch/edit.ts'
import type { Kind } from './batch/kinds.ts'
import type { Place } from './batch/lines.ts'
import type { Severity } from './rules/rule.ts'
import type { Users } from './taken.ts'

/** One thing wrong, as it is reported; lines and columns as in `Place`. */
export interface Finding extends Place {
  readonly rule: string
  readonly severity: Exclude<Severity, 'off'>
  readonly path: string
  /** Exchange's number of the data row. */
  readonly row: number | null
  /** The user's address if it is a valid one. */
  readonly user: string | null
  readonly message: string
  /** What the cell's text becomes. */
  readonly fix: string | undefined
  /** Where GitHub shows it, if that is another place: git ends a line at LF only. */
  readonly onGitHub: Place | undefined
  /** How many more there are of the kind, which are only counted. */
  readonly more?: number
}

/** What came out of one file. */
export interface Outcome {
  readonly path: string
  readonly kind: Kind | 'not-a-batch'
  readonly rows: number
  /** Users of a staged batch by the domain that decides about them. */
  readonly users: Users
  /** Users of a staged batch that are known to be federated. */
  readonly federated: number
  /** In order of place. */
  readonly findings: readonly Finding[]
  /** The changes that cure the findings with a fix, also those that are only counted, in order of place. */
  readonly edits: readonly Edit[]
  /** Why it is no batch. */
  readonly leftAlone: string | undefined
  /** Why it could not be checked in full. */
  readonly notChecked: string | undefined
}

/** The outcome when its fixes cannot be made: each finding that had one says why. */
export function withoutFixes(outcome: Outcome, why: string): Outcome {
  const findings = outcome.findings.map((finding) =>
    finding.fix === undefined
      ? finding
      : { ...finding, fix: undefined, message: `${finding.message} Not corrected: ${why}.` },
  )
  return { ...outcome, findings, edits: [] }
}
