import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultHook } from './faults.ts'
import { allKeys } from './keys.ts'
import { type Loopback, listen } from './loopback.ts'
import { oidcPath } from './oidc.ts'
import { startProxy } from './proxy.ts'
import type { Recorded } from './requests.ts'
import { serving } from './serving.ts'
import { type Settings, usual, type World } from './world.ts'

/** What a test may set. */
export interface MicrosoftOptions extends Partial<Settings> {
  readonly fault?: FaultHook
  /** `user:password`: the proxy lets nobody else through. */
  readonly proxyAuth?: string
}

/** Microsoft's sign-in service and Graph, the runner's OIDC endpoint, and a proxy that leads to them. */
export interface Microsoft extends AsyncDisposable, Pick<Settings, 'tenant' | 'client' | 'subject'> {
  /** Addresses for tests in this process: plain HTTP. */
  readonly hosts: { readonly signIn: string; readonly graph: string }
  readonly requests: readonly Recorded[]
  /** Where the proxy was asked to lead, like `login.microsoftonline.com:443`. */
  readonly tunnels: readonly string[]
  /** The proxy without a user. */
  readonly proxy: string
  /** The authority behind Microsoft's names at the end of the proxy, as PEM. */
  readonly ca: string
  /** For a child process that asks Microsoft's real names. */
  readonly env: Readonly<Record<'HTTPS_PROXY' | 'NODE_EXTRA_CA_CERTS', string>>
  /** What the runner gives to a job with `id-token: write`. */
  readonly oidcEnv: Readonly<
    Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>
  >
  /** Every secret issued so far. */
  readonly tokens: readonly string[]
}

/** Starts all of it. */
export async function startMicrosoft(options: MicrosoftOptions = {}): Promise<Microsoft> {
  const { fault, proxyAuth, ...settings } = options
  const { certificates, ...keys } = await allKeys()
  const requestToken = `request-${crypto.randomUUID()}`
  const world: World = { ...usual, ...settings, ...keys, requestToken, tokens: [requestToken] }
  const requests: Recorded[] = []
  const tunnels: string[] = []
  const serve = serving(world, requests, fault)
  const [signIn, graph, oidc, proxy] = await Promise.all([
    listen(serve('sign-in')),
    listen(serve('graph')),
    listen(serve('oidc')),
    startProxy({ certificates, auth: proxyAuth, tunnels, handle: serve() }),
  ])
  const trust = await trustIn(certificates.ca)
  return {
    ...addresses(world, { signIn, graph, oidc, proxy }),
    requests,
    tunnels,
    ca: certificates.ca,
    env: { HTTPS_PROXY: withUser(proxy.url, proxyAuth), NODE_EXTRA_CA_CERTS: trust.path },
    async [Symbol.asyncDispose]() {
      for (const part of [signIn, graph, oidc, proxy, trust]) await part[Symbol.asyncDispose]()
    },
  }
}

function addresses(
  { tenant, client, subject, tokens, requestToken }: World,
  { signIn, graph, oidc, proxy }: Readonly<Record<'signIn' | 'graph' | 'oidc' | 'proxy', Loopback>>,
) {
  return {
    tenant,
    client,
    subject,
    tokens,
    hosts: { signIn: signIn.url, graph: graph.url },
    proxy: proxy.url,
    oidcEnv: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${oidc.url}${oidcPath}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
  }
}

async function trustIn(ca: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'microsoft-'))
  const path = join(folder, 'ca.pem')
  await writeFile(path, ca)
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

function withUser(url: string, user: string | undefined): string {
  return user ? url.replace('//', `//${user}@`) : url
}
