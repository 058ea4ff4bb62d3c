import type { CheckRun } from './checkRun.ts'
import type { Protection } from './protections.ts'
import type { PullRequest } from './pull.ts'
import type { Repository } from './repository.ts'
import { type Settings, settingsOf } from './settings.ts'
import type { CommitStatus } from './statuses.ts'
import type { CheckSuite } from './suites.ts'

/** What the token may do with each kind of thing; what is not listed in `permissions:` is `none`. */
export type Permissions = Record<
  'contents' | 'pull-requests' | 'checks' | 'statuses',
  'none' | 'read' | 'write'
>

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
  readonly statuses: CommitStatus[]
  readonly protections: Map<string, readonly Protection[]>
  /** Commits GitHub made and signed itself. */
  readonly signed: Set<string>
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
    settings: settingsOf(settings),
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
    statuses: [],
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
