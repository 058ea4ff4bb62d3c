import { unknown } from './answer.ts'
import { createDirectory, type Directory, type Source } from './directory.ts'
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
  /** Exports that are not there yet. */
  readonly later?: readonly string[]
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
 * @returns the directory, or the mistakes in the means
 */
export function openDirectory(means: Means): Opened | { readonly mistakes: readonly string[] } {
  const mistakes = [...mistakesIn(means.exports), ...mistakesBetween(means)]
  if (mistakes.length > 0) return { mistakes }
  const { list, exports, cloud, app } = means
  const { domains, users } = bringTogether(exports)
  const notes = exports.flatMap((each) => each.notes)
  const graph = app === undefined ? [] : [createGraph(cloud, app)]
  const last = list.exportsOnly ? endWith(domains.length > 0, graph.length > 0) : createRealm(cloud.signIn)
  const sources = list.complete ? [list] : [list, { answer: createDomainTable(domains) }, ...graph, last]
  return { directory: createDirectory(sources, users), notes }
}

/** Answers last where the sign-in service is not asked: what those before leave open is not known. */
function endWith(isListed: boolean, isGraph: boolean): Source {
  const both = 'neither exports nor Microsoft Graph have'
  const nobody = !isGraph ? 'no export has' : isListed ? both : 'Microsoft Graph does not have'
  return {
    answer: (domain) => unknown(domain, { why: `${nobody} it`, because: `${nobody} ${domain}` }),
  }
}

/** The mistakes in exports and between them. */
export function mistakesIn(exports: readonly Export[]): readonly string[] {
  return bringTogether(exports).mistakes
}

/** The mistakes between the list and the others, of which none may be ignored. */
export function mistakesBetween({ list, exports, later = [], app }: Omit<Means, 'cloud'>): readonly string[] {
  const isListed = exports.some(({ domains }) => domains.length > 0)
  const ignored = [...(isListed ? ['exports of domains'] : []), ...(app ? ['Microsoft Graph'] : [])]
  if (list.complete && ignored.length > 0) return [sayIgnored(ignored.join(' and '))]
  const mayCome = later.length > 0 || exports.some(({ mistakes }) => mistakes.length > 0)
  return list.exportsOnly && ignored.length === 0 && !mayCome ? [NO_EXPORT] : []
}

function sayIgnored(what: string): string {
  return (
    `federated-domains answers for every domain, so ${what} would be ignored. Add exports to it (contoso.com,exports), ` +
    `or auto, to have the domains asked for that it does not name, or leave one of the two out.`
  )
}

const NO_EXPORT =
  'federated-domains is exports, and there is no export of domains. Name one in directory-export, or let the Action ask ' +
  'Microsoft Graph by tenant-id and client-id.'

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
