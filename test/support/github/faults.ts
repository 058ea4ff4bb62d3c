import type { RecordedRequest } from './requests.ts'

/** Whether something happens before the request has had its effect, or after it. */
export type When = 'before' | 'after'

/** What happens instead of the answer. */
export type Fault =
  /** Another answer; the request has its effect all the same if `after`. */
  | {
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly after?: boolean
    }
  /** The connection breaks before an answer. */
  | { readonly reset: When }
  /** No answer ever comes; the connection stays open until the client goes away. */
  | { readonly hang: When }
  /** The true answer comes so many milliseconds late; the wait is before the effect or after it. */
  | { readonly late: number; readonly wait: When }
  /** Status 200 with half a body: as a whole answer, or with a connection that breaks in the middle. */
  | { readonly cut: 'body' | 'connection'; readonly when: When }
  /** GraphQL: the true answer, but for one field that is null with an error: `repository.object`, or the first below the root. */
  | { readonly partial: string }

/** Looks at a request before it is answered; may change the world meanwhile, and may return a fault. */
export type Hook = (request: RecordedRequest) => Fault | undefined | Promise<Fault | undefined>

/** A hook that fails the next requests for an operation, as often as said. */
export function fail(operation: string, fault: Fault, times = 1): Hook {
  const left = { times }
  return (request) => (request.operation === operation && left.times-- > 0 ? fault : undefined)
}

/** Whether a request that meets the fault has its effect, now or later. */
export function hasEffect(fault: Fault): boolean {
  if ('status' in fault) return fault.after === true
  if ('reset' in fault) return fault.reset === 'after'
  if ('hang' in fault) return fault.hang === 'after'
  if ('cut' in fault) return fault.when === 'after'
  return true // late and partial answers are true ones
}

/** A refusal in GitHub's words. */
export function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url, status: String(status) }, headers } satisfies Fault
}

const limits = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api'

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

/** Too much at once: wait as long as `retry-after` says, or a minute if it says nothing. GitHub uses both statuses. */
export function secondaryLimit(seconds?: number, status: 403 | 429 = 403): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const documentation_url = `${limits}#about-secondary-rate-limits`
  const headers: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) }
  return { status, body: { message, documentation_url }, headers }
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
