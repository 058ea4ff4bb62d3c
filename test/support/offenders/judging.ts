import { beginJudgement, type Judgement } from '../../../src/check.ts'
import { unknown } from '../../../src/federation/answer.ts'
import { createDirectory } from '../../../src/federation/directory.ts'
import { type FederatedDomains, readFederatedDomains } from '../../../src/federation/domains.ts'
import { FEDERATED, UNKNOWN } from './offences.ts'

/** The judgement of a run with every rule on, in the severity of the catalogue. */
export function judgementOfEveryRule(maxRows?: number): Judgement {
  const listed = createDirectory([readFederatedDomains(FEDERATED) as FederatedDomains])
  return beginJudgement({
    directory: {
      ...listed,
      lookup: (user) => {
        const { domain = '' } = user
        const because = 'nobody knows the domain'
        return UNKNOWN.includes(domain) ? unknown(domain, { why: because, because }) : listed.lookup(user)
      },
    },
    maxRows,
    severities: { 'password-in-repository': 'error' },
  })
}
