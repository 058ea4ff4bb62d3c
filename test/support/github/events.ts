import { readCommit } from './commit.ts'
import { eventCommit, place } from './eventShapes.ts'
import type { MergeGroup } from './merging.ts'
import { type PullRequest, pullShape } from './pull.ts'
import { type PushChange, pushEvent } from './pushEvent.ts'
import { user } from './shapes.ts'
import type { World } from './world.ts'

/** A webhook event, and what the runner makes of it: `GITHUB_SHA`, `GITHUB_REF` and the branches. */
export interface Event {
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
  push(change: PushChange): Promise<Event>
  mergeGroup(group: Pick<MergeGroup, 'head' | 'base'> & Partial<MergeGroup>): Promise<Event>
  /** By hand, on a branch or a tag: a short name is a branch's. */
  dispatch(sha: string, branch?: string, inputs?: Readonly<Record<string, string>> | null): Event
  schedule(sha: string, cron?: string): Event
}

/** Where the workflow is; a run by hand and a timed one say so. */
const workflow = '.github/workflows/check.yml'

/** The events of a repository. */
export function eventsOf(world: World): Events {
  const { defaultBranch } = world.settings
  return {
    pull: (pull, name = 'pull_request', action = 'synchronize') => pullEvent(world, pull, { name, action }),
    push: (change) => pushEvent(world, change),
    mergeGroup: (group) => mergeGroupEvent(world, group),
    dispatch(sha, branch = defaultBranch, inputs = null) {
      const ref = branch.startsWith('refs/') ? branch : `refs/heads/${branch}`
      const payload = { inputs, ref, workflow, ...place(world), sender: user(world, 'admin') }
      return { name: 'workflow_dispatch', payload, sha, ref }
    },
    // No webhook: the time, the workflow and the place are all it has, and nobody sent it.
    schedule: (sha, schedule = '0 5 * * *') => ({
      name: 'schedule',
      payload: { schedule, workflow, ...place(world) },
      sha,
      ref: `refs/heads/${defaultBranch}`,
    }),
  }
}

async function mergeGroupEvent(
  world: World,
  group: Pick<MergeGroup, 'head' | 'base'> & Partial<MergeGroup>,
): Promise<Event> {
  const { head, base, baseBranch = world.settings.defaultBranch } = group
  const { ref = `refs/heads/gh-readonly-queue/${baseBranch}/pr-1-${base}` } = group
  const commit = await readCommit(world, head)
  if (!commit) throw new Error(`There is no commit ${head}`)
  const merge_group = {
    head_sha: head,
    head_ref: ref,
    base_sha: base,
    base_ref: `refs/heads/${baseBranch}`,
    head_commit: eventCommit(commit),
  }
  const payload = { action: 'checks_requested', merge_group, ...place(world), sender: user(world, 'admin') }
  return { name: 'merge_group', payload, sha: head, ref }
}

/** `pull_request` runs on the merge commit, `pull_request_target` on the default branch, whatever the base is. */
async function pullEvent(
  world: World,
  pull: PullRequest,
  { name, action }: Record<'name' | 'action', string>,
): Promise<Event> {
  const head = await readCommit(world, pull.head)
  const payload = {
    action,
    number: pull.number,
    ...(action === 'synchronize' && { before: head?.parents[0] ?? pull.head, after: pull.head }),
    pull_request: await pullShape(world, pull, 'opened'),
    ...place(world),
    sender: user(world, 'admin'),
  }
  const common = { name, payload, headRef: pull.headBranch, baseRef: pull.baseBranch }
  const main = `refs/heads/${world.settings.defaultBranch}`
  return name === 'pull_request_target'
    ? { ...common, sha: (await world.git.resolve(main)) ?? pull.base, ref: main }
    : { ...common, sha: pull.mergeCommit ?? pull.head, ref: `refs/pull/${pull.number}/merge` }
}
