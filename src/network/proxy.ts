import { BROKEN_OFF } from './client.ts'

export const NO_NAME = 'its name cannot be resolved'
export const BROKE_OFF = 'the connection broke off'

/** An error, or what caused it. */
export interface Cause extends Error {
  readonly code?: string
}

/** A request that failed. */
export interface Failed {
  readonly chain: readonly Cause[]
  /** What happened, in words. */
  readonly reason: string | undefined
}

/** What is wrong with the proxy; nothing if it is not to blame. */
export function faultOfProxy({ chain, reason }: Failed): string | undefined {
  const proxy = proxyVariable()
  const refused = chain.map(({ message }) => /Proxy response \((\d+)\)/.exec(message)?.[1]).find(Boolean)
  if (refused === '407')
    return `the proxy wants a name and a password; write them into ${proxy}: http://name:password@proxy:8080`
  if (refused !== undefined) return `the proxy does not let it through (HTTP ${refused})`
  if (!chain.some((each) => each.code === BROKEN_OFF)) return undefined
  if (reason === NO_NAME) return `the name of the proxy in ${proxy} cannot be resolved`
  const answersWrong = reason === undefined || reason === BROKE_OFF
  return answersWrong ? `what ${proxy} names does not answer as a proxy does` : undefined
}

/** The way a request takes, which is the first thing to look at. */
export function wayOut(): string {
  const proxy = proxyVariable()
  if (proxy === undefined) return 'HTTPS_PROXY names no proxy'
  const unless = process.env['no_proxy'] || process.env['NO_PROXY'] ? ' unless NO_PROXY names the host' : ''
  return `asked through the proxy that ${proxy} names${unless}`
}

/** The variable that names the proxy; where there is only the second, undici takes it for HTTPS as well. */
function proxyVariable(): string | undefined {
  return ['HTTPS_PROXY', 'HTTP_PROXY'].find(settingOf)
}

function settingOf(name: string): string | undefined {
  return process.env[name.toLowerCase()] ?? process.env[name]
}

/**
 * Why undici cannot use what names a proxy; it reads both variables, whichever it needs. SOCKS it only tries out, and a
 * proxy that stays silent keeps the process then.
 */
export function mistakeInProxy(): string | undefined {
  return ['HTTP_PROXY', 'HTTPS_PROXY'].map(mistakeIn).find((mistake) => mistake !== undefined)
}

function mistakeIn(name: string): string | undefined {
  const value = settingOf(name)
  if (!value) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return `${name} is not a URL such as http://proxy.contoso.com:8080`
  try {
    decodeURIComponent(`${url.username}:${url.password}`)
    return undefined
  } catch {
    return `the name or password in ${name} has a "%" of its own: write it as %25`
  }
}
