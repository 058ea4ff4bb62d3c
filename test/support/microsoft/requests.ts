import type { IncomingMessage } from 'node:http'
import { type Service, serviceAt } from './hosts.ts'

/** What is asked for; `redirected` is where the fault `redirect` leads, `other` nothing that is served. */
export type Kind = 'realm' | 'realm-old' | 'token' | 'graph' | 'oidc' | 'redirected' | 'other'

/** A request as it came. */
export interface Recorded {
  readonly kind: Kind
  readonly method: string
  /** With scheme and host. */
  readonly url: string
  /** Without the port. */
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whether it came through the proxy, by TLS. */
  readonly proxied: boolean
}

/** Where the fault `redirect` leads. */
export const redirectPath = '/redirected'

/** Paths by service and method. The real ones ignore case too. */
const paths: readonly (readonly [Kind, Service, string, RegExp])[] = [
  ['realm', 'sign-in', 'GET', /^\/common\/userrealm\/[^/]+$/i],
  ['realm-old', 'sign-in', 'GET', /^\/getuserrealm\.srf$/i],
  ['token', 'sign-in', 'POST', /^\/[^/]+\/oauth2\/v2\.0\/token$/i],
  ['graph', 'graph', 'GET', /^\/v1\.0\/domains$/i],
  ['oidc', 'oidc', 'GET', /\/idtoken$/],
]

/** Reads a request whole; without a service, the name of the host says which is meant. */
export async function readRequest(
  incoming: IncomingMessage,
  service: Service | undefined,
): Promise<Recorded> {
  const { method = 'GET', headers } = incoming
  const proxied = service === undefined
  const url = new URL(`${proxied ? 'https' : 'http'}://${headers.host}${incoming.url}`)
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return {
    kind: kindOf(service ?? serviceAt(url.hostname), method, url.pathname),
    method,
    url: url.href,
    host: url.hostname,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString(),
    proxied,
  }
}

function kindOf(service: Service, method: string, path: string): Kind {
  if (path === redirectPath) return 'redirected'
  const served = paths.find((at) => at[1] === service && at[2] === method && at[3].test(path))
  return served?.[0] ?? 'other'
}
