import { client } from '../../network/client.ts'
import { CLOCK, type Clock } from '../../network/clock.ts'
import { mistakeInProxy } from '../../network/proxy.ts'
import { reasonOf, seconds } from '../../network/reason.ts'

/** What came back: an answer of the service, or why there is none. */
export type Reply =
  | { readonly status: number; readonly text: string }
  | {
      /** A clause: "its name cannot be resolved". */
      readonly failed: string
    }

export interface Request {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent by POST as a form. */
  readonly form?: Readonly<Record<string, string>>
}

/** How long one request may take, in milliseconds. */
const PATIENCE = 5000

/** The wait before the second try, and the longest one that a service may ask for, in milliseconds. */
const WAIT = { usual: 1000, longest: 15_000 }

/** Until when a service wants to be left alone, by its origin. */
const pauses = new Map<string, number>()

/**
 * Asks a service; tries once more when there was no answer, it failed (5xx) or it was asked too often (429). A service that
 * still fails has given no answer. While it wants to be left alone, nothing else is sent to it. Redirects are not followed:
 * these services send none, but a network that wants one to sign in does. `HTTPS_PROXY` and `NO_PROXY` hold.
 * @param clock what pauses are measured by
 */
export async function request(asked: Request, clock = CLOCK): Promise<Reply> {
  const mistake = mistakeInProxy()
  if (mistake !== undefined) return { failed: mistake }
  const first = await requestAfterPause(asked, clock)
  if (first.wait === undefined) return first.reply
  if (first.wait > WAIT.longest) return leaveAlone(first.wait)
  const second = await requestAfterPause(asked, clock, first.wait)
  if (second.wait === undefined || 'failed' in second.reply) return second.reply
  const { status } = second.reply
  return {
    failed:
      status === 429
        ? 'it was asked too often (HTTP 429); run the check again later'
        : `it failed twice (HTTP ${status})`,
  }
}

async function requestAfterPause(asked: Request, clock: Clock, wait = 0): Promise<Try> {
  const { origin } = new URL(asked.url)
  const earliest = clock.now() + wait
  const end = () => pauses.get(origin) ?? 0
  const left = () => Math.max(earliest, end()) - clock.now()
  // while one waits, the answer to another may ask for more time
  for (let pause = left(); pause > 0; pause = left()) {
    if (pause > WAIT.longest) return { reply: leaveAlone(pause) }
    await clock.wait(pause)
  }
  const tried = await requestOnce(asked, clock)
  if ('status' in tried.reply && tried.reply.status === 429 && tried.wait !== undefined)
    pauses.set(origin, Math.max(end(), clock.now() + tried.wait))
  return tried
}

function leaveAlone(wait: number): Reply {
  return { failed: `it wants to be left alone for ${seconds(wait)}; run the check again then` }
}

interface Try {
  readonly reply: Reply
  /** Milliseconds until another try may do better; none: it will not. */
  readonly wait?: number
}

async function requestOnce({ url, headers = {}, form }: Request, clock: Clock): Promise<Try> {
  try {
    const { fetch, dispatcher } = await client()
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      dispatcher,
      signal: clock.limit(PATIENCE),
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    const reply = { status: response.status, text: await response.text() }
    const mayRecover = response.status === 429 || response.status >= 500
    return mayRecover ? { reply, wait: waitOf(response.headers.get('retry-after'), clock) } : { reply }
  } catch (error) {
    return { reply: { failed: reasonOf(error, PATIENCE) }, wait: WAIT.usual }
  }
}

/** `Retry-After` holds seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function waitOf(retryAfter: string | null, clock: Clock): number {
  if (retryAfter === null) return WAIT.usual
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - clock.now()
  return Number.isNaN(wait) ? WAIT.usual : Math.max(0, wait)
}
