import type { ListedDomain } from '../domain-table.ts'
import type { ListedUser } from '../user-list.ts'

/** What one export says, what should be known about it, and what is wrong with it. */
export interface Export {
  readonly domains: readonly ListedDomain[]
  readonly users: readonly ListedUser[]
  /** Sentences: it can be used, but does not say all that it could. */
  readonly notes: readonly string[]
  /** Sentences with their cures: it cannot be used. */
  readonly mistakes: readonly string[]
}

/** What nothing is known of. */
export const NOTHING: Export = { domains: [], users: [], notes: [], mistakes: [] }
