import { mergeCommit } from './merging.ts'
import type { PullRequest } from './pull.ts'
import type { Repository } from './repository.ts'
import type { Permissions, World } from './world.ts'

/** How a pull request is opened: branches that do not exist are made. */
export interface PullOptions {
  readonly head: string
  readonly base: string
  readonly branch?: string
  readonly baseBranch?: string
  /** From a fork the token becomes read-only, unless `keepToken` (as under `pull_request_target`). */
  readonly fork?: boolean | 'deleted'
  readonly keepToken?: boolean
  readonly draft?: boolean
}

/** Opens a pull request, with the refs and the merge commit GitHub makes for it. */
export async function openPull(world: World, options: PullOptions): Promise<PullRequest> {
  const {
    head,
    base,
    branch = 'batch',
    baseBranch = world.settings.defaultBranch,
    fork = false,
    draft = false,
  } = options
  const number = world.pulls.length + 1
  const { git } = world
  if (!(await git.resolve(`refs/heads/${baseBranch}`))) await git.move(`refs/heads/${baseBranch}`, base)
  if (!fork && !(await git.resolve(`refs/heads/${branch}`))) await git.move(`refs/heads/${branch}`, head)
  await git.move(`refs/pull/${number}/head`, head)
  const merged = await merge(git, number, base, head)
  const sides = { head, base, headBranch: branch, baseBranch }
  const pull: PullRequest = { number, ...sides, fork, draft, mergeCommit: merged }
  world.pulls.push(pull)
  if (fork && !options.keepToken) restrict(world.permissions)
  return pull
}

/** The commit that `pull_request` runs on. */
async function merge(git: Repository, number: number, base: string, head: string): Promise<string | null> {
  const sha = await mergeCommit(git, [base, head], `Merge ${head} into ${base}`)
  if (sha !== null) await git.move(`refs/pull/${number}/merge`, sha)
  return sha
}

/** The token of a pull request from a fork can only read: https://docs.github.com/actions/concepts/security/github_token */
function restrict(permissions: Permissions): void {
  for (const [kind, level] of Object.entries(permissions)) {
    if (level === 'write') permissions[kind as keyof Permissions] = 'read'
  }
}
