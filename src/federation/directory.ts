import { type Answer, type User, unasked } from './answer.ts'
import { cureFor } from './cure.ts'
import { isUnder } from './domain-table.ts'
import type { UserList } from './user-list.ts'

/** Somebody who knows domains. Sources are asked in order, each about what those before it left open. */
export interface Source {
  /** Finds out about domains, unless all it will ever know is there already. It never throws: a failure is an answer. */
  ask?(domains: readonly string[]): Promise<void>
  /** What it says of a domain by its canonical name; nothing if it leaves it to the next source. */
  answer(domain: string): Answer | undefined
  /** Whether it answers for every domain, without being asked. */
  readonly complete?: boolean
  /** What is written in federated-domains, if it is that list, and the domains in it. */
  readonly text?: string
  readonly names?: readonly string[]
  /** The domains that an outside service was asked about. */
  readonly asked?: readonly string[]
}

/** Knows who is federated; what it does not know yet it can be told to ask for. */
export interface Directory {
  /** Finds out what `lookup` will need to know about these users. */
  ask(users: Iterable<User>): Promise<void>
  /** What is known of the user. */
  lookup(user: User): Answer
  /** Whether somebody said of the domain, or of one above it, that it is federated or managed; nobody is asked. */
  isNamed(domain: string): boolean
  /** Whether users of one domain may differ, since some sign in with another. */
  readonly perUser: boolean
  /** Whether every domain that was asked for has an answer, be it that nobody knows it. */
  readonly allAnswered: boolean
  /** The domains that an outside service was asked about. */
  readonly asked: readonly string[]
  /** What settles it where nobody could answer: a sentence without its full stop. */
  cure(domains: readonly string[]): string
}

const NOBODY: Answer = {
  domain: '',
  federated: undefined,
  why: 'the address is not valid',
  because: 'the address is not valid',
}

/**
 * One directory from all sources.
 * @param users sign-in names of users, where they differ from their addresses
 */
export function createDirectory(sources: readonly Source[], users?: UserList): Directory {
  const answers = new Map<string, Answer>()
  const allKnown = sources.some((source) => source.complete)
  let allAnswered = true

  function answerNow(domain: string): Answer {
    const known = answers.get(domain)
    if (known !== undefined) return known
    const answer = firstAnswer(sources, domain)
    if (answer !== undefined) answers.set(domain, answer)
    return answer ?? unasked(domain)
  }

  async function askFor(domains: readonly string[]): Promise<void> {
    let open = domains
    for (const source of sources) {
      if (open.length > 0) await source.ask?.(open)
      open = open.filter((domain) => source.answer(domain) === undefined)
    }
    if (domains.some((domain) => answerNow(domain).unanswered !== undefined)) allAnswered = false
  }

  return {
    async ask(asked) {
      if (allKnown) return
      const domains = new Set<string>()
      for (const user of asked) {
        const domain = users?.find(user)?.domain ?? user.domain
        if (domain !== undefined && !answers.has(domain)) domains.add(domain)
      }
      if (domains.size > 0) await askFor([...domains])
    },
    lookup(user) {
      if (user.domain === undefined) return NOBODY
      const listed = users?.find(user)
      if (listed === undefined || listed.domain === user.domain) return answerNow(user.domain)
      const answer = answerNow(listed.domain)
      const because = `${user.user} signs in as ${listed.signInName} (${listed.place}), and ${answer.because}`
      return { ...answer, why: because, because }
    },
    isNamed: (domain) => sources.some((source) => names(source, domain)),
    perUser: users !== undefined,
    get allAnswered() {
      return allAnswered
    },
    cure: (domains) => cureFor(domains, sources.find(({ text }) => text !== undefined)?.text ?? 'auto'),
    get asked() {
      return sources.flatMap(({ asked = [] }) => asked)
    },
  }
}

function firstAnswer(sources: readonly Source[], domain: string): Answer | undefined {
  for (const source of sources) {
    const answer = source.answer(domain)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** A list that is complete answers for domains that are not in it, too. */
function names(source: Source, domain: string): boolean {
  return source.complete
    ? (source.names ?? []).some((name) => isUnder(domain, name))
    : source.answer(domain)?.federated !== undefined
}
