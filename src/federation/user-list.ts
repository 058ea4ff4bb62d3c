import { canonicalDomain, domainOf } from '../batch/address.ts'
import type { User } from './answer.ts'

/** What an export says of one user. */
export interface ListedUser {
  /** The user's sign-in name (UPN), which has the form of an address. */
  readonly signInName: string
  /** Every address of the user's mailbox. */
  readonly addresses: readonly string[]
  /** Where it says so: "users.csv line 14". */
  readonly place: string
}

/** How a user signs in. */
export interface SignIn {
  readonly signInName: string
  /** The canonical domain of that name. */
  readonly domain: string
  readonly place: string
}

/** Knows by which name users sign in. */
export interface UserList {
  find(user: User): SignIn | undefined
}

/** Brings user lists together; two users who claim one address are a mistake. */
export function createUserList(users: readonly ListedUser[]): {
  readonly list: UserList | undefined
  readonly mistakes: string[]
} {
  const byAddress = new Map<string, SignIn>()
  const mistakes = new Set<string>()
  for (const { signInName, addresses, place } of users) {
    const signIn = { signInName, domain: domainOf(signInName), place }
    for (const address of addresses) {
      const key = keyOf(address)
      const other = byAddress.get(key)
      if (other === undefined) byAddress.set(key, signIn)
      else if (keyOf(other.signInName) !== keyOf(signInName)) {
        mistakes.add(
          `${other.place} and ${place}: two users have the address ${address}. Correct one, or remove it from the export.`,
        )
      }
    }
  }
  const list = { find: ({ user }: User) => (user === null ? undefined : byAddress.get(keyOf(user))) }
  return { list: users.length > 0 ? list : undefined, mistakes: [...mistakes] }
}

/** Addresses are compared ignoring case, their domains in the one form that domains are compared in. */
function keyOf(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at).toLowerCase()}@${canonicalDomain(address.slice(at + 1))}`
}
