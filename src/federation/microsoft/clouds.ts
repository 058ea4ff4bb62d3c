/** The addresses of one of Microsoft's clouds. */
export interface Cloud {
  /** Where users sign in and tokens are issued. */
  readonly signIn: string
  /** Microsoft Graph. */
  readonly graph: string
  /** Whom a token of another issuer, to be exchanged there, must be meant for. */
  readonly audience: string
}

const usgov = {
  signIn: 'https://login.microsoftonline.us',
  graph: 'https://graph.microsoft.us',
  audience: 'api://AzureADTokenExchangeUSGov',
} as const satisfies Cloud

/**
 * GCC is in the worldwide cloud, GCC High and DoD are in that of the US government, with a Graph each.
 * https://learn.microsoft.com/graph/deployments
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const clouds = {
  global: {
    signIn: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    audience: 'api://AzureADTokenExchange',
  },
  usgov,
  'usgov-dod': { ...usgov, graph: 'https://dod-graph.microsoft.us' },
  china: {
    signIn: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    audience: 'api://AzureADTokenExchangeChina',
  },
} as const satisfies Readonly<Record<string, Cloud>>
