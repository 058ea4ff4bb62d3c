import { type Answer, known } from './answer.ts'
import { createDomainTable, isUnder } from './domain-table.ts'
import { isName, LIST, mistakesIn, nameOf } from './list-entries.ts'

/** What the list of federated domains says. */
export interface FederatedDomains {
  /** The list as it was written. */
  readonly text: string
  /** Whether it answers for every domain by itself, so that no other source is asked. */
  readonly complete: boolean
  /** Whether the sign-in service is never asked: what exports and Graph leave open is not known. */
  readonly exportsOnly: boolean
  /** The canonical names of the domains in it. */
  readonly names: readonly string[]
  /** The answer for a canonical domain name; `undefined` if the list leaves it open. */
  answer(domain: string): Answer | undefined
}

const ALWAYS_MANAGED = 'onmicrosoft.com'

/**
 * Reads `contoso.com,!eu.contoso.com`, `*`, `none`, `auto` or `exports`: a domain stands for its sub-domains too, the longest
 * match wins, `!` means managed, and a list without `auto` or `exports` is complete.
 * @returns the list, or every mistake in it
 */
export function readFederatedDomains(list: string): FederatedDomains | { readonly mistakes: string[] } {
  const entries = list
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map((entry) => (isName(entry) ? entry : entry.toLowerCase()))
  const mistakes = mistakesIn(entries)
  return mistakes.length > 0 ? { mistakes } : createList(entries)
}

function createList(entries: readonly string[]): FederatedDomains {
  const domains = entries.filter(isName).map((entry) => ({
    name: nameOf(entry),
    federated: !entry.startsWith('!'),
    source: `${entry.startsWith('!') ? 'excluded' : 'named'} in ${LIST}`,
  }))
  const named = createDomainTable(domains)
  const answerRest = restOf(entries)
  return {
    text: entries.join(','),
    complete: answerRest !== undefined,
    exportsOnly: entries.includes('exports'),
    names: [...new Set(domains.map(({ name }) => name))],
    answer: (domain) => answerAlways(domain) ?? named(domain) ?? answerRest?.(domain),
  }
}

/** What is said of the domains that the list does not name; nothing if others are to be asked. */
function restOf(entries: readonly string[]): ((domain: string) => Answer) | undefined {
  if (entries.includes('*')) return (domain) => known(domain, true, `by * in ${LIST}`)
  if (entries.includes('auto') || entries.includes('exports')) return undefined
  const why = entries.includes('none') ? `${LIST} is none` : `not named in ${LIST}`
  return (domain) => known(domain, false, why)
}

function answerAlways(domain: string): Answer | undefined {
  if (!isUnder(domain, ALWAYS_MANAGED)) return undefined
  return known(domain, false, `every ${ALWAYS_MANAGED} domain is`)
}
