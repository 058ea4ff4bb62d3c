import type { GitHub } from './client.ts'
import { wordsOf } from './refusal.ts'
import { isCorrectionOf, trailerOf } from './trailer.ts'

/** What a branch shows after an attempt to commit to it. */
export type Seen =
  | { readonly branch: 'unmoved' }
  /** Our commit is there, whatever has come on top of it. */
  | { readonly branch: 'ours'; readonly sha: string }
  /** Another run has corrected the same head. */
  | { readonly branch: 'theirs'; readonly sha: string }
  | { readonly branch: 'moved' }
  | { readonly branch: 'gone' }

/** What an attempt is recognised by. */
export interface Attempt {
  readonly branch: string
  /** The commit that it was to be put upon. */
  readonly head: string
  /** The run that makes it. */
  readonly run: string
}

/** What GitHub says where there is nothing to be seen. Any other 404 or 422 leaves open what is there. */
const NO_BRANCH = 'No commit found'
const NO_ANCESTOR = 'No common ancestor'

/**
 * Looks where a branch points, and whether our commit is there.
 * @throws what Octokit throws if GitHub does not show it
 */
export async function lookAtBranch(gitHub: GitHub, attempt: Attempt): Promise<Seen> {
  const tip = await getTip(gitHub, attempt.branch)
  if (tip === undefined) return { branch: 'gone' }
  if (tip.sha === attempt.head) return { branch: 'unmoved' }
  const seen = recognise([tip], attempt)
  return seen.branch === 'moved'
    ? recognise(await commitsSince(gitHub, attempt.head, tip.sha), attempt)
    : seen
}

interface Commit {
  readonly sha: string
  readonly commit: { readonly message: string }
}

async function getTip({ read, owner, repo }: GitHub, branch: string): Promise<Commit | undefined> {
  try {
    const asked = { owner, repo, ref: `heads/${branch}` }
    return (await read.request('GET /repos/{owner}/{repo}/commits/{ref}', asked)).data
  } catch (error) {
    if (wordsOf(error).startsWith(NO_BRANCH)) return undefined
    throw error
  }
}

/** The first hundred commits upon one; none if the branch was rewritten so that it does not hold it any more. */
async function commitsSince({ read, owner, repo }: GitHub, head: string, tip: string): Promise<Commit[]> {
  try {
    const asked = { owner, repo, basehead: `${head}...${tip}`, per_page: 100 }
    return (await read.request('GET /repos/{owner}/{repo}/compare/{basehead}', asked)).data.commits
  } catch (error) {
    if (wordsOf(error).startsWith(NO_ANCESTOR)) return []
    throw error
  }
}

function recognise(commits: readonly Commit[], { head, run }: Attempt): Seen {
  const ours = commits.find(({ commit }) => commit.message.includes(trailerOf(run, head)))
  if (ours !== undefined) return { branch: 'ours', sha: ours.sha }
  const theirs = commits.find(({ commit }) => isCorrectionOf(commit.message, head))
  return theirs === undefined ? { branch: 'moved' } : { branch: 'theirs', sha: theirs.sha }
}
