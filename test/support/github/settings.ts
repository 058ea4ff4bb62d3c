/** How this GitHub behaves where it can be told. */
export interface Settings {
  readonly visibility: 'private' | 'public'
  readonly defaultBranch: string
  /** Whose token it is: the workflow's own, another app's (`name[bot]`), or a person's. */
  readonly viewer: string
  /**
   * What follows a commit by the token. For the workflow's own token reports differ: no run at all is what the
   * documentation says of pushes and what some measured; since 2026-06-11 runs of `pull_request` are made and wait for
   * approval. Any other token makes real runs, and so does this one if told.
   * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
   */
  readonly afterCommit: 'nothing' | 'waiting-run' | 'run'
  /** The check runs that a real run makes. */
  readonly jobs: readonly string[]
  /**
   * Whether a check run by the workflow's own token joins the oldest suite of the commit, as was measured;
   * others found it in a suite of its own, tied to no pull request.
   */
  readonly joinsOldestSuite: boolean
  /** Entries of a tree before it is cut: https://docs.github.com/rest/git/trees#get-a-tree */
  readonly treeEntries: number
  /** Changed lines from which on a file has no `patch`. */
  readonly patchLines: number
  /** Bytes of a GraphQL request from which on the connection breaks down. */
  readonly graphqlBytes: number
  /** Requests an hour: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
  readonly requestsAnHour: number
}

/** Whom `GITHUB_TOKEN` acts as. */
export const actionsBot = 'github-actions[bot]'

const usual: Settings = {
  visibility: 'private',
  defaultBranch: 'main',
  viewer: actionsBot,
  afterCommit: 'nothing',
  jobs: ['check'],
  joinsOldestSuite: true,
  treeEntries: 100_000,
  patchLines: 3000,
  graphqlBytes: 7 * 1024 * 1024,
  requestsAnHour: 1000,
}

/** The settings of a GitHub of which only some were said. */
export function settingsOf(said: Partial<Settings>): Settings {
  const isOurs = (said.viewer ?? actionsBot) === actionsBot
  return { ...usual, ...(!isOurs && { afterCommit: 'run' as const }), ...said }
}
