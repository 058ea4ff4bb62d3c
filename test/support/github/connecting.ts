import { afterAll } from 'vitest'
import { connect, type GitHub } from '../../../src/github/client.ts'
import { TIMING, type Timing } from '../../../src/github/timing.ts'
import { disconnect } from '../../../src/network/client.ts'
import type { Clock } from '../../../src/network/clock.ts'
import type { GitHubDouble } from './double.ts'

/** Waits are as long as they need be to come in order. */
export const QUICK: Timing = { ...TIMING, second: 1 }

/** The double as the Action sees it, with a timing of the test's own and the double's clock. */
export function connectTo(
  { url, token, repository, clock = TIMING.clock }: Reachable,
  timing: Partial<Timing> = {},
): GitHub {
  const [owner = '', repo = ''] = repository.split('/')
  return connect({ token, url, owner, repo }, { ...QUICK, clock, ...timing })
}

type Reachable = Pick<GitHubDouble, 'url' | 'token' | 'repository'> & { readonly clock?: Clock | undefined }

/** What the double was asked, in order. */
export function operationsOf({ requests }: GitHubDouble): string[] {
  return requests.map(({ operation }) => operation)
}

afterAll(disconnect)
