import { type Answer, inherited, known } from './answer.ts'

/** What a source says of one domain. */
export interface ListedDomain {
  /** The canonical name. */
  readonly name: string
  /** `undefined`: it is listed, but not known to be either; the next source is asked. */
  readonly federated: boolean | undefined
  /** Who says so: "named in federated-domains", "domains.csv line 3". */
  readonly source: string
  /** Whether it says nothing of sub-domains, which may be listed elsewhere. */
  readonly alone?: boolean
}

/**
 * Answers from a list: a domain stands for its sub-domains too, and the longest match wins.
 * https://learn.microsoft.com/entra/identity/users/domains-verify-custom-subdomain
 */
export function createDomainTable(domains: Iterable<ListedDomain>): (domain: string) => Answer | undefined {
  const exact = new Map<string, ListedDomain>()
  const withBelow = new Map<string, ListedDomain>()
  for (const each of domains) {
    keep(exact, each)
    if (!each.alone) keep(withBelow, each)
  }
  return (domain) => {
    const above = () => ancestry(domain).find((name) => withBelow.has(name))
    const match = exact.get(domain) ?? withBelow.get(above() ?? '')
    return match === undefined ? undefined : explain(domain, match)
  }
}

/** What is known is kept rather than what is open, else what came first. */
function keep(listed: Map<string, ListedDomain>, domain: ListedDomain): void {
  if (listed.get(domain.name)?.federated === undefined) listed.set(domain.name, domain)
}

/** Whether a domain is another one or below it. */
export function isUnder(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`)
}

function explain(domain: string, { name, federated, source }: ListedDomain): Answer | undefined {
  if (federated === undefined) return undefined
  const answer = known(name, federated, source)
  return domain === name ? answer : inherited(domain, answer)
}

/** A domain and the domains above it, nearest first. */
function ancestry(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}
