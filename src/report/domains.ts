import { sayConfiguration } from './decided.ts'
import { harmless } from './json.ts'
import { count, plain } from './plain.ts'
import type { Summary } from './report.ts'
import { saySources } from './terminal.ts'

/** What is known of the users of one domain who sign in at the same one. */
export interface DomainAnswer {
  /** The domain of their addresses. */
  readonly domain: string
  /** The domain of their sign-in names; the same unless a list of users says otherwise. */
  readonly signInDomain: string
  readonly answer: 'federated' | 'managed' | 'unknown'
  readonly because: string
  /** Why no source could answer. */
  readonly unanswered: string | undefined
  readonly users: number
}

/** Who is federated in the batches of a run. */
export interface DomainReport extends Pick<Summary, 'configuration' | 'notes' | 'asked' | 'notChecked'> {
  readonly batches: number
  /** Data rows of the batches, whether they have a valid address or not. */
  readonly rows: number
  /** In order of domain. */
  readonly domains: readonly DomainAnswer[]
  /** For which domains nobody could answer, and what settles it. */
  readonly unanswered: string | undefined
}

/** The report for programs (docs/schema/domains.schema.json). */
export function domainsAsJson(report: DomainReport): string {
  const { batches, rows, configuration, notes, asked, notChecked } = report
  const domains = report.domains.map(({ domain, signInDomain, answer, because, unanswered, users }) => {
    return { domain, signInDomain, answer, because: unanswered ?? because, users }
  })
  const all = { version: 1, batches, rows, domains, configuration, notes, asked, notChecked }
  return `${harmless(JSON.stringify(all, null, 1))}\n`
}

/** The report for people: a line a domain. */
export function domainsAsText(report: DomainReport): string {
  const { batches, rows, domains, notChecked, unanswered } = report
  const left = rows - domains.reduce((sum, each) => sum + each.users, 0)
  const users = domains.map((each) => count(each.users, 'user'))
  const widths = {
    answer: widest(domains.map(({ answer }) => answer)),
    domain: widest(domains.map(({ domain }) => domain)),
    users: widest(users),
  }
  const lines = domains.map(({ answer, domain, because }, index) =>
    [
      answer.padEnd(widths.answer),
      domain.padEnd(widths.domain),
      users[index]!.padEnd(widths.users),
      plain(because),
    ].join('  '),
  )
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...notChecked.map(({ path, why }) => `${plain(path)} was left out: ${plain(why)}.`),
    ...(unanswered === undefined ? [] : [`${plain(unanswered)}.`]),
    ...(left > 0 ? [`Left out: ${count(left, 'row')} without a valid address in its place.`] : []),
    ...saySources(report),
    sayConfiguration(report),
    batches + notChecked.length === 0
      ? 'No batch was found: there is nobody to ask about.'
      : `${count(batches, 'batch', 'batches')}, ${count(domains.length, 'domain')}.`,
    '',
  ].join('\n')
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0)
}
