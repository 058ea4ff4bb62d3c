import type { CheckRun } from '../github/checkRun.ts'
import type { RecordedRequest } from '../github/requests.ts'
import type { RunResult } from '../runner.ts'
import type { Mode } from './pulls.ts'

/** What is known after a run. */
export interface Facts {
  readonly mode: Mode
  readonly head: string
  readonly run: RunResult
  /** How long main and post took together, in milliseconds, and how long each of them may ask GitHub. */
  readonly took: number
  readonly limit: number
  /** What the process held before and still holds. */
  readonly pending: readonly string[]
  readonly requests: readonly RecordedRequest[]
  /** Those of them that the post step sent. */
  readonly byPost: readonly RecordedRequest[]
  /** The Action's commits on top of the head, and whether they hold the right correction and nothing else. */
  readonly commits: readonly { readonly sha: string; readonly isRight: boolean }[]
  readonly checks: readonly CheckRun[]
  /** Where a request or an answer was against GitHub's description. */
  readonly violations: readonly string[]
  /** The JSON report, if there is one. */
  readonly report: Report | undefined
  /** Everything that was written anywhere, and the token that must not be. */
  readonly told: string
  readonly token: string
}

/** What is looked at of the report. */
export interface Report {
  readonly conclusion: string
  readonly findings: readonly Finding[]
  readonly notChecked: readonly { readonly path: string; readonly why: string }[]
}

interface Finding {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly rule: string
  readonly fixed: boolean
}

/** Where a finding is, as the log names it. */
export function placeOf({ path, line, column }: Finding): string {
  return `${path}:${line}:${column}`
}

/** The check runs on a commit. */
export function checksOn({ checks }: Facts, sha: string | undefined): CheckRun[] {
  return checks.filter(({ head_sha }) => head_sha === sha)
}

/** Whether a run came to an end with a verdict, instead of stopping with a sentence. */
export function isFinished({ run }: Facts): boolean {
  return run.outputs['conclusion'] !== undefined
}
