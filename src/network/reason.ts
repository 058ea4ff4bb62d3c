import { BROKEN_OFF } from './client.ts'
import { BROKE_OFF, type Cause, faultOfProxy, NO_NAME, wayOut } from './proxy.ts'

const OWN_CERTIFICATE =
  'something on the way has a certificate that Node does not trust; name its authority in NODE_EXTRA_CA_CERTS, or ' +
  'set NODE_USE_SYSTEM_CA=1 if this machine trusts it'

/** Why an answer may be none of the service: what networks do that want a sign-in of their own. */
export const PORTAL = 'perhaps a page of the network answered in its place'

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: BROKE_OFF,
  UND_ERR_SOCKET: BROKE_OFF,
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
  UND_ERR_HEADERS_TIMEOUT: 'no connection came about',
  ETIMEDOUT: 'no connection came about',
  ENETUNREACH: 'there is no way to it from this network',
  EHOSTUNREACH: 'there is no way to it from this network',
  SELF_SIGNED_CERT_IN_CHAIN: OWN_CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: OWN_CERTIFICATE,
  DEPTH_ZERO_SELF_SIGNED_CERT: OWN_CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: OWN_CERTIFICATE,
}

/**
 * Why there is no answer; never with the URL of a proxy, which may hold a password.
 * @param patience how long the request was waited for, in milliseconds
 */
export function reasonOf(error: unknown, patience: number): string {
  if ((error as Error).name === 'TimeoutError') return `none within ${seconds(patience)} (${wayOut()})`
  const chain = causesOf(error)
  const code = chain.map((each) => each.code).find((each) => each !== undefined && each !== BROKEN_OFF)
  const reason = code && REASONS[code]
  return (
    faultOfProxy({ chain, reason }) ?? `${reason ?? code ?? 'the request could not be sent'} (${wayOut()})`
  )
}

function causesOf(error: unknown): Cause[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

/** A time in words. */
export function seconds(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / 1000)
  return `${whole} ${whole === 1 ? 'second' : 'seconds'}`
}
