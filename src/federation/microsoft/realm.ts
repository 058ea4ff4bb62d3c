import { PORTAL } from '../../network/reason.ts'
import { type Answer, isFederatedBy, known, unanswered, unknown } from '../answer.ts'
import type { Source } from '../directory.ts'
import { fieldOf, parseJson } from '../json.ts'
import { createBudget } from './budget.ts'
import { request } from './http.ts'

/** Microsoft's sign-in service, which tells for every domain how its users sign in, without credentials. */
export interface Realm extends Source {
  /** The domains it was asked about, in order. */
  readonly asked: readonly string[]
}

/** The most domains of a run; a list answers more of them faster. */
const MOST_DOMAINS = 50
const AT_ONCE = 4

/** A user who does not exist: the service answers for the domain, and nobody's address leaves the machine. */
const NOBODY = 'migration-batch-check-asks-for-the-domain'

/**
 * Microsoft's own sign-in libraries ask by the first path; the second is the older one. No contract is published.
 * https://github.com/AzureAD/microsoft-authentication-library-for-dotnet
 */
const PATHS = [
  { of: (login: string) => `/common/userrealm/${login}?api-version=1.0`, field: 'account_type' },
  { of: (login: string) => `/getuserrealm.srf?login=${login}&json=1`, field: 'NameSpaceType' },
] as const

/** Domains of personal accounts, some of which the service has been seen to call federated. */
const CONSUMER =
  /^(?:(?:outlook|hotmail|live)\.(?:com|[a-z]{2}|com?\.[a-z]{2})|(?:msn|passport|windowslive)\.com)$/

/**
 * Asks at the sign-in address of a cloud: at most 50 domains a run, four at once, and none after it gave no answer or took
 * too long.
 */
export function createRealm(signIn: string): Realm {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const host = new URL(signIn).host
  const budget = createBudget()
  let down: string | undefined

  async function askAbout(domain: string): Promise<void> {
    if (down === undefined && budget.isSpent())
      down = `${SERVICE} (${host}) took too long; run the check again later`
    if (down === undefined) {
      asked.push(domain)
      const found = await lookUp(signIn, domain)
      if ('answer' in found) answers.set(domain, found.answer)
      else down = `${SERVICE} (${host}) gave no answer: ${found.failed}`
    }
    if (down !== undefined && !answers.has(domain)) answers.set(domain, unanswered(domain, down))
  }

  return {
    asked,
    async ask(domains) {
      const personal = domains.filter((domain) => CONSUMER.test(domain))
      for (const domain of personal) answers.set(domain, ofPersonalAccounts(domain))
      const others = domains.filter((domain) => !answers.has(domain))
      if (asked.length + others.length <= MOST_DOMAINS) return budget.spend(() => inTurn(others, askAbout))
      const why = `${SERVICE} is asked about ${MOST_DOMAINS} domains a run at most, and there are more`
      for (const domain of others) answers.set(domain, unanswered(domain, why))
    },
    answer: (domain) => answers.get(domain),
  }
}

const SERVICE = "Microsoft's sign-in service"

/** Works on a few at once. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** What the service says of a domain, or why it is out of reach. */
async function lookUp(
  signIn: string,
  domain: string,
): Promise<{ readonly answer: Answer } | { readonly failed: string }> {
  let status = 0
  for (const { of, field } of PATHS) {
    const reply = await request({ url: signIn + of(`${NOBODY}@${domain}`) })
    if ('failed' in reply) return reply
    const type = fieldOf(parseJson(reply.text), field)
    const answer = reply.status === 200 ? understand(domain, type) : undefined
    if (answer !== undefined) return { answer }
    status = reply.status
  }
  return {
    answer: unanswered(domain, `${SERVICE} answered what cannot be understood (HTTP ${status}); ${PORTAL}`),
  }
}

function understand(domain: string, type: unknown): Answer | undefined {
  const federated = isFederatedBy(type)
  if (federated !== undefined) return known(domain, federated, SERVICE)
  if (!/^unknown$/i.test(String(type))) return undefined
  const nobody = 'no Microsoft 365 organisation has'
  return unknown(domain, { why: `${nobody} it`, because: `${nobody} ${domain}` })
}

function ofPersonalAccounts(domain: string): Answer {
  const why = 'is for personal accounts'
  return unknown(domain, { why: `it ${why}`, because: `${domain} ${why}` })
}
