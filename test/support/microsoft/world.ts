import type { Keys } from './keys.ts'
import type { Recorded } from './requests.ts'

/** How a domain's users sign in. */
export type AuthenticationType = 'Federated' | 'Managed'

/** A domain as a test says it; the other properties of Graph's domain are filled in. */
export interface DomainFacts {
  readonly id: string
  /** Federated, Managed, or a word that Graph may have one day. */
  readonly authenticationType: string
  readonly [property: string]: unknown
}

/** How this Microsoft behaves where it can be told. */
export interface Settings {
  /** What the sign-in service knows, and Graph unless `graphDomains` says otherwise. */
  readonly domains: Readonly<Record<string, AuthenticationType>>
  readonly graphDomains: readonly DomainFacts[] | undefined
  readonly tenant: string
  readonly client: string
  /** Subject and audience of the client's federated identity credential. */
  readonly subject: string
  readonly audience: string
  /** Claims that the job's ID tokens have instead of the usual ones. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly graphRoles: readonly string[]
  /** Domains on one page of Graph's list. */
  readonly pageSize: number
  /** The realm look-up is not served any more. */
  readonly realmGone: boolean
}

/** Everything the doubles know. */
export interface World extends Settings {
  /** What GitHub signs ID tokens with. */
  readonly github: Keys
  /** What Microsoft signs access tokens with. */
  readonly microsoft: Keys
  readonly requestToken: string
  /** Every secret issued. */
  readonly tokens: string[]
}

/** An answer before it is written: an object becomes JSON, a string stays as it is. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Answers the requests of one kind. */
export type Handler = (world: World, request: Recorded) => Answer | Promise<Answer>

/** What holds unless a test says otherwise. */
export const usual: Settings = {
  domains: {},
  graphDomains: undefined,
  tenant: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  client: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  subject: 'repo:contoso/migration:pull_request',
  audience: 'api://AzureADTokenExchange',
  claims: {},
  graphRoles: ['Domain.Read.All'],
  pageSize: 100,
  realmGone: false,
}
