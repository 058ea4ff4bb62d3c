import type { Correction } from '../source.ts'
import { type GitHub, onOneLine, refusalOf } from './client.ts'
import type { PullRequest } from './event.ts'

/** How an attempt to commit ended; `why` is a sentence with the cure. */
export type CommitOutcome =
  | { readonly status: 'committed'; readonly sha: string }
  | { readonly status: 'nothing' }
  | {
      readonly status: 'superseded' | 'refused' | 'too-large' | 'not-allowed' | 'unknown'
      readonly why: string
    }

/** The most base64 a commit may carry: GitHub ends a request after ten seconds, and larger ones were seen to fail. */
const MOST_BASE64 = 5_000_000

/** What is to be committed. */
export interface CommitRequest {
  readonly pull: PullRequest
  readonly corrections: readonly Correction[]
  /** The first line of the message. */
  readonly headline: string
  /** The workflow run, named in the message. */
  readonly run: string
}

/** The line of a commit message that tells our own commits: which commit it corrects. */
const TRAILER = 'Migration-Batch-Check-Corrects'

/** Whether a commit with this message is a correction of ours. */
export function isCorrection(message: string): boolean {
  return new RegExp(`^${TRAILER}: [0-9a-f]{40}$`, 'm').test(message)
}

/**
 * Commits corrected files on top of the head that was checked, in one request that GitHub signs; a branch that has moved
 * meanwhile is left alone.
 */
export async function commit(gitHub: GitHub, request: CommitRequest): Promise<CommitOutcome> {
  const { pull, corrections } = request
  if (corrections.length === 0) return { status: 'nothing' }
  const additions = corrections.map(({ path, after }) => ({
    path,
    contents: Buffer.from(after).toString('base64'),
  }))
  const size = additions.reduce((sum, { contents }) => sum + contents.length, 0)
  if (size > MOST_BASE64) {
    return {
      status: 'too-large',
      why: 'The corrected files are larger than a commit through the API may be (about 5 MB).',
    }
  }
  try {
    const answer = await gitHub.api.graphql<Answer>(MUTATION, { input: inputOf(request, additions) })
    return { status: 'committed', sha: answer.createCommitOnBranch.commit.oid }
  } catch (error) {
    return isGraphql(error) ? explain(error.errors[0], pull) : lookAfter(gitHub, request, error)
  }
}

const MUTATION =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }'

interface Answer {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } }
}

function inputOf(
  { pull, headline, run }: CommitRequest,
  additions: readonly { path: string; contents: string }[],
) {
  return {
    branch: { repositoryNameWithOwner: `${pull.owner}/${pull.repo}`, branchName: pull.branch },
    expectedHeadOid: pull.head,
    message: { headline, body: `Migration-Batch-Check-Run: ${run}\n${TRAILER}: ${pull.head}` },
    fileChanges: { additions },
  }
}

interface GraphqlError extends Error {
  readonly errors: readonly { readonly type?: string; readonly message: string }[]
}

function isGraphql(error: unknown): error is GraphqlError {
  return error instanceof Error && error.name === 'GraphqlResponseError'
}

/** GitHub answers a refused commit with status 200 and an error. */
function explain(error: GraphqlError['errors'][number] | undefined, { branch }: PullRequest): CommitOutcome {
  const { type } = error ?? {}
  const message = onOneLine(error?.message ?? 'no reason given')
  if (type === 'STALE_DATA')
    return { status: 'superseded', why: `Somebody pushed to ${branch} meanwhile; that push has its own run.` }
  if (type === 'FORBIDDEN') {
    return {
      status: 'not-allowed',
      why: `The token may not write to ${branch} (${message}). Give the job the permission "contents: write".`,
    }
  }
  return { status: 'refused', why: `GitHub refused the commit to ${branch}: ${message}` }
}

/** After a lost answer: the commit was made if the branch points at a correction of our head. */
async function lookAfter(
  gitHub: GitHub,
  { pull, run }: CommitRequest,
  error: unknown,
): Promise<CommitOutcome> {
  const { api, owner, repo } = gitHub
  const refusal = refusalOf(error, `commit to ${pull.branch}`, 'contents: write')
  try {
    const { data } = await api.rest.repos.getCommit({ owner, repo, ref: `heads/${pull.branch}` })
    if (data.sha === pull.head) return { status: 'refused', why: refusal }
    const ours = data.commit.message.includes(`Migration-Batch-Check-Run: ${run}\n${TRAILER}: ${pull.head}`)
    if (ours) return { status: 'committed', sha: data.sha }
    return {
      status: 'superseded',
      why: `Somebody pushed to ${pull.branch} meanwhile; that push has its own run.`,
    }
  } catch {
    return {
      status: 'unknown',
      why: `${refusal} Whether the commit was made could not be found out: look at the branch ${pull.branch}.`,
    }
  }
}
