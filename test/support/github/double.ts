import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HeldClock } from '../clock.ts'
import { addCheckRun, type CheckRun } from './checkRun.ts'
import { type Events, eventsOf } from './events.ts'
import type { Hook } from './faults.ts'
import { type MergeGroup, openMergeGroup } from './merging.ts'
import { openPull, type PullOptions } from './opening.ts'
import { type Protection, protect } from './protections.ts'
import type { PullRequest } from './pull.ts'
import { createRepository, type Repository } from './repository.ts'
import type { Notes, RecordedRequest } from './requests.ts'
import { addressOf, listen, serve } from './server.ts'
import type { Settings } from './settings.ts'
import { remember } from './snapshot.ts'
import { type State, setStatus } from './statuses.ts'
import { newWorld, type Permissions, type World } from './world.ts'

/** A GitHub on this machine, with one repository and one token. */
export interface GitHubDouble extends AsyncDisposable {
  /** `GITHUB_API_URL`; GraphQL is at `/graphql` below it. */
  readonly url: string
  readonly token: string
  readonly repository: string
  readonly git: Repository
  readonly events: Events
  readonly requests: readonly RecordedRequest[]
  /** Requests for operations that the double does not serve. */
  readonly unexpected: readonly string[]
  /** Where a request or an answer is against GitHub's description. */
  readonly violations: readonly string[]
  readonly checkRuns: readonly CheckRun[]
  readonly permissions: Permissions
  readonly clock: HeldClock | undefined
  openPull(options: PullOptions): Promise<PullRequest>
  /** Puts a pull request into the merge queue, behind another group if there is one. */
  openMergeGroup(pull: PullRequest, behind?: MergeGroup): Promise<MergeGroup>
  /** Lets the hook see every request from now on. */
  before(hook: Hook): void
  /** Adds a ruleset to a branch, or what protects it the older way. */
  protect(branch: string, protection: string | Protection): void
  /** Somebody reports on a commit by a status. */
  setStatus(sha: string, context: string, state: State): void
  /** Starts a job of a workflow: its check run cannot be changed by a token. */
  startJob(name: string, sha: string): CheckRun
  /** Remembers everything as it is; the function brings it back. */
  remember(): Promise<() => Promise<void>>
}

/** What a test may set at the start. */
export interface GitHubOptions extends Partial<Settings> {
  readonly permissions?: Partial<Permissions>
  /** The clock by which answers are late; this machine's unless said. */
  readonly clock?: HeldClock
}

/** Starts a GitHub with an empty repository. The token has what the Action asks for. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubDouble> {
  const { permissions, clock, ...settings } = options
  const git = await createRepository()
  const over = new AbortController()
  const notes: Notes = {
    requests: [],
    unexpected: [],
    violations: [],
    hooks: [],
    used: { core: 0, graphql: 0 },
    end: over.signal,
    clock,
  }
  const handle: { serve?: (incoming: IncomingMessage, response: ServerResponse) => Promise<void> } = {}
  const server = await listen((incoming, response) => {
    handle.serve?.(incoming, response).catch((error: Error) => {
      notes.violations.push(`The double failed: ${error.stack}`)
      response.writeHead(500).end()
    })
  })
  const world = newWorld({ url: addressOf(server), git, settings, permissions })
  handle.serve = (incoming, response) => serve(world, notes, incoming, response)
  return {
    ...controls(world, notes),
    async [Symbol.asyncDispose]() {
      over.abort()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await git[Symbol.asyncDispose]()
    },
  }
}

function controls(world: World, notes: Notes): Omit<GitHubDouble, typeof Symbol.asyncDispose> {
  const { url, token, git, checkRuns, permissions } = world
  const { requests, unexpected, violations, hooks, clock } = notes
  return {
    url,
    token,
    repository: `${world.owner}/${world.name}`,
    git,
    events: eventsOf(world),
    requests,
    unexpected,
    violations,
    checkRuns,
    permissions,
    clock,
    openPull: (options) => openPull(world, options),
    openMergeGroup: (pull, behind) => openMergeGroup(world, pull, behind),
    before: (hook) => hooks.push(hook),
    protect: (branch, protection) => protect(world, branch, protection),
    setStatus: (sha, context, state) => setStatus(world, sha, context, state),
    startJob: (name, head_sha) => addCheckRun(world, { name, head_sha, job: true }),
    remember: () => remember(world, notes),
  }
}
