import { jwtVerify } from 'jose'
import { domainsOf } from './domains.ts'
import { cloudAt } from './hosts.ts'
import type { Recorded } from './requests.ts'
import type { Answer, World } from './world.ts'

/** https://learn.microsoft.com/graph/api/domain-list */
const sufficient = [
  'Domain.Read.All',
  'Domain.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]

/** `GET /v1.0/domains` */
export async function answerGraph(world: World, request: Recorded): Promise<Answer> {
  const roles = await rolesOf(world, request)
  if (!roles) return refuse(request, 401, 'InvalidAuthenticationToken')
  if (!sufficient.some((role) => roles.includes(role)))
    return refuse(request, 403, 'Authorization_RequestDenied')
  const query = new URL(request.url).searchParams
  if ([...query.keys()].some((name) => name !== '$select' && name !== '$skiptoken'))
    return refuse(request, 400, 'Request_UnsupportedQuery')
  const start = Number(query.get('$skiptoken')?.replace(tokenMark, '') ?? 0)
  return Number.isInteger(start) ? page(world, request, start) : refuse(request, 400, 'Request_BadRequest')
}

/** What the bearer may do; nothing if the token is not one for this Graph. */
async function rolesOf(
  { microsoft }: World,
  { headers, host }: Recorded,
): Promise<readonly string[] | undefined> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '') ?? []
  try {
    const audience = `https://${cloudAt(host).graph}`
    const { payload } = await jwtVerify<{ roles?: string[] }>(token, microsoft.publicKey, { audience })
    return payload.roles ?? []
  } catch {
    return undefined
  }
}

const tokenMark = 'page-'

/** https://learn.microsoft.com/graph/paging */
function page(world: World, { url }: Recorded, start: number): Answer {
  const { origin, searchParams } = new URL(url)
  const all = domainsOf(world)
  const end = start + world.pageSize
  const selected = searchParams.get('$select')
  const rest = `${selected ? `$select=${selected}&` : ''}$skiptoken=${tokenMark}${end}`
  return {
    status: 200,
    headers: { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8' },
    body: JSON.stringify({
      '@odata.context': `${origin}/v1.0/$metadata#domains${selected ? `(${selected})` : ''}`,
      ...(end < all.length && { '@odata.nextLink': `${origin}/v1.0/domains?${rest}` }),
      value: all.slice(start, end).map((domain) => (selected ? pick(domain, selected.split(',')) : domain)),
    }),
  }
}

function pick(domain: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(domain).filter(([name]) => names.includes(name)))
}

/** https://learn.microsoft.com/graph/errors */
function refuse({ headers }: Recorded, status: number, code: string): Answer {
  const id = crypto.randomUUID()
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': id,
    'client-request-id': headers['client-request-id'] ?? id,
  }
  return {
    status,
    headers: { 'request-id': id, ...(status === 401 && { 'www-authenticate': 'Bearer realm=""' }) },
    body: { error: { code, message: `Refused: ${code}.`, innerError } },
  }
}
