import { createDirectory, type Directory } from './directory.ts'
import { createDomainTable, type ListedDomain } from './domain-table.ts'
import type { FederatedDomains } from './domains.ts'
import type { Export } from './exports/export.ts'
import type { AppAccess } from './microsoft/access-token.ts'
import type { Cloud } from './microsoft/clouds.ts'
import { createGraph } from './microsoft/graph.ts'
import { createRealm } from './microsoft/realm.ts'
import { createUserList } from './user-list.ts'

/** Everything by which it can be known who is federated. */
export interface Means {
  readonly list: FederatedDomains
  readonly exports: readonly Export[]
  readonly cloud: Cloud
  /** The app that may ask Microsoft Graph. */
  readonly app: AppAccess | undefined
}

/** The most mistakes that are told of exports; the rest is counted. */
const TOLD = 10

/** An open directory, and sentences about what it rests on. */
export interface Opened {
  readonly directory: Directory
  readonly notes: readonly string[]
}

/**
 * Opens a directory in which each source is asked what those before it left open: users' sign-in names, the named list,
 * domain exports, Microsoft Graph, the sign-in service. A complete list leaves nothing open.
 * @returns the directory, or the mistakes in the exports and between them
 */
export function openDirectory({
  list,
  exports,
  cloud,
  app,
}: Means): Opened | { readonly mistakes: readonly string[] } {
  const { domains, users, mistakes } = bringTogether(exports)
  if (mistakes.length > 0) return { mistakes }
  const notes = exports.flatMap((each) => each.notes)
  if (list.complete) {
    const idle = domains.length > 0 || app !== undefined ? [IDLE] : []
    return { directory: createDirectory([list], users), notes: [...notes, ...idle] }
  }
  const graph = app === undefined ? [] : [createGraph(cloud, app)]
  const sources = [list, { answer: createDomainTable(domains) }, ...graph, createRealm(cloud.signIn)]
  return { directory: createDirectory(sources, users), notes }
}

const IDLE =
  'federated-domains answers for every domain, so neither exports of domains nor Microsoft Graph are asked. Add auto to it to ' +
  'have them asked for the domains that it does not name.'

/** The mistakes in exports and between them. */
export function mistakesIn(exports: readonly Export[]): readonly string[] {
  return bringTogether(exports).mistakes
}

function bringTogether(exports: readonly Export[]) {
  const domains = exports.flatMap((each) => each.domains)
  const { list, mistakes } = createUserList(exports.flatMap((each) => each.users))
  const all = [...exports.flatMap((each) => each.mistakes), ...contradictions(domains), ...mistakes]
  return { domains, users: list, mistakes: inShort(all) }
}

function contradictions(domains: readonly ListedDomain[]): string[] {
  const first = new Map<string, ListedDomain>()
  const known = domains.filter(({ federated }) => federated !== undefined)
  return known.flatMap((domain) => {
    const other = first.get(domain.name)
    if (other === undefined) first.set(domain.name, domain)
    if (other === undefined || other.federated === domain.federated) return []
    const [one, two] = [other, domain].map(
      ({ federated, source }) => `${federated ? 'federated' : 'managed'} in ${source}`,
    )
    return [`${domain.name} is ${one} and ${two}. Remove the one that is out of date.`]
  })
}

function inShort(mistakes: readonly string[]): string[] {
  const more = mistakes.length - TOLD
  return more > 0 ? [...mistakes.slice(0, TOLD), `More mistakes in the exports: ${more}.`] : [...mistakes]
}
