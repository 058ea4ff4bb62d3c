import { readFileSync } from 'node:fs'
import { InputError } from '../mistakes.ts'

/** What a run is for. */
export interface Event {
  readonly name: string
  readonly owner: string
  readonly repo: string
  /** The commit that is checked, marked and judged. */
  readonly head: string
  /** The commit whose configuration and exports decide: the head itself unless it is to be merged. */
  readonly base: string
  /** Whether the head is to be merged: what it brings decides only afterwards. */
  readonly toMerge: boolean
  /** The pull request whose files are checked, if it is for one. */
  readonly pull?: PullRequest
  /** The commit that the checked files differ from; without it and a pull request all files are checked. */
  readonly since?: string
  /** Whether everybody can read the repository. */
  readonly public: boolean
}

/** A pull request. */
export interface PullRequest {
  /** The branch of the head. */
  readonly branch: string
  readonly baseBranch: string
  /** A commit of that branch, not always the newest. */
  readonly base: string
  /** Whether the branch is in this repository: a fork's is out of reach. */
  readonly sameRepository: boolean
}

/**
 * Reads the event that started the run from the runner's environment.
 * @returns nothing if a branch or tag was deleted: there is no commit to check
 * @throws InputError if it is another event than those that are supported
 */
export function readEvent(env: NodeJS.ProcessEnv): Event | undefined {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (read === undefined) {
    const known = Object.keys(READERS)
    throw new InputError([
      `A run for "${name}" has no batches to check. Run it on ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`,
    ])
  }
  const payload: Payload = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))
  const commits = read(payload, env['GITHUB_SHA'] ?? '')
  if (commits === undefined) return undefined
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  return { name, owner, repo, public: payload.repository?.private === false, ...commits }
}

type Commits = Pick<Event, 'head' | 'base' | 'toMerge' | 'pull' | 'since'>
type Reader = (payload: Payload, sha: string) => Commits | undefined

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const READERS: Readonly<Record<string, Reader>> = {
  pull_request: readPull,
  pull_request_target: readPull,
  merge_group: ({ merge_group }) => {
    const { head_sha: head, base_sha: base } = merge_group!
    return { head, base, toMerge: true, since: base }
  },
  push: readPush,
  workflow_dispatch: (_, sha) => ({ head: sha, base: sha, toMerge: false }),
  schedule: (_, sha) => ({ head: sha, base: sha, toMerge: false }),
}

/** Not `GITHUB_SHA`, which is the merge commit or the base. The base may lag behind its branch: see `readBeginning`. */
function readPull({ pull_request, repository }: Payload): Commits {
  const { head, base } = pull_request!
  const sameRepository = head.repo !== null && head.repo.full_name === repository?.full_name
  const pull = { branch: head.ref, baseBranch: base.ref, base: base.sha, sameRepository }
  return { head: head.sha, base: base.sha, toMerge: true, pull }
}

/** `GITHUB_SHA` is a commit where `after` may be an annotated tag. A tag has no commit before it to compare with. */
function readPush({ before = '', deleted, ref = '' }: Payload, sha: string): Commits | undefined {
  if (deleted) return undefined
  const isNew = /^0*$/.test(before) || ref.startsWith('refs/tags/')
  return { head: sha, base: sha, toMerge: false, ...(!isNew && { since: before }) }
}

/** The part of the webhooks' payloads that is read; the head's repository is null if the fork was deleted. */
interface Payload {
  readonly pull_request?: {
    readonly head: {
      readonly sha: string
      readonly ref: string
      readonly repo: { readonly full_name: string } | null
    }
    readonly base: { readonly sha: string; readonly ref: string }
  }
  readonly merge_group?: { readonly head_sha: string; readonly base_sha: string }
  readonly before?: string
  readonly deleted?: boolean
  readonly ref?: string
  readonly repository?: { readonly full_name: string; readonly private?: boolean }
}
