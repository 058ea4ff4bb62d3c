import { canonicalDomain, isDomain } from '../batch/address.ts'
import type { Answer } from './answer.ts'
import { createDomainTable, isUnder } from './domain-table.ts'

/** What the list of federated domains says. */
export interface FederatedDomains {
  /** The list as it was written. */
  readonly text: string
  /** Whether it answers for every domain; otherwise (`auto`) the rest must be asked for. */
  readonly complete: boolean
  /** The answer for a canonical domain name; `undefined` if the list leaves it open. */
  answer(domain: string): Answer | undefined
}

const SOURCE = 'federated-domains'
const ALWAYS_MANAGED = 'onmicrosoft.com'

/**
 * Reads `contoso.com,!eu.contoso.com`, `*`, `none` or `auto`: a domain stands for its sub-domains too, the longest
 * match wins, `!` means managed, and a list without `auto` is complete.
 * @returns the list, or every mistake in it
 */
export function readFederatedDomains(list: string): FederatedDomains | { readonly mistakes: string[] } {
  const entries = list
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map((entry) => (/^(none|auto)$/i.test(entry) ? entry.toLowerCase() : entry))
  const mistakes = findMistakes(entries)
  return mistakes.length > 0 ? { mistakes } : { text: entries.join(','), ...createList(entries) }
}

function createList(entries: readonly string[]): Omit<FederatedDomains, 'text'> {
  const named = createDomainTable(
    entries
      .filter(isName)
      .map((entry) => ({ name: nameOf(entry), federated: !entry.startsWith('!'), source: SOURCE })),
  )
  const every = entries.includes('*')
  const complete = !entries.includes('auto') || every
  return { complete, answer: (domain) => answerAlways(domain) ?? named(domain) ?? answerRest(domain) }

  function answerRest(domain: string): Answer | undefined {
    if (every) return { domain, federated: true, because: `${domain} is federated: ${SOURCE} (every domain)` }
    if (!complete) return undefined
    return { domain, federated: false, because: `${domain} is managed: ${SOURCE} does not name it` }
  }
}

function answerAlways(domain: string): Answer | undefined {
  if (!isUnder(domain, ALWAYS_MANAGED)) return undefined
  return { domain, federated: false, because: `${domain} is managed: every ${ALWAYS_MANAGED} domain is` }
}

function isName(entry: string): boolean {
  return entry !== '*' && entry !== 'none' && entry !== 'auto'
}

function nameOf(entry: string): string {
  return canonicalDomain(entry.replace(/^!/, ''))
}

function findMistakes(entries: readonly string[]): string[] {
  const cure =
    'Write domains separated by commas, such as contoso.com,!eu.contoso.com, or * for all, or none.'
  if (entries.length === 0) return [`${SOURCE} is empty. ${cure}`]
  const mistakes = entries.filter(isName).flatMap((entry) => {
    const name = entry.replace(/^!/, '').replace(/\.$/, '')
    if (isDomain(name)) return []
    if (isDomain(name.replace(/^(\*\.|@|.*@)/, ''))) {
      return [
        `${SOURCE}: "${entry}" is not a domain. Sub-domains and all their users are included: write just the domain.`,
      ]
    }
    return [`${SOURCE}: "${entry}" is not a domain. ${cure}`]
  })
  if (entries.includes('none') && entries.length > 1) {
    mistakes.push(
      `${SOURCE}: none means that no domain is federated, so it stands alone. Remove it or the rest.`,
    )
  }
  for (const name of new Set(entries.filter(isName).map(nameOf))) {
    const signs = new Set(
      entries.filter((entry) => isName(entry) && nameOf(entry) === name).map((entry) => entry[0] === '!'),
    )
    if (signs.size > 1)
      mistakes.push(`${SOURCE}: ${name} is named both with and without "!". Remove one of them.`)
  }
  return mistakes
}
