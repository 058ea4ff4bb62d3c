import { cloudAt } from './hosts.ts'
import type { Recorded } from './requests.ts'
import type { Answer } from './world.ts'

/**
 * The token endpoint's codes, each with its OAuth error and our own words.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const refusals = {
  50027: ['invalid_request', 'the assertion is not a token'],
  70003: ['unsupported_grant_type', 'no such grant'],
  90002: ['invalid_request', 'no such tenant'],
  500011: ['invalid_resource', 'no such resource in the tenant'],
  700016: ['unauthorized_client', 'no such client in the tenant'],
  700024: ['invalid_client', 'the assertion is expired or not yet valid'],
  700211: ['invalid_client', 'no credential has the issuer'],
  700212: ['invalid_client', 'no credential has the audience'],
  700213: ['invalid_client', 'no credential has the subject'],
  900023: ['invalid_request', 'neither the ID nor a domain of a tenant'],
  900144: ['invalid_request', 'a parameter is missing:'],
  1002012: ['invalid_scope', 'the scope is not all of a resource'],
  5002738: ['invalid_client', 'the assertion is not signed by RS256'],
  7000216: ['invalid_client', 'no secret and no assertion'],
  7000272: ['invalid_client', 'the issuer has no key that made the signature'],
  // since the service compares subjects exactly: https://learn.microsoft.com/entra/identity-platform/reference-breaking-changes
  7002138: ['invalid_client', 'a credential has the subject but for its case'],
} as const satisfies Record<number, readonly [string, string]>

/** A number behind `AADSTS`. */
export type Code = keyof typeof refusals

/** The token endpoint says no; `about` is the thing meant, as the service names it in its text. */
export function refuse({ host, headers }: Recorded, code: Code, about = ''): Answer {
  const [error, words] = refusals[code]
  const trace_id = crypto.randomUUID()
  const correlation_id = headers['client-request-id'] ?? crypto.randomUUID()
  const timestamp = new Date().toISOString().replace(/T(.*)\.\d+/, ' $1')
  const ids = `Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`
  return {
    status: error === 'invalid_client' ? 401 : 400,
    headers: { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': trace_id },
    body: {
      error,
      error_description: `AADSTS${code}: ${[words, about].filter(Boolean).join(' ')}. ${ids}`,
      error_codes: [code],
      timestamp,
      trace_id,
      correlation_id,
      error_uri: `https://${cloudAt(host).signIn}/error?code=${code}`,
    },
  }
}
