import type { Answer, User } from './answer.ts'
import type { FederatedDomains } from './domains.ts'

/** Knows who is federated; what it does not know yet it can be told to ask for. */
export interface Directory {
  /** Finds out what `lookup` will need to know about these users. */
  ask(users: Iterable<User>): Promise<void>
  /** What is known of the user. */
  lookup(user: User): Answer
  /** Domains no source could answer for, and why. */
  readonly unanswered: ReadonlyMap<string, string>
  /** Domains an outside service was asked about. */
  readonly asked: readonly string[]
}

const NOBODY: Answer = { federated: undefined, because: 'the address is not valid' }
const NO_SOURCE =
  'not known to be federated or managed; name the federated domains in federated-domains, or write none if no domain is'

/** A directory that answers from the list of federated domains. */
export function createDirectory(domains: FederatedDomains): Directory {
  const answers = new Map<string, Answer>()
  const unanswered = new Map<string, string>()

  function answerFor(domain: string): Answer {
    const answer = domains.answer(domain) ?? {
      federated: undefined,
      unanswered: true,
      because: `${domain}: ${NO_SOURCE}`,
    }
    answers.set(domain, answer)
    return answer
  }

  return {
    async ask(users) {
      if (domains.complete) return
      for (const { domain } of users) {
        if (domain !== undefined && domains.answer(domain) === undefined) unanswered.set(domain, NO_SOURCE)
      }
    },
    lookup({ domain }) {
      return domain === undefined ? NOBODY : (answers.get(domain) ?? answerFor(domain))
    },
    unanswered,
    asked: [],
  }
}
