import type { Correction } from '../source.ts'
import type { GitHub } from './client.ts'
import { type Attempt, lookAtBranch, type Seen } from './look.ts'
import { codeOf, isWithinAnswer, mayBeDone, refusalOf, wordsOf } from './refusal.ts'
import { trailerOf } from './trailer.ts'

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
export interface CommitRequest extends Attempt {
  readonly corrections: readonly Correction[]
  /** The first line of the message. */
  readonly headline: string
}

/**
 * Commits corrected files on top of the head that was checked, in one request that GitHub signs; a branch that has moved
 * meanwhile is left alone. If GitHub does not say whether it made the commit, it is looked for, and asked for once more
 * only where the branch has not moved: the head that GitHub compares with lets only one of both through.
 */
export async function commit(gitHub: GitHub, request: CommitRequest): Promise<CommitOutcome> {
  const { corrections } = request
  if (corrections.length === 0) return { status: 'nothing' }
  const additions = corrections.map(({ path, after }) => ({
    path,
    contents: Buffer.from(after).toString('base64'),
  }))
  const size = additions.reduce((sum, { contents }) => sum + contents.length, 0)
  if (size > MOST_BASE64) {
    return {
      status: 'too-large',
      why: 'The corrected files are larger than a commit through the API may be (about 5 MB). Correct them on your machine.',
    }
  }
  const input = inputOf(gitHub, request, additions)
  const first = await tryOnce(gitHub, request, input)
  const outcome = 'lost' in first ? await tryOnce(gitHub, request, input) : first
  return 'lost' in outcome ? { status: 'unknown', why: outcome.lost } : outcome
}

const MUTATION =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }'

interface Answer {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null
}

function inputOf(
  { owner, repo }: GitHub,
  { branch, head, headline, run }: CommitRequest,
  additions: readonly { path: string; contents: string }[],
) {
  return {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
    expectedHeadOid: head,
    message: { headline, body: trailerOf(run, head) },
    fileChanges: { additions },
  }
}

/** The commit was not seen, and GitHub did not say what became of it. */
interface Lost {
  readonly lost: string
}

async function tryOnce(gitHub: GitHub, request: CommitRequest, input: object): Promise<CommitOutcome | Lost> {
  try {
    const { createCommitOnBranch: made } = await gitHub.write.graphql<Answer>(MUTATION, { input })
    if (made?.commit) return { status: 'committed', sha: made.commit.oid }
    return await lookAfter(gitHub, request, new Error('its answer has no commit'))
  } catch (error) {
    const refused = mayBeDone(error) || isWithinAnswer(error) ? undefined : refusalFor(error, request.branch)
    return refused ?? lookAfter(gitHub, request, error)
  }
}

/** How GitHub refuses a commit without having made it, by status or by GraphQL's type of error. */
const NOT_ALLOWED = [403, 404, 'FORBIDDEN']
const REFUSED = [400, 401, 409, 410, 422, 429, 'UNPROCESSABLE']
/** What rulesets and branch protection say, whatever its type. */
const QUEUED = /merge queue/i
const RULES = /rule violation|protected branch|through a pull request|required status check/i

function refusalFor(error: unknown, branch: string): CommitOutcome | undefined {
  const code = codeOf(error) ?? ''
  const words = wordsOf(error)
  if (QUEUED.test(words)) {
    return {
      status: 'refused',
      why: `The pull request is in the merge queue (${words}). Take it out, then run the job again.`,
    }
  }
  if (RULES.test(words)) {
    const cure =
      'Correct the files on your machine, or let the app that the token belongs to bypass that rule.'
    const said = words.replace(/\.$/, '')
    return { status: 'refused', why: `The rules of ${branch} refuse the commit (${said}). ${cure}` }
  }
  const why = refusalOf(error, `commit to ${branch}`, 'contents: write')
  if (NOT_ALLOWED.includes(code)) return { status: 'not-allowed', why }
  return REFUSED.includes(code) ? { status: 'refused', why } : undefined
}

/** After a lost answer, or one that leaves open what happened: the branch tells. */
async function lookAfter(
  gitHub: GitHub,
  request: CommitRequest,
  error: unknown,
): Promise<CommitOutcome | Lost> {
  const why = refusalOf(error, `commit to ${request.branch}`, 'contents: write')
  const late = `So far it is not on the branch ${request.branch}: look there before you correct by hand.`
  try {
    const outcome = outcomeOf(await lookAtBranch(gitHub, request), request.branch)
    return outcome ?? { lost: codeOf(error) === undefined ? `${why} ${late}` : why }
  } catch {
    const open = `Whether the commit was made could not be found out: look at the branch ${request.branch}.`
    return { status: 'unknown', why: `${why} ${open}` }
  }
}

/** What is to be said of a branch that has moved; nothing if it has not. */
function outcomeOf(seen: Seen, branch: string): CommitOutcome | undefined {
  switch (seen.branch) {
    case 'unmoved':
      return undefined
    case 'ours':
      return { status: 'committed', sha: seen.sha }
    case 'theirs':
      return {
        status: 'superseded',
        why: `The commit has been corrected meanwhile, in ${seen.sha.slice(0, 7)}: look at the checks of that one.`,
      }
    case 'moved':
      return {
        status: 'superseded',
        why: `Somebody pushed to ${branch} meanwhile; that push has its own run.`,
      }
    case 'gone':
      return { status: 'superseded', why: `The branch ${branch} is not there any more.` }
  }
}
