import type { Batch } from '../batch/batch.ts'
import { sayUnanswered } from '../check.ts'
import type { Directory } from '../federation/directory.ts'
import { noteIdle } from '../federation/idle.ts'
import { readAll } from '../pipeline.ts'
import type { DomainAnswer, DomainReport } from '../report/domains.ts'
import type { Summary } from '../report/report.ts'
import type { Content } from '../source.ts'
import type { Plan } from './plan.ts'

/** The exit status: 0 every domain has an answer, be it that nobody knows it; 2 some could not be answered or read. */
export function statusOfDomains({ notChecked, unanswered }: DomainReport): 0 | 2 {
  return notChecked.length > 0 || unanswered !== undefined ? 2 : 0
}

const NO_ADDRESSES = 'its header names no EmailAddress that can be read: check it first'

/** Asks about every domain in the batches, whatever is in ForceChangePassword. */
export async function findDomains(
  contents: AsyncIterable<Content>,
  { settings, directory, configuration, notes }: Omit<Plan, 'entries'>,
): Promise<DomainReport> {
  const found = new Map<string, DomainAnswer>()
  const notChecked: Summary['notChecked'][number][] = []
  const counted = { batches: 0, rows: 0 }
  let allRead = true
  for await (const file of readAll(contents, directory)) {
    const { path } = file.entry
    if ('unavailable' in file) {
      allRead = false
      notChecked.push({ path, why: file.unavailable })
    } else if (file.batch.header.kind !== undefined) {
      counted.batches++
      counted.rows += file.batch.rows
      if (file.batch.facts('EmailAddress') === undefined) notChecked.push({ path, why: NO_ADDRESSES })
      await directory.ask(file.batch.where('EmailAddress', 'address'))
      countUsers(file.batch, directory, found)
    }
  }
  const domains = [...found.values()].sort(inOrder)
  const unanswered = sayUnanswered(new Map(domains.flatMap(reasonOf)), directory)
  const { asked } = directory
  const idle = allRead ? noteIdle(settings.federatedDomains.names, domainsIn(domains)) : []
  return { ...counted, domains, configuration, notes: [...notes, ...idle], asked, notChecked, unanswered }
}

function countUsers(batch: Batch, directory: Directory, found: Map<string, DomainAnswer>): void {
  for (const row of batch.where('EmailAddress', 'address')) {
    const domain = row.domain!
    const { domain: signInDomain, federated, unanswered, why } = directory.lookup(row)
    const key = `${domain} ${signInDomain}`
    const known = found.get(key)
    const answer = federated === undefined ? 'unknown' : federated ? 'federated' : 'managed'
    found.set(
      key,
      known
        ? { ...known, users: known.users + 1 }
        : { domain, signInDomain, answer, because: why, unanswered, users: 1 },
    )
  }
}

/** The domains that decide, most users first. */
function domainsIn(answers: readonly DomainAnswer[]): string[] {
  return answers.toSorted((a, b) => b.users - a.users).map(({ signInDomain }) => signInDomain)
}

function reasonOf({ signInDomain, unanswered }: DomainAnswer): [string, string][] {
  return unanswered === undefined ? [] : [[signInDomain, unanswered]]
}

function inOrder(a: DomainAnswer, b: DomainAnswer): number {
  return compare(a.domain, b.domain) || compare(a.signInDomain, b.signInDomain)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
