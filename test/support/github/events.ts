import { type PullRequest, pullShape } from './pull.ts'
import { repository, user } from './shapes.ts'
import type { World } from './world.ts'

/** A webhook event, and what the runner makes of it: `GITHUB_SHA`, `GITHUB_REF` and the branches. */
interface Event {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: tests change payloads as they like
  readonly payload: any
  readonly sha: string
  readonly ref: string
  readonly headRef?: string
  readonly baseRef?: string
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export interface Events {
  pull(pull: PullRequest, name?: 'pull_request' | 'pull_request_target', action?: string): Promise<Event>
  push(change: {
    readonly ref: string
    readonly before: string
    readonly after: string
    readonly deleted?: boolean
  }): Event
  mergeGroup(group: { readonly head: string; readonly base: string; readonly baseBranch?: string }): Event
  dispatch(sha: string, branch?: string): Event
  schedule(sha: string): Event
}

/** The events of a repository. */
export function eventsOf(world: World): Events {
  const { defaultBranch } = world.settings
  const common = () => ({ repository: repository(world), sender: user(world, 'admin') })
  return {
    pull: (pull, name = 'pull_request', action = 'synchronize') => pullEvent(world, pull, name, action),
    push({ ref, before, after, deleted = after === '0'.repeat(40) }) {
      const created = before === '0'.repeat(40)
      const payload = { ref, before, after, created, deleted, forced: false, commits: [], ...common() }
      return { name: 'push', payload, sha: after, ref }
    },
    mergeGroup({ head, base, baseBranch = defaultBranch }) {
      const ref = `refs/heads/gh-readonly-queue/${baseBranch}/pr-1-${base}`
      const merge_group = {
        head_sha: head,
        head_ref: ref,
        base_sha: base,
        base_ref: `refs/heads/${baseBranch}`,
      }
      return {
        name: 'merge_group',
        payload: { action: 'checks_requested', merge_group, ...common() },
        sha: head,
        ref,
      }
    },
    dispatch(sha, branch = defaultBranch) {
      const ref = `refs/heads/${branch}`
      return {
        name: 'workflow_dispatch',
        payload: { inputs: {}, ref, workflow: '.github/workflows/check.yml', ...common() },
        sha,
        ref,
      }
    },
    schedule: (sha) => ({
      name: 'schedule',
      payload: { schedule: '0 5 * * *', ...common() },
      sha,
      ref: `refs/heads/${defaultBranch}`,
    }),
  }
}

/** `pull_request` runs on the merge commit, `pull_request_target` on the base branch. */
async function pullEvent(world: World, pull: PullRequest, name: string, action: string): Promise<Event> {
  const pull_request = await pullShape(world, pull, 'opened')
  const payload = {
    action,
    number: pull.number,
    pull_request,
    repository: repository(world),
    sender: user(world, 'admin'),
  }
  const isTarget = name === 'pull_request_target'
  return {
    name,
    payload,
    sha: isTarget ? pull.base : (pull.mergeCommit ?? pull.head),
    ref: isTarget ? `refs/heads/${pull.baseBranch}` : `refs/pull/${pull.number}/merge`,
    headRef: pull.headBranch,
    baseRef: pull.baseBranch,
  }
}
