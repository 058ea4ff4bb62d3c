import { canonicalDomain } from '../../batch/address.ts'
import { PORTAL } from '../../network/reason.ts'
import { type Answer, isFederatedBy, unanswered } from '../answer.ts'
import type { Source } from '../directory.ts'
import { createDomainTable, type ListedDomain } from '../domain-table.ts'
import { fieldOf, parseJson } from '../json.ts'
import { type AppAccess, type Attempt, getAccessToken, noAnswer, SETUP } from './access-token.ts'
import { type Budget, createBudget } from './budget.ts'
import type { Cloud } from './clouds.ts'
import { request } from './http.ts'

/**
 * Microsoft Graph answers for the domains of a tenant and leaves the others to the next source. Two requests do not need
 * a kit: a token, and the list of domains.
 */
export function createGraph(cloud: Cloud, access: AppAccess): Source {
  let found: Attempt<(domain: string) => Answer | undefined> | undefined
  return {
    async ask() {
      found ??= await readDomains(cloud, access)
    },
    answer(domain) {
      if (found === undefined) return undefined
      return 'failed' in found ? unanswered(domain, `Microsoft Graph: ${found.failed}`) : found.value(domain)
    },
  }
}

async function readDomains(
  cloud: Cloud,
  access: AppAccess,
): Promise<Attempt<(domain: string) => Answer | undefined>> {
  const budget = createBudget()
  const token = await getAccessToken(cloud, access)
  if ('failed' in token) return token
  const domains = await budget.spend(() => listDomains(cloud.graph, token.value, budget))
  return 'failed' in domains ? domains : { value: createDomainTable(domains.value) }
}

/** All domains of the tenant. https://learn.microsoft.com/graph/api/domain-list */
async function listDomains(graph: string, token: string, budget: Budget): Promise<Attempt<ListedDomain[]>> {
  const domains: ListedDomain[] = []
  let url = `${graph}/v1.0/domains`
  while (!budget.isSpent()) {
    const reply = await request({ url, headers: { authorization: `Bearer ${token}` } })
    if ('failed' in reply) return noAnswer(graph, reply.failed)
    const list = parseJson(reply.text)
    const value = fieldOf(list, 'value')
    if (reply.status !== 200 || !Array.isArray(value)) return { failed: explainStatus(reply.status) }
    domains.push(...value.map(toDomain))

    const next = fieldOf(list, '@odata.nextLink')
    if (next === undefined || next === null) return { value: domains }
    url = String(next)
    if (!url.startsWith(`${graph}/`)) {
      return { failed: 'its list of domains goes on at another address, which gets no token' }
    }
  }
  return { failed: `${new URL(graph).host} took too long to list the domains; run the check again later` }
}

/** A domain that the tenant has not proved to own is left open: nobody can sign in with it here. */
function toDomain(domain: unknown): ListedDomain {
  const verified = fieldOf(domain, 'isVerified') !== false
  const federated = verified ? isFederatedBy(fieldOf(domain, 'authenticationType')) : undefined
  return { name: canonicalDomain(String(fieldOf(domain, 'id'))), federated, source: 'Microsoft Graph' }
}

function explainStatus(status: number): string {
  switch (status) {
    case 401:
      return 'it did not accept the token of the app: check that cloud is the one of your tenant'
    case 403:
      return `the app may not read domains: give it the application permission Domain.Read.All and grant admin consent (${SETUP})`
    default:
      return `its answer cannot be understood (HTTP ${status}); ${PORTAL}`
  }
}
