/** Whether the users of a domain are federated, and who says so. */
export interface Answer {
  /** The domain of the sign-in name that it is about; empty if there is none. */
  readonly domain: string
  /** `undefined`: nobody knows. */
  readonly federated: boolean | undefined
  /** Why no source could answer, and what settles it; then the check is not complete, and says so. */
  readonly unanswered?: string
  /** Who says so, without the domain: "named in federated-domains", "domains.csv line 3". */
  readonly why: string
  /** A clause to be shown: "contoso.com is federated (named in federated-domains)". */
  readonly because: string
}

/** Somebody to ask about; a batch's row is one. Without a valid address there is no domain. */
export interface User {
  readonly user: string | null
  readonly domain: string | undefined
}

/** What the word of Microsoft's tools for the sign-in of a domain means; nothing if it is another word. */
export function isFederatedBy(authentication: unknown): boolean | undefined {
  const word = String(authentication).toLowerCase()
  return word === 'federated' ? true : word === 'managed' ? false : undefined
}

/** The word for what is known of a domain. */
export function wordFor({ federated }: Pick<Answer, 'federated'>): string {
  if (federated === undefined) return 'not known'
  return federated ? 'federated' : 'managed'
}

/** The answer of a source that knows the domain. */
export function known(domain: string, federated: boolean, why: string): Answer {
  return { domain, federated, why, because: `${domain} is ${wordFor({ federated })} (${why})` }
}

/** The answer of a source that knows a domain above. */
export function inherited(domain: string, { domain: above, federated, why }: Answer): Answer {
  const because = `${domain} belongs to ${above}, which is ${wordFor({ federated })} (${why})`
  return { domain, federated, why: `belongs to ${above} (${why})`, because }
}

/** The answer that nobody knows the domain; both say why, with and without its name. */
export function unknown(domain: string, { why, because }: Pick<Answer, 'why' | 'because'>): Answer {
  return { domain, federated: undefined, why, because }
}

/** The answer when no source could answer, and why. */
export function unanswered(domain: string, reason: string): Answer {
  const because = `nobody could say whether ${domain} is federated`
  return { domain, federated: undefined, unanswered: reason, why: 'nobody could answer', because }
}

/** The answer while no source has been asked. */
export function unasked(domain: string): Answer {
  const answer = unanswered(domain, 'nobody was asked about it')
  return { ...answer, why: 'nobody was asked, since no row needs an answer' }
}
