/** Who answers at a host. */
export type Service = 'sign-in' | 'graph' | 'oidc'

/** One of Microsoft's clouds. */
export interface Cloud {
  readonly signIn: string
  readonly graph: string
  /** How the realm look-up names it. */
  readonly instance: string
  readonly audience: string
}

/** https://learn.microsoft.com/graph/deployments and, for the names, https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const clouds: readonly Cloud[] = [
  {
    signIn: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    instance: 'microsoftonline.com',
    audience: 'urn:federation:MicrosoftOnline',
  },
  {
    signIn: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
    instance: 'microsoftonline.us',
    audience: 'urn:federation:MicrosoftOnline',
  },
  {
    signIn: 'login.microsoftonline.us',
    graph: 'dod-graph.microsoft.us',
    instance: 'microsoftonline.us',
    audience: 'urn:federation:MicrosoftOnline',
  },
  {
    signIn: 'login.partner.microsoftonline.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    instance: 'partner.microsoftonline.cn',
    audience: 'urn:federation:partner.microsoftonline.cn',
  },
]

/** Microsoft's host names that the proxy tunnels to. */
export const hostNames: readonly string[] = [
  ...new Set(clouds.flatMap(({ signIn, graph }) => [signIn, graph])),
]

/** The service that answers at one of the host names. */
export function serviceAt(host: string): Service {
  return clouds.some(({ graph }) => graph === host) ? 'graph' : 'sign-in'
}

/** The Graph of a sign-in host that is wanted, since one host may serve two; else the first. */
export function graphFor(host: string, wanted: string): string {
  const isWanted = clouds.some(({ signIn, graph }) => signIn === host && graph === wanted)
  return isWanted ? wanted : cloudAt(host).graph
}

/** The cloud a host belongs to; a port of the loopback interface stands for the global one. */
export function cloudAt(host: string): Cloud {
  return clouds.find(({ signIn, graph }) => host === signIn || host === graph) ?? (clouds[0] as Cloud)
}
