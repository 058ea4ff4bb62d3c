import { addresses, repository, times, user } from './shapes.ts'
import { baseOf, headOf, type World } from './world.ts'

/** A pull request of the double. */
export interface PullRequest {
  readonly number: number
  /** The commits it was opened with; `headOf` and `baseOf` give the newest. */
  readonly head: string
  readonly base: string
  readonly headBranch: string
  readonly baseBranch: string
  readonly fork: boolean | 'deleted'
  readonly draft: boolean
  readonly mergeCommit: string | null
}

/** Whose fork a pull request from a fork comes from. */
const forkOwner = 'fabrikam'

/** Who owns the repository a pull request comes from. */
export function sourceOwner(world: World, { fork }: PullRequest): string {
  return fork ? forkOwner : world.owner
}

/** A pull request as REST shows it now, or an event showed it when it was sent. */
export async function pullShape(world: World, pull: PullRequest, moment: 'now' | 'opened') {
  const head = moment === 'now' ? await headOf(world, pull) : pull.head
  const base = moment === 'now' ? await baseOf(world, pull) : pull.base
  const files = await changedFiles(world, base, head)
  const owner = sourceOwner(world, pull)
  return {
    ...linksOf(world, pull.number, head),
    id: pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    state: 'open',
    title: 'Add a batch',
    body: null,
    draft: pull.draft,
    user: user(world, pull.fork ? forkOwner : 'admin'),
    head: {
      label: `${owner}:${pull.headBranch}`,
      ref: pull.headBranch,
      sha: head,
      repo: pull.fork === 'deleted' ? null : repository(world, owner),
      user: user(world, owner),
    },
    base: {
      label: `${world.owner}:${pull.baseBranch}`,
      ref: pull.baseBranch,
      sha: base,
      repo: repository(world),
      user: user(world, world.owner, 'Organization'),
    },
    merge_commit_sha: pull.mergeCommit,
    ...quiet,
    created_at: times.created_at,
    updated_at: times.updated_at,
    commits: 1,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  }
}

/** What a pull request changes: from where it left the base branch to its head. */
export async function changedFiles(world: World, base: string, head: string) {
  const start = await world.git.line('merge-base', base, head).catch(() => base)
  return world.git.diff(start, head)
}

function linksOf(world: World, number: number, head: string) {
  const { url, html_url } = addresses(world, `pulls/${number}`)
  const issue = addresses(world, `issues/${number}`).url
  const statuses = addresses(world, `statuses/${head}`).url
  const page = html_url.replace('/pulls/', '/pull/')
  const named = {
    comments: `${issue}/comments`,
    commits: `${url}/commits`,
    statuses,
    html: page,
    issue,
    review_comments: `${url}/comments`,
    review_comment: addresses(world, 'pulls/comments{/number}').url,
    self: url,
  }
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: named.commits,
    review_comments_url: named.review_comments,
    review_comment_url: named.review_comment,
    comments_url: named.comments,
    statuses_url: statuses,
    _links: Object.fromEntries(Object.entries(named).map(([name, href]) => [name, { href }])),
  }
}

const quiet = {
  locked: false,
  active_lock_reason: null,
  labels: [],
  milestone: null,
  assignee: null,
  assignees: [],
  requested_reviewers: [],
  requested_teams: [],
  closed_at: null,
  merged_at: null,
  merged: false,
  merged_by: null,
  mergeable: true,
  rebaseable: true,
  mergeable_state: 'clean',
  auto_merge: null,
  author_association: 'MEMBER',
  maintainer_can_modify: false,
  comments: 0,
  review_comments: 0,
}
