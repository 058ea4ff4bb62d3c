import { client } from '../network/client.ts'
import type { Clock } from '../network/clock.ts'
import { reasonOf } from '../network/reason.ts'
import { sayLimit, type Whole } from './limits.ts'

/** What bounds a request. */
export interface Bounds {
  /** When no request may be under way any more. */
  readonly until: number
  /** How long one may take, in milliseconds. */
  readonly patience: number
  readonly clock: Clock
  /** Called for every one that is sent. */
  readonly count: () => void
}

/**
 * A `fetch` for Octokit that waits for all of an answer, and takes one that broke off for none: Octokit itself would take
 * it for an empty one.
 */
export function boundedFetch({ until, patience, clock, count }: Bounds) {
  return async (url: string, init: object): Promise<Response> => {
    const time = Math.min(patience, until - clock.now())
    if (time <= 0) throw new Error('the time of the run is used up')
    count()
    const answer = await send(url, { ...init, signal: clock.limit(time) }, time)
    const body = parse(answer.text)
    if (answer.status >= 300 && answer.status < 400) throw new Error('it sent the request elsewhere')
    if (answer.status < 300 && body === undefined) throw new Error('its answer broke off')
    const { status, headers, text } = sayLimit(answer, body ?? {})
    return new Response(text, { status, headers })
  }
}

async function send(url: string, init: object, time: number): Promise<Whole> {
  try {
    const { fetch, dispatcher } = await client()
    const response = await fetch(url, { ...init, dispatcher })
    return { status: response.status, headers: [...response.headers], text: await response.text() }
  } catch (error) {
    throw new Error(reasonOf(error, time))
  }
}

function parse(text: string): object | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
