/** Whether the users of a domain are federated, and who says so. */
export interface Answer {
  /** The domain of the sign-in name that it is about; empty if there is none. */
  readonly domain: string
  /** `undefined`: nobody knows. */
  readonly federated: boolean | undefined
  /** Why no source could answer, and what settles it; then the check is not complete, and says so. */
  readonly unanswered?: string
  /** A clause to be shown: "contoso.com is federated: federated-domains". */
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

/** The answer when no source could answer. */
export function unanswered(domain: string, why: string): Answer {
  return { domain, federated: undefined, unanswered: why, because: `${domain} is not known` }
}
