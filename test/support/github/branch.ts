import { type CommitOutcome, type CommitRequest, commit } from '../../../src/github/commit.ts'
import { holdClock } from '../clock.ts'
import { connectTo } from './connecting.ts'
import { type GitHubDouble, type GitHubOptions, startGitHub } from './double.ts'

export const BATCH = 'batches/wave-1.csv'
/** The run that commits. */
export const RUN = '7001-1-00c0ffee'
/** What it asks for. */
export const COMMIT = 'mutation createCommitOnBranch'
export const LOOK = 'GET /repos/{owner}/{repo}/commits/{ref}'
export const SINCE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

/** The branch `batch` of a GitHub of its own, with a batch to correct. */
export interface Branch extends AsyncDisposable {
  readonly github: GitHubDouble
  readonly head: string
  /** What the branch has, newest first, above the commit that it started from. */
  log(): Promise<readonly string[]>
  /** Corrects the batch. */
  commit(request?: Partial<CommitRequest>): Promise<CommitOutcome>
  /** Somebody else pushes on top; gives the new tip. */
  push(): Promise<string>
  /** The tip of the branch. */
  tip(): Promise<string>
}

/** Opens it, and holds its clock. */
export async function openBranch(options?: GitHubOptions): Promise<Branch> {
  const github = await startGitHub({ clock: holdClock(), ...options })
  const before = 'True\r\n'
  const parent = await github.git.commit({ 'README.md': 'Batches\n' })
  const head = await github.git.commit({ [BATCH]: before }, { branch: 'batch', parent })
  const corrections = [{ path: BATCH, before: Buffer.from(before), after: Buffer.from('False\r\n') }]
  const usual = { branch: 'batch', head, run: RUN, headline: 'Correct the batch', corrections }
  return {
    github,
    head,
    log: async () => (await github.git.line('rev-list', 'batch', '^main')).split('\n'),
    commit: (request) => commit(connectTo(github), { ...usual, ...request }),
    push: () => github.git.commit({ 'theirs.txt': 'x' }, { branch: 'batch', message: 'Theirs' }),
    tip: () => github.git.branch('batch'),
    [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
  }
}
