import type { Batch, Row, Span } from '../batch/batch.ts'
import type { Edit } from '../batch/edit.ts'
import type { Answer, User } from '../federation/answer.ts'

/** How bad it is; `off` switches a rule off. */
export const severities = ['error', 'warning', 'notice', 'off'] as const
export type Severity = (typeof severities)[number]

/** One thing wrong in a batch. */
export interface Problem {
  readonly at: Span
  /** One or two sentences that name Exchange's row and the cure; never what a cell holds. */
  readonly message: string
  /** The row it is about, or just Exchange's number of a row that has no cells to ask for. */
  readonly row?: Row | number
  readonly edit?: Edit
}

/** What a rule may know besides the batch. */
export interface Facts {
  readonly lookup: (user: User) => Answer
  /** The most rows a batch may have, if it is not the limit of its kind. */
  readonly maxRows: number | undefined
}

/** One thing that can be wrong. Rules are pure: the same batch and facts give the same problems. */
export interface Rule {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  /** The page that states the fact. */
  readonly source: string
  /** `rows`: it looks at rows, which only a header with EmailAddress makes readable. */
  readonly scope: 'file' | 'rows'
  readonly fixable: boolean
  check(batch: Batch, facts: Facts): Iterable<Problem>
}
