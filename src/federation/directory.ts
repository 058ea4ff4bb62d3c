import { domainOf } from '../batch/address.ts'
import type { FederatedDomains } from './domains.ts'

/** Whether a user's sign-in is federated, and who says so. */
export interface Answer {
  /** `undefined`: nobody knows. */
  readonly federated: boolean | undefined
  /** A clause to be shown: "contoso.com is federated: federated-domains". */
  readonly because: string
}

/** Knows who is federated; what it does not know yet it can be told to ask for. */
export interface Directory {
  /** Finds out what `lookup` will need to know about these addresses. */
  ask(addresses: Iterable<string>): Promise<void>
  /** What is known of the user with this address. */
  lookup(address: string): Answer
  /** Domains no source could answer for, and why. */
  readonly unanswered: ReadonlyMap<string, string>
  /** Domains an outside service was asked about. */
  readonly asked: readonly string[]
}

const NO_SOURCE =
  'nothing says whether it is federated: name the federated domains in federated-domains (or none, if no domain is)'

/** A directory that answers from the list of federated domains. */
export function createDirectory(domains: FederatedDomains): Directory {
  const answers = new Map<string, Answer>()
  const unanswered = new Map<string, string>()

  function answerFor(domain: string): Answer {
    const answer = domains.answer(domain) ?? { federated: undefined, because: `${domain}: ${NO_SOURCE}` }
    answers.set(domain, answer)
    return answer
  }

  return {
    async ask(addresses) {
      if (domains.complete) return
      for (const address of addresses) {
        const domain = domainOf(address)
        if (domains.answer(domain) === undefined) unanswered.set(domain, NO_SOURCE)
      }
    },
    lookup(address) {
      const domain = domainOf(address)
      return answers.get(domain) ?? answerFor(domain)
    },
    unanswered,
    asked: [],
  }
}
