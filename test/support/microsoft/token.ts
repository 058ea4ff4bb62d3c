import { SignJWT } from 'jose'
import { assertionRefusal } from './assertion.ts'
import { graphFor } from './hosts.ts'
import { type Code, refuse } from './refusals.ts'
import type { Recorded } from './requests.ts'
import type { Answer, World } from './world.ts'

/** `POST /{tenant}/oauth2/v2.0/token`: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#third-case-access-token-request-with-a-federated-credential */
export async function answerToken(world: World, request: Recorded): Promise<Answer> {
  const form = formOf(request)
  const wanted = (form.get('scope') ?? '').replace(/^https:\/\/|\/\.default$/g, '')
  const resource = `https://${graphFor(request.host, wanted)}`
  const refusal =
    tenantRefusal(world, request) ??
    formRefusal(world, form, resource) ??
    (await assertionRefusal(world, form.get('client_assertion') ?? ''))
  if (refusal) return refuse(request, ...refusal)
  const access_token = await signAccessToken(world, resource)
  world.tokens.push(access_token)
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token },
  }
}

type Refusal = readonly [Code, string?] | undefined

/** A body of another type has no parameters. */
function formOf({ headers, body }: Recorded): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return new URLSearchParams(isForm ? body : '')
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const domain = /^[\w-]+(\.[\w-]+)+$/

/** A tenant has an ID, and its domains are names for it. */
function tenantRefusal(world: World, { url }: Recorded): Refusal {
  const tenant = decodeURIComponent(new URL(url).pathname.split('/')[1] ?? '').toLowerCase()
  if ([world.tenant, ...Object.keys(world.domains)].some((name) => name.toLowerCase() === tenant)) return
  return [guid.test(tenant) || domain.test(tenant) ? 90002 : 900023, `'${tenant}'`]
}

function formRefusal({ client }: World, form: URLSearchParams, resource: string): Refusal {
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !form.get(name))
  const scope = form.get('scope') ?? ''
  if (missing) return [900144, `'${missing}'`]
  if (form.get('grant_type') !== 'client_credentials') return [70003]
  if (form.get('client_id')?.toLowerCase() !== client.toLowerCase()) return [700016]
  if (!scope.endsWith('/.default')) return [1002012]
  if (scope !== `${resource}/.default` && !loopbackScope.test(scope)) return [500011]
  if (!form.get('client_assertion') || form.get('client_assertion_type') !== jwtBearer) return [7000216]
  return undefined
}

/** A port of the loopback interface stands for the global cloud. */
const loopbackScope = /^http:\/\/127\.0\.0\.1:\d+\/\.default$/

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
function signAccessToken(world: World, resource: string): Promise<string> {
  const { tenant, client, graphRoles } = world
  const isAllowedAnything = graphRoles.length > 0
  return new SignJWT({
    aud: resource,
    iss: `https://sts.windows.net/${tenant}/`,
    appid: client,
    appidacr: '2',
    idtyp: 'app',
    ...(isAllowedAnything && { roles: graphRoles }),
    tid: tenant,
    uti: crypto.randomUUID(),
    ver: '1.0',
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: 'microsoft' })
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('3599s')
    .sign(world.microsoft.privateKey)
}
