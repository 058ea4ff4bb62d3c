import type { Dispatcher } from 'undici'

/** How long a connection may take to come about, in milliseconds. */
const CONNECTING = 6000

/** The code of an error that is the proxy's. */
export const BROKEN_OFF = 'PROXY_BROKE_OFF'

let connecting: ReturnType<typeof connect> | undefined

/** Lets go of all connections at the end of a run, so that none keeps the process. */
export async function disconnect(): Promise<void> {
  const { dispatcher } = (await connecting?.catch(() => undefined)) ?? {}
  connecting = undefined
  await dispatcher?.destroy()
}

/** One client for all requests of a run, made when the first is sent: most runs send none. */
export function client(): ReturnType<typeof connect> {
  connecting ??= connect()
  return connecting
}

async function connect() {
  const { EnvHttpProxyAgent, fetch, Pool } = await import('undici')
  const timeout = CONNECTING
  const limits = { connect: { timeout }, requestTls: { timeout }, proxyTls: { timeout } }
  return { fetch, dispatcher: new EnvHttpProxyAgent({ ...limits, clientFactory: toProxy }) }

  /**
   * A way to the proxy that fails as soon as the proxy breaks off: undici's own tries again at once, without end, and then
   * the process does not end either. https://github.com/nodejs/undici/issues/3897
   */
  function toProxy(proxy: URL, options: object) {
    const pool = new Pool(proxy, { ...options, headersTimeout: CONNECTING })
    const connectOnce = pool.connect.bind(pool) as (asked: Dispatcher.ConnectOptions) => Promise<unknown>
    const connectOrFail = (asked: Dispatcher.ConnectOptions) =>
      connectOnce(asked).catch((cause: unknown) => {
        throw Object.assign(new Error('', { cause }), { code: BROKEN_OFF }) // not the code that means "try again" to undici
      })
    return Object.assign(pool, { connect: connectOrFail })
  }
}
