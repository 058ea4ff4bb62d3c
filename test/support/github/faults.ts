import type { RecordedRequest } from './requests.ts'

/** What happens instead of the answer, before the request has had its effect or after it. */
export type Fault =
  | {
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly after?: boolean
    }
  | { readonly reset: 'before' | 'after' }

/** Looks at a request before it is answered; may change the world meanwhile, and may return a fault. */
export type Hook = (request: RecordedRequest) => Fault | undefined | Promise<Fault | undefined>

/** A hook that fails the next requests for an operation, as often as said. */
export function fail(operation: string, fault: Fault, times = 1): Hook {
  const left = { times }
  return (request) => (request.operation === operation && left.times-- > 0 ? fault : undefined)
}

/** The hour's requests are used up: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function rateLimited(seconds: number): Fault {
  const reset = String(Math.ceil(Date.now() / 1000) + seconds)
  return {
    status: 403,
    body: {
      message: 'API rate limit exceeded for installation ID 1.',
      documentation_url: 'https://docs.github.com/rest',
    },
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
  }
}

/** Too much at once: wait as long as `retry-after` says. */
export function secondaryLimit(seconds: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const documentation_url =
    'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'
  return { status: 403, body: { message, documentation_url }, headers: { 'retry-after': String(seconds) } }
}

/** GitHub's front door answers with a page instead of JSON. */
export const badGateway: Fault = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body>Unicorn!</body></html>',
  headers: { 'content-type': 'text/html' },
}

/** The permission is missing. */
export const notAccessible: Fault = {
  status: 403,
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest',
    status: '403',
  },
}
