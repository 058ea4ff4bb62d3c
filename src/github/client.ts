import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import Bottleneck from 'bottleneck/light.js'
import { InputError } from '../mistakes.ts'
import { mistakeInProxy } from '../network/proxy.ts'
import { boundedFetch } from './fetch.ts'
import { mayBeDone } from './refusal.ts'
import type { Timing } from './timing.ts'

/** GitHub's API for one repository. What only reads may be asked again; what writes is sent once. */
export interface GitHub {
  readonly read: Octokit
  readonly write: Octokit
  readonly owner: string
  readonly repo: string
  /** How many requests were sent. */
  readonly sent: { reads: number; writes: number }
}

/** Where and as whom to connect. */
export interface Connection {
  readonly token: string
  /** `GITHUB_API_URL`; GraphQL's address follows from it. */
  readonly url: string
  readonly owner: string
  readonly repo: string
}

/**
 * Connects to the API that the runner names.
 * @param timing begins to count now
 * @throws InputError if the token is empty, or undici cannot use what names a proxy
 */
export function connect({ token, url, owner, repo }: Connection, timing: Timing): GitHub {
  if (token === '')
    throw new InputError(['The input "token" is empty. Leave it out, or give it a token of GitHub.'])
  const mistake = mistakeInProxy()
  if (mistake !== undefined) throw new InputError([`GitHub cannot be asked: ${mistake}.`])
  const sent = { reads: 0, writes: 0 }
  const common = { auth: token, baseUrl: url, userAgent: 'migration-batch-check', log: SILENT }
  const start = timing.clock.now()
  const reads = { retries: READ_RETRIES, pause: 0, until: start + timing.reading, count: () => sent.reads++ }
  const writes = { retries: 0, pause: timing.second, until: start + timing.run, count: () => sent.writes++ }
  const create = (traffic: Traffic) => new Client({ ...common, ...manners(traffic, timing) })
  return {
    read: breaker(create(reads), () => timing.clock.now() > reads.until),
    write: create(writes),
    owner,
    repo,
    sent,
  }
}

const Client = Octokit.plugin(retry, throttling)
/** Octokit prints what it likes, and the runner obeys what is printed. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** How often a read that failed is sent again; the waits are one, then four seconds. */
const READ_RETRIES = 2
/** What another try would not change. What was asked too often is asked again when GitHub says so. */
const FINAL = [400, 401, 403, 404, 409, 410, 422, 429, 451]
/** How long GitHub may want to be left alone, in seconds, so that it is waited for. */
const LONGEST_WAIT = 60

/** How requests of one kind are sent. */
interface Traffic {
  readonly retries: number
  /** Between two requests that are no plain GET, in milliseconds. */
  readonly pause: number
  /** When the last one may be under way. */
  readonly until: number
  readonly count: () => void
}

function manners({ retries, pause, until, count }: Traffic, { request, second, clock }: Timing) {
  const mayWait = (seconds: number, _: unknown, __: unknown, tries: number) =>
    tries === 0 && seconds <= LONGEST_WAIT && clock.now() + seconds * second < until
  return {
    retry: { retries, doNotRetry: FINAL, retryAfterBaseValue: second },
    throttle: {
      write: new Bottleneck.Group({ maxConcurrent: pause > 0 ? 1 : null, minTime: pause }),
      retryAfterBaseValue: second,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
    request: { fetch: boundedFetch({ until, patience: request, clock, count }), log: SILENT },
  }
}

/** Once GitHub has failed in spite of all retries, or the time is up, what follows is sent once only. */
function breaker(octokit: Octokit, isLate: () => boolean): Octokit {
  const state = { broken: false }
  octokit.hook.before('request', (options) => {
    if (state.broken || isLate()) options.request = { ...options.request, retries: 0 }
  })
  octokit.hook.after('request', () => {
    state.broken = false
  })
  octokit.hook.error('request', (error) => {
    if (mayBeDone(error)) state.broken = true
    throw error
  })
  return octokit
}
