import type { Batch } from './batch/batch.ts'
import { countByDomain } from './batch/count.ts'
import type { Directory } from './federation/directory.ts'
import type { FederatedDomains } from './federation/domains.ts'
import { noteIdle } from './federation/idle.ts'

/** How many users there are in each domain that decides about them: that of their sign-in names. */
export type Users = ReadonlyMap<string, number>

/** What a domain was taken for. */
export interface Taken {
  readonly domain: string
  /** `null`: it is not known. */
  readonly federated: boolean | null
  readonly users: number
  /** Who says so, or why nobody does. */
  readonly because: string
}

/** The users of a batch. */
export function usersOf(batch: Batch, { lookup, perUser }: Directory): Users {
  if (!perUser) return countByDomain(batch)
  const users = new Map<string, number>()
  for (const row of batch.where('EmailAddress', 'address')) {
    const { domain } = lookup(row)
    users.set(domain, (users.get(domain) ?? 0) + 1)
  }
  return users
}

/** How many of them are known to be federated. */
export function countFederated(users: Users, { lookup }: Directory): number {
  let count = 0
  for (const [domain, number] of users) if (lookup({ user: null, domain }).federated) count += number
  return count
}

/** Adds the users of one more batch. */
export function addUsers(sum: Map<string, number>, users: Users): void {
  for (const [domain, number] of users) sum.set(domain, (sum.get(domain) ?? 0) + number)
}

/** What each domain was taken for in the end, in order of their names. */
export function takenFor(users: Users, { lookup }: Directory): Taken[] {
  return Array.from(users, ([domain, number]): Taken => {
    const { federated = null, why } = lookup({ user: null, domain })
    return { domain, federated, users: number, because: why }
  }).sort((a, b) => (a.domain < b.domain ? -1 : 1))
}

/** Says which domains of the list nobody is in, if every file could be read. */
export function noteIdleIn(list: FederatedDomains, taken: readonly Taken[], allRead: boolean): string[] {
  if (!allRead) return []
  const byUsers = taken.toSorted((a, b) => b.users - a.users)
  return noteIdle(
    list.names,
    byUsers.map(({ domain }) => domain),
  )
}
