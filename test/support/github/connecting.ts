import { afterAll } from 'vitest'
import { connect, type GitHub } from '../../../src/github/client.ts'
import type { Timing } from '../../../src/github/timing.ts'
import { disconnect } from '../../../src/network/client.ts'
import type { GitHubDouble } from './double.ts'

/** Waits are as long as they need be to come in order; a request has time on a busy machine. */
export const QUICK: Timing = { request: 10_000, reading: 60_000, run: 60_000, second: 1 }

/** The double as the Action sees it, with a timing of the test's own. */
export function connectTo(
  { url, token, repository }: Pick<GitHubDouble, 'url' | 'token' | 'repository'>,
  timing: Partial<Timing> = {},
): GitHub {
  const [owner = '', repo = ''] = repository.split('/')
  return connect({ token, url, owner, repo }, { ...QUICK, ...timing })
}

/** What the double was asked, in order. */
export function operationsOf({ requests }: GitHubDouble): string[] {
  return requests.map(({ operation }) => operation)
}

afterAll(disconnect)
