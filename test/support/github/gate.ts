import { type Answer, refusalBody } from './answer.ts'
import type { Notes, RecordedRequest } from './requests.ts'
import type { World } from './world.ts'

/** Refuses who does not say who they are, and who asked too often. */
export function strangerRefusal(
  world: World,
  { used }: Notes,
  { headers, path }: RecordedRequest,
): Answer | undefined {
  const resource = path === '/graphql' ? 'graphql' : 'core'
  used[resource]++
  if (!headers['user-agent'])
    return refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    )
  const [, token] = /^(?:token|bearer) +(.+)$/i.exec(headers.authorization ?? '') ?? []
  if (!token) return refusal(401, 'Requires authentication')
  if (token !== world.token) return refusal(401, 'Bad credentials')
  if (used[resource] <= world.settings.requestsAnHour) return undefined
  const message = 'API rate limit exceeded for installation ID 1.'
  return resource === 'core'
    ? refusal(403, message)
    : { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } }
}

function refusal(status: number, message: string): Answer {
  return { status, body: refusalBody(status, message) }
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
export function limitHeaders(world: World, { used }: Notes, { pathname }: URL): Record<string, string> {
  const resource = pathname === '/graphql' ? 'graphql' : 'core'
  const limit = world.settings.requestsAnHour
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - used[resource], 0)),
    'x-ratelimit-used': String(used[resource]),
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': resource,
    'x-github-request-id': 'DOUBLE',
  }
}
