/** An answer of GitHub that has been read to its end. */
export interface Whole {
  readonly status: number
  readonly headers: [string, string][]
  readonly text: string
}

/** What GraphQL says with status 200, and the words of every other refusal. */
interface Body {
  readonly message?: string
  readonly errors?: readonly { readonly type?: string; readonly message: string }[]
}

/** What Octokit's plugin waits for, by its words; GitHub has others for it, too. */
const WORDS = /secondary rate/i

/**
 * Says of an answer that too much was asked so that Octokit's throttling plugin understands it: it knows limits only by some of
 * GitHub's words, and GraphQL's only at github.com.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function sayLimit(answer: Whole, body: Body): Whole {
  const points = body.errors?.find(({ type }) => type === 'RATE_LIMITED')
  const header = (name: string) => answer.headers.find(([each]) => each === name)?.[1]
  const status = points === undefined ? answer.status : 429
  const isLimit = status === 429 || (status === 403 && header('retry-after') !== undefined)
  if (!isLimit) return answer
  const message = points?.message ?? body.message ?? ''
  const isKnown = header('x-ratelimit-remaining') === '0' || WORDS.test(message)
  const words = isKnown ? message : `${message} (a secondary rate limit)`
  return { status, headers: answer.headers, text: JSON.stringify({ message: words }) }
}
