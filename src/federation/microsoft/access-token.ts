import { PORTAL } from '../../network/reason.ts'
import { fieldOf, parseJson } from '../json.ts'
import type { Cloud } from './clouds.ts'
import { type Reply, request } from './http.ts'

/** What was wanted, or why it failed: a clause and what to do. */
export type Attempt<T> = { readonly value: T } | { readonly failed: string }

/** How the Action gets a token of its app without a secret. */
export interface AppAccess {
  readonly tenant: string
  readonly client: string
  /** Gets the job's OIDC token for the audience, or says why there is none. */
  getToken(audience: string): Promise<Attempt<string>>
  /** Keeps a secret out of the log. */
  mask(secret: string): void
}

/** Where the page is that shows the set-up. */
export const SETUP = 'docs/microsoft-graph.md shows how'

/**
 * Exchanges the job's token for an access token of the app, which is masked at once.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#third-case-access-token-request-with-a-federated-credential
 */
export async function getAccessToken(cloud: Cloud, access: AppAccess): Promise<Attempt<string>> {
  const assertion = await access.getToken(cloud.audience)
  if ('failed' in assertion) return assertion
  const { signIn, graph } = cloud
  const reply = await request({
    url: `${signIn}/${encodeURIComponent(access.tenant)}/oauth2/v2.0/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: access.client,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion.value,
      scope: `${graph}/.default`,
    },
  })
  if ('failed' in reply) return noAnswer(signIn, reply.failed)
  const token = fieldOf(parseJson(reply.text), 'access_token')
  if (reply.status !== 200 || typeof token !== 'string') {
    return { failed: explainRefusal(signIn, reply, claimsOf(assertion.value)) }
  }
  access.mask(token)
  return { value: token }
}

/** What is said of a service that cannot be reached. */
export function noAnswer(url: string, why: string): { readonly failed: string } {
  return { failed: `${new URL(url).host} gave no answer: ${why}` }
}

/** The claims of a token; nobody but its reader may trust them, but they are what it says. */
function claimsOf(token: string): unknown {
  return parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** Microsoft's own numbers. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function explainRefusal(
  signIn: string,
  { status, text }: Extract<Reply, { readonly status: number }>,
  claims: unknown,
): string {
  const code = /AADSTS(\d+)/.exec(text)?.[1]
  const claim = (name: string) => `"${String(fieldOf(claims, name))}"`
  switch (code) {
    case '70021':
    case '700213':
    case '7002131':
    case '7002138':
      return `no federated credential of the app is for this job. GitHub sent the subject ${claim('sub')}: add a credential with exactly this subject, or wait some minutes if there is one (${SETUP})`
    case '700211':
      return `no federated credential of the app is for the issuer ${claim('iss')}: correct the issuer of the credential`
    case '700212':
      return `no federated credential of the app is for the audience ${claim('aud')}: correct the audience of the credential`
    case '700016':
    case '7000229':
      return 'the tenant has no app with this client-id: correct client-id or tenant-id'
    case '90002':
    case '900023':
      return 'there is no such tenant: correct tenant-id'
    case '700024':
      return 'the token of the job is not valid at this time: check the clock of the runner'
    default:
      return `${new URL(signIn).host} issued no token (${code === undefined ? `HTTP ${status}); ${PORTAL}` : `AADSTS${code})`}`
  }
}
