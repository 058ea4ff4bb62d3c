import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckRun } from './github/checkRun.ts'
import { type GitHubOptions, startGitHub } from './github/double.ts'
import type { PullOptions } from './github/opening.ts'
import type { PullRequest } from './github/pull.ts'
import type { RunOptions, RunResult } from './runner.ts'
import { type Files, type Stage, type Starting, stageOn } from './scene.ts'

/** Where the configuration is, and a batch. */
export const CONFIGURATION = '.github/migration-batch-check.yml'
export const BATCH = 'batches/wave-1.csv'
/** What the base says unless a test says more. */
export const SETTINGS = 'federated-domains: contoso.com\n'
/** Every password of the fixtures holds it: a run that shows it anywhere has failed. */
export const CANARY = 'Cuckoo'
/** The write requests of a run. */
export const CREATE = 'POST /repos/{owner}/{repo}/check-runs'
export const UPDATE = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'
export const COMMIT = 'mutation createCommitOnBranch'

/** The command that corrects it on somebody's own machine. */
export const CURE = `migration-batch-check --fix --federated-domains contoso.com ${BATCH}`

/** What a batch is like: three of 200 users have True unless said. */
export interface BatchOptions {
  readonly rows?: number
  /** Numbers of the rows that have True. */
  readonly offenders?: readonly number[]
  /** How the users' names begin: batches of one pull request should not share users. */
  readonly user?: string
  readonly domain?: string
  /** Whether they have passwords, which is remarked on for federated users. */
  readonly passwords?: boolean
}

/** A batch as Excel writes it. */
export function batch({
  rows = 200,
  offenders = [4, 78, 200],
  user = 'user',
  domain = 'contoso.com',
  passwords = true,
}: BatchOptions = {}) {
  const users = Array.from({ length: rows }, (_, index) => {
    const password = passwords ? `${CANARY}$${index + 1}` : ''
    return `${user}${index + 1}@${domain},${password},${offenders.includes(index + 1) ? 'True' : 'False'}`
  })
  return ['EmailAddress,Password,ForceChangePassword', ...users, ''].join('\r\n')
}

/** How `batch()` at `BATCH` is marked: three offenders, and the remark on the passwords of federated users. */
export const MARKS = [
  `${BATCH}:5:28-32 failure`,
  `${BATCH}:79:30-34 failure`,
  `${BATCH}:201:32-36 failure`,
  `${BATCH}:1:14-22 notice`,
]

/** A batch with every row an offender. */
export const wrong = (rows: number, options?: BatchOptions) =>
  batch({ rows, offenders: Array.from({ length: rows }, (_, index) => index + 1), ...options })
/** What a batch is after the fix. */
export const corrected = (text: string) => text.replaceAll('True', 'False')

/** What a pull request is made of; its branch `batch` adds `BATCH`, and its base says that contoso.com is federated, unless said. */
export interface PullSetup extends Pick<PullOptions, 'fork' | 'keepToken'> {
  readonly base?: Files
  readonly head?: Files
  /** What the base got after the pull request had left it. */
  readonly meanwhile?: Files
  readonly github?: GitHubOptions
}

/** A run of the Action on the pull request, or on another event. */
export interface Running extends Starting, Partial<Pick<RunOptions, 'event'>> {
  readonly name?: 'pull_request' | 'pull_request_target'
  /** A newer head than the one it was opened with. */
  readonly head?: string
}

/** A pull request on a GitHub of its own. */
export interface Scene extends Stage {
  readonly pull: PullRequest
  /** Runs the bundle on the pull request. */
  run(running?: Running): Promise<RunResult>
  /** Whether the branch still ends where the pull request was opened. */
  untouched(): Promise<boolean>
}

/** Opens a pull request. */
export async function openPull(setup: PullSetup = {}): Promise<Scene> {
  const {
    base: before = { [CONFIGURATION]: SETTINGS },
    head: change = { [BATCH]: batch() },
    meanwhile,
    fork = false,
    keepToken = false,
  } = setup
  const github = await startGitHub(setup.github)
  const start = await github.git.commit({ 'README.md': 'Batches\n', ...before })
  const head = await github.git.commit(change, { parent: start, ...(fork === false && { branch: 'batch' }) })
  const base = meanwhile ? await github.git.commit(meanwhile) : start
  const pull = await github.openPull({ head, base, fork, keepToken })
  const stage = stageOn(github, CANARY)
  return {
    ...stage,
    pull,
    async run({ name, head: newer = head, event, ...starting } = {}) {
      return stage.runOn(event ?? (await github.events.pull({ ...pull, head: newer }, name)), starting)
    },
    untouched: async () => (await github.git.branch('batch')) === head,
  }
}

/** A report file that a run wrote. */
export async function readReport({ outputs }: RunResult, name = 'report.json'): Promise<string> {
  return readFile(join(outputs['report'] ?? '', name), 'utf8')
}

/** Marks in a file as `path:line:column-endColumn level`. */
export function marksOf({ output }: CheckRun): string[] {
  return output.annotations.map(({ path, start_line, start_column, end_column, annotation_level }) => {
    return `${path}:${start_line}:${start_column}-${end_column} ${annotation_level}`
  })
}

/** Lets requests for an operation hang; tells when there is one. */
export function hang({ github }: Scene, operation: string): Promise<void> {
  return new Promise((resolve) => {
    github.before((request) => {
      if (request.operation !== operation) return undefined
      resolve()
      return new Promise<undefined>(() => {})
    })
  })
}
