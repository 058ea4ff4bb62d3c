import type { HeldClock } from '../clock.ts'
import type { Hook } from './faults.ts'

/** A request the double got. */
export interface RecordedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every kind
  readonly body: any
  /** Like `GET /repos/{owner}/{repo}/pulls/{pull_number}/files`, `query` or `mutation createCommitOnBranch`. */
  readonly operation: string
  /** 0 while it is not answered, and for good if the connection broke. */
  readonly status: number
}

/** What the server notes down for the test. */
export interface Notes {
  readonly requests: RecordedRequest[]
  readonly unexpected: string[]
  readonly violations: string[]
  readonly hooks: Hook[]
  /** Requests of this hour, REST and GraphQL counted apart. */
  readonly used: { core: number; graphql: number }
  /** Fires when the test is over. */
  readonly end: AbortSignal
  /** By which answers are late, if not by this machine's. */
  readonly clock: HeldClock | undefined
}
