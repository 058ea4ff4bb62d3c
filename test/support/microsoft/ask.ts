import { fetch, ProxyAgent } from 'undici'
import type { Microsoft } from './start.ts'

/** Over plain HTTP, or to the real names through the proxy. */
export type Way = 'plain' | 'proxied'

/** What came back: the body as JSON where it is JSON. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every kind
  readonly body: any
}

interface Question {
  readonly way?: Way
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: URLSearchParams
}

const names = { signIn: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' }

/** One request to a service: `ask(microsoft, 'signIn', '/common/userrealm/…')`, or to any address. */
export async function ask(
  microsoft: Microsoft,
  service: 'signIn' | 'graph' | URL,
  path = '',
  { way = 'plain', method = 'GET', headers = {}, body }: Question = {},
): Promise<Reply> {
  const hosts = way === 'plain' ? microsoft.hosts : names
  const url = service instanceof URL ? service : `${hosts[service]}${path}`
  const dispatcher = new ProxyAgent({ uri: microsoft.env.HTTPS_PROXY, requestTls: { ca: microsoft.ca } })
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body && { body }),
      ...(way === 'proxied' && { dispatcher }),
      redirect: 'manual',
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json')
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: isJson ? JSON.parse(text) : text,
    }
  } finally {
    await dispatcher.destroy()
  }
}

/** The job's ID token. */
export async function askIdToken(
  microsoft: Microsoft,
  audience = 'api://AzureADTokenExchange',
): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = microsoft.oidcEnv
  const address = new URL(`${url}&audience=${encodeURIComponent(audience)}`)
  const { body } = await ask(microsoft, address, '', { headers: { authorization: `Bearer ${token}` } })
  return body.value
}

/** What a request for an access token says unless a test changes it; `undefined` leaves a parameter out. */
export interface TokenForm {
  readonly tenant?: string
  readonly way?: Way
  readonly [parameter: string]: string | undefined
}

/** One request for an access token. */
export async function askToken(microsoft: Microsoft, changes: TokenForm = {}): Promise<Reply> {
  const { tenant = microsoft.tenant, way, ...parameters } = changes
  const form = {
    grant_type: 'client_credentials',
    client_id: microsoft.client,
    scope: 'https://graph.microsoft.com/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await askIdToken(microsoft),
    ...parameters,
  }
  const body = new URLSearchParams(Object.entries(form).filter((pair): pair is [string, string] => !!pair[1]))
  return ask(microsoft, 'signIn', `/${tenant}/oauth2/v2.0/token`, {
    ...(way && { way }),
    method: 'POST',
    body,
  })
}

/** Graph's list of domains, or the page at an address, with an access token. */
export async function askDomains(microsoft: Microsoft, query = '', way: Way = 'plain'): Promise<Reply> {
  const { body } = await askToken(microsoft, { way })
  const headers = { authorization: `Bearer ${body.access_token}` }
  return ask(microsoft, 'graph', `/v1.0/domains${query}`, { way, headers })
}
