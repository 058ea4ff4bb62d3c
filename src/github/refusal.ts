/** An answer that is no success, as one sentence: what was refused, what GitHub said, and what to do. */
export function refusalOf(error: unknown, what: string, permission: string): string {
  const { code, message } = describe(error)
  if (code === undefined)
    return `GitHub gave no answer when it was asked to ${what}: ${message}. Run the job again.`
  const cure = PERSON.test(message) ? APP : cureFor(code, permission, OWN.test(message) ? 'token' : 'job')
  return `GitHub refused to ${what} (${code}: ${message}). ${cure}`
}

/** What GitHub says if somebody's own token wants to write a check run. */
const PERSON = /authenticate via a GitHub App/
/** A fine-grained token has permissions of its own. */
const OWN = /by personal access token/
const APP = 'A token of a person may not do that: use GITHUB_TOKEN, or the token of a GitHub App.'

/** Whether GitHub may have done what it was asked, although it did not say so. */
export function mayBeDone(error: unknown): boolean {
  const { code } = describe(error)
  return code === undefined || (typeof code === 'number' && code >= 500)
}

/** What kind of refusal it is: a status, or GraphQL's type of error; nothing if there was no answer. */
export function codeOf(error: unknown): number | string | undefined {
  return describe(error).code
}

/** What GitHub said, on one line. */
export function wordsOf(error: unknown): string {
  return describe(error).message
}

/** Whether GraphQL failed within its answer to something that it had begun to do. */
export function isWithinAnswer(error: unknown): boolean {
  const [first] = (error as Failure).errors ?? []
  return (first?.path?.length ?? 0) > 1
}

/** Whether GitHub does not have what it was asked for. */
export function isUnknown(error: unknown): boolean {
  return [404, 422].includes(Number(describe(error).code))
}

function cureFor(code: number | string, permission: string, whose: 'token' | 'job'): string {
  switch (code) {
    case 401:
      return 'The token is not valid: check the input "token".'
    case 403:
    case 404:
    case 'FORBIDDEN':
    case 'NOT_FOUND':
      return `Give the ${whose} the permission "${permission}".`
    case 422:
      return 'This should not happen: please report it.'
    case LIMITED:
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
  readonly errors?: readonly GraphqlError[]
}

interface GraphqlError {
  readonly type?: string
  readonly message: string
  readonly path?: readonly unknown[]
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
function onOneLine(text: string): string {
  return text.trimStart().startsWith('<') ? 'a page' : text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
