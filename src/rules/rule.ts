import type { Batch, Row, Span } from '../batch/batch.ts'
import type { Edit } from '../batch/edit.ts'
import type { Answer, User } from '../federation/answer.ts'
import type { Source } from './sources.ts'

/** How bad it is; `off` switches a rule off. */
export const severities = ['error', 'warning', 'notice', 'off'] as const
export type Severity = (typeof severities)[number]

/** One thing wrong in a batch. */
export interface Problem {
  readonly at: Span
  /** One or two sentences that name Exchange's row and the cure; never what a cell holds. */
  readonly message: string
  /** What states the fact; the words "Exchange may" are in exactly those messages whose fact was only observed. */
  readonly source: Source
  /** The row it is about, or just Exchange's number of a row that has no cells to ask for. */
  readonly row?: Row | number
  /** If it is worse than the rule says, or not as bad. */
  readonly severity?: Exclude<Severity, 'off'>
  readonly edit?: Edit
}

/** What a rule may know besides the batch. */
export interface Facts {
  readonly lookup: (user: User) => Answer
  /** Whether users of one domain may differ. */
  readonly perUser: boolean
  /** How many rows a batch may have, if it is not the limit of its kind. */
  readonly maxRows: number | undefined
}

/**
 * What a rule looks at: the bytes of a batch; the file that can be read of them; its rows, which only a header with EmailAddress
 * makes readable; a header that Exchange cannot find; a file that is no batch.
 */
export type Scope = 'bytes' | 'file' | 'rows' | 'hidden-header' | 'other-file'

/** What is told of a rule. */
interface Description {
  readonly id: string
  readonly severity: Severity
  /** How bad it is in a file that somebody named, if that differs. */
  readonly severityIfNamed?: Severity
  readonly title: string
  /** The page to read first. */
  readonly source: Exclude<Source, 'observed'>
  readonly scope: Scope
  readonly fixable: boolean
}

/** One thing that can be wrong. Rules are pure: the same batch and facts give the same problems. */
export interface Rule extends Description {
  check(batch: Batch, facts: Facts): Iterable<Problem>
}

/**
 * A rule that compares the batches of a run: it is started once a run and then given one batch after the other. Giving it
 * a batch again changes nothing.
 */
export interface RunRule extends Description {
  start(): Rule['check']
}
