import type { CheckRun, CheckSuite } from './checkRun.ts'
import type { PullRequest } from './pull.ts'
import type { Repository } from './repository.ts'

/** What the token may do with each kind of thing; what is not listed in `permissions:` is `none`. */
export type Permissions = Record<
  'contents' | 'pull-requests' | 'checks' | 'statuses',
  'none' | 'read' | 'write'
>

/** Why GitHub would refuse a commit on a branch, and the checks it requires there. */
export interface Protection {
  readonly refusal?: string
  readonly requiredChecks?: readonly string[]
  /** Protected the older way: shown by the branch itself, not among the rules. */
  readonly classic?: boolean
}

/** How this GitHub behaves where it can be told. */
export interface Settings {
  readonly visibility: 'private' | 'public'
  readonly defaultBranch: string
  /** What follows a commit by the token, on which reports differ: nothing, a run that waits for approval, or real runs. */
  readonly afterCommit: 'nothing' | 'waiting-run' | 'run'
  /** The check runs that a real run makes. */
  readonly jobs: readonly string[]
  /** Entries of a tree before it is cut: https://docs.github.com/rest/git/trees#get-a-tree */
  readonly treeEntries: number
  /** Changed lines from which on a file has no `patch`. */
  readonly patchLines: number
  /** Bytes of a GraphQL request from which on the connection breaks down. */
  readonly graphqlBytes: number
  /** Requests an hour: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
  readonly requestsAnHour: number
}

/** Everything the double knows. */
export interface World {
  readonly url: string
  readonly owner: string
  readonly name: string
  readonly token: string
  readonly settings: Settings
  readonly git: Repository
  readonly permissions: Permissions
  readonly pulls: PullRequest[]
  readonly checkRuns: CheckRun[]
  readonly suites: CheckSuite[]
  readonly protections: Map<string, Protection>
  /** Commits GitHub made and signed itself. */
  readonly signed: Set<string>
}

const usual: Settings = {
  visibility: 'private',
  defaultBranch: 'main',
  afterCommit: 'nothing',
  jobs: ['check'],
  treeEntries: 100_000,
  patchLines: 3000,
  graphqlBytes: 7 * 1024 * 1024,
  requestsAnHour: 1000,
}

interface Start {
  readonly url: string
  readonly git: Repository
  readonly settings: Partial<Settings>
  readonly permissions: Partial<Permissions> | undefined
}

/** A world with one repository; its token has the permissions that the Action asks for. */
export function newWorld({ url, git, settings, permissions }: Start): World {
  return {
    url,
    owner: 'contoso',
    name: 'migration',
    token: 'ghs_doubleDoubleDoubleDoubleDoubleDouble',
    settings: { ...usual, ...settings },
    git,
    permissions: {
      contents: 'write',
      'pull-requests': 'read',
      checks: 'write',
      statuses: 'none',
      ...permissions,
    },
    pulls: [],
    checkRuns: [],
    suites: [],
    protections: new Map(),
    signed: new Set(),
  }
}

/** The newest commit of a pull request: its branch may have moved since it was opened. */
export async function headOf(world: World, pull: PullRequest): Promise<string> {
  const tip = pull.fork ? undefined : await world.git.resolve(`refs/heads/${pull.headBranch}`)
  return tip ?? pull.head
}

/** The newest commit of the branch a pull request goes to. */
export async function baseOf(world: World, pull: PullRequest): Promise<string> {
  return (await world.git.resolve(`refs/heads/${pull.baseBranch}`)) ?? pull.base
}
