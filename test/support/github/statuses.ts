import { demand, type Handler, pageOf } from './answer.ts'
import { requestedCommit } from './commit.ts'
import { addresses, repository, user } from './shapes.ts'
import type { World } from './world.ts'

/** What a status can be. */
export type State = 'error' | 'failure' | 'pending' | 'success'

/** The older kind of check: https://docs.github.com/rest/commits/statuses */
export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly context: string
  readonly state: State
}

/** Adds a status to a commit; the newest of a context counts. */
export function setStatus({ statuses }: World, sha: string, context: string, state: State): void {
  statuses.push({ id: 301 + statuses.length, sha, context, state })
}

/** GET /repos/{owner}/{repo}/commits/{ref}/statuses: all of them, the newest first. */
export const listStatuses: Handler = async (world, request) => {
  demand(world, 'statuses', 'read')
  const { sha } = await requestedCommit(world, request)
  const { items, headers } = pageOf(world, request, newestFirst(world, sha))
  const creator = user(world, 'ci[bot]', 'Bot')
  return { status: 200, body: items.map((status) => ({ ...shape(world, status), creator })), headers }
}

/** GET /repos/{owner}/{repo}/commits/{ref}/status: the newest of each context; check runs are not among them. */
export const getStatus: Handler = async (world, request) => {
  demand(world, 'statuses', 'read')
  const { sha } = await requestedCommit(world, request)
  const all = newestFirst(world, sha)
  const latest = all.filter(({ context }, at) => all.findIndex((each) => each.context === context) === at)
  const { items, headers } = pageOf(world, request, latest)
  const body = {
    state: combined(latest),
    statuses: items.map((status) => shape(world, status)),
    sha,
    total_count: latest.length,
    repository: repository(world),
    commit_url: addresses(world, `commits/${sha}`).url,
    url: addresses(world, `commits/${sha}/status`).url,
  }
  return { status: 200, body, headers }
}

function newestFirst({ statuses }: World, sha: string): readonly CommitStatus[] {
  return statuses.filter((status) => status.sha === sha).reverse()
}

/** https://docs.github.com/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
function combined(latest: readonly CommitStatus[]): State {
  if (latest.some(({ state }) => state === 'error' || state === 'failure')) return 'failure'
  return latest.length > 0 && latest.every(({ state }) => state === 'success') ? 'success' : 'pending'
}

function shape(world: World, { id, sha, context, state }: CommitStatus) {
  return {
    url: addresses(world, `statuses/${sha}`).url,
    avatar_url: user(world, 'ci[bot]').avatar_url,
    id,
    node_id: `SC_${id}`,
    state,
    description: null,
    target_url: null,
    context,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  }
}
