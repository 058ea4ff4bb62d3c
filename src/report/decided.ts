import { wordFor } from '../federation/answer.ts'
import type { Taken } from '../taken.ts'
import { count, plain } from './plain.ts'
import type { Summary } from './report.ts'

/** How many domains are told one by one; the JSON report has them all. */
const TOLD = 10

/** What decided: the configuration file, and a line for each domain that was taken for federated, for managed or for neither. */
export function sayDecided({ configuration, domains }: Pick<Summary, 'configuration' | 'domains'>): string[] {
  const inOrder = domains.toSorted((a, b) => rank(a) - rank(b) || b.users - a.users)
  return [
    sayConfiguration({ configuration }),
    ...inOrder.slice(0, TOLD).map(sayDomain),
    ...sayRest(inOrder.slice(TOLD)),
  ]
}

/** Which configuration file was used. */
export function sayConfiguration({ configuration }: Pick<Summary, 'configuration'>): string {
  return plain(`Configuration file: ${configuration ?? 'none'}`)
}

function sayDomain(taken: Taken): string {
  return plain(`${taken.domain} ${wordOf(taken)}, ${count(taken.users, 'user')}: ${taken.because}`)
}

function sayRest(rest: readonly Taken[]): string[] {
  if (rest.length === 0) return []
  const words = [...new Set(rest.map(wordOf))]
  const counted = words.map((word) => `${rest.filter((each) => wordOf(each) === word).length} ${word}`)
  return [`and ${count(rest.length, 'more domain')}: ${counted.join(', ')} (the report as JSON has them all)`]
}

function wordOf({ federated }: Taken): string {
  return wordFor({ federated: federated ?? undefined })
}

/** Federated ones first, then those that nobody knows. */
function rank({ federated }: Taken): number {
  return [true, null, false].indexOf(federated)
}
