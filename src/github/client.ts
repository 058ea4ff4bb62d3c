import { getOctokit } from '@actions/github'

/** GitHub's API for one repository. */
export interface GitHub {
  readonly api: ReturnType<typeof getOctokit>
  readonly owner: string
  readonly repo: string
}

/** GitHub ends every request after ten seconds; one that takes longer is not worth waiting for. */
const PATIENCE = 10_000

/** Connects to the API that the runner names. */
export function connect(token: string, { owner, repo }: { owner: string; repo: string }): GitHub {
  const api = getOctokit(token)
  api.hook.before('request', (options) => {
    options.request.signal = AbortSignal.timeout(PATIENCE)
  })
  api.hook.after('request', ({ data }) => {
    if (typeof data !== 'object') throw new Error('it broke off') // Octokit takes that for an empty list
  })
  return { api, owner, repo }
}

/** An answer that is no success, as one sentence: what was refused, what GitHub said, and what to do. */
export function refusalOf(error: unknown, what: string, permission: string): string {
  const { code, message } = describe(error)
  if (code === undefined)
    return `GitHub gave no answer when it was asked to ${what} (${message}). Run the job again.`
  return `GitHub refused to ${what} (${code}: ${message}). ${cureFor(code, permission)}`
}

/** Whether GitHub may have done what it was asked, although it did not say so. */
export function mayBeDone(error: unknown): boolean {
  const { code } = describe(error)
  return code === undefined || (typeof code === 'number' && code >= 500)
}

function cureFor(code: number | string, permission: string): string {
  switch (code) {
    case 401:
      return 'The token is not valid: check the input "token".'
    case 403:
    case 404:
    case 'FORBIDDEN':
    case 'NOT_FOUND':
      return `Give the job the permission "${permission}".`
    case 422:
      return 'This should not happen: please report it.'
    case LIMITED:
    case 'RATE_LIMITED':
      return 'It was asked too often: run the job again later.'
    default:
      return 'Run the job again.'
  }
}

/** GitHub says 403 as well, with these headers. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const LIMITED = 429

interface Failure {
  readonly message?: string
  readonly status?: number
  /** Octokit invents a status if there is none. */
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> }
  /** GraphQL's, which come with status 200. */
  readonly errors?: readonly { readonly type?: string; readonly message: string }[]
}

/** A status or GraphQL's type of error, if there was an answer, and the words on one line. */
function describe(error: unknown): { code: number | string | undefined; message: string } {
  const { message = String(error), status, response, errors } = error as Failure
  const [first] = errors ?? []
  if (first !== undefined) return { code: first.type ?? 200, message: onOneLine(first.message) }
  const { 'retry-after': wait, 'x-ratelimit-remaining': left } = response?.headers ?? {}
  const limited = status === 403 && (wait !== undefined || left === '0')
  return { code: response && (limited ? LIMITED : status), message: onOneLine(message) }
}

/** GitHub's own words, cut to what fits a line; its error pages say nothing. */
export function onOneLine(text: string): string {
  return text.trimStart().startsWith('<') ? 'a page' : text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
