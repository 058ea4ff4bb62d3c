import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CheckRun } from './github/checkRun.ts'
import { type GitHubDouble, type GitHubOptions, startGitHub } from './github/double.ts'
import type { PullOptions } from './github/opening.ts'
import type { PullRequest } from './github/pull.ts'
import type { RecordedRequest } from './github/requests.ts'
import type { FileChange } from './github/store.ts'
import { type RunOptions, type RunResult, runAction } from './runner.ts'

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

type Files = Readonly<Record<string, FileChange>>

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

/** A batch with every row an offender. */
export const wrong = (rows: number, options?: BatchOptions) =>
  batch({ rows, offenders: Array.from({ length: rows }, (_, index) => index + 1), ...options })
/** What a batch is after the fix. */
export const corrected = (text: string) => text.replaceAll('True', 'False')

/** What a pull request is made of; its branch `batch` adds `BATCH`, and its base says that contoso.com is federated, unless said. */
export interface PullSetup extends Pick<PullOptions, 'fork' | 'keepToken'> {
  readonly base?: Files
  readonly head?: Files
  readonly github?: GitHubOptions
}

/** A run of the Action on the pull request, or on another event. */
export type Running = Partial<Pick<RunOptions, 'inputs' | 'event' | 'env' | 'kill'>> & {
  readonly name?: 'pull_request' | 'pull_request_target'
  /** A newer head than the one it was opened with. */
  readonly head?: string
}

/** A pull request on a GitHub of its own. */
export interface Scene extends AsyncDisposable {
  readonly github: GitHubDouble
  readonly pull: PullRequest
  /** Runs the bundle, and sees that it kept its manners. */
  run(running?: Running): Promise<RunResult>
  /** The check runs of the Action on a commit. */
  checksOn(sha: string): CheckRun[]
  /** The requests for an operation. */
  requestsFor(operation: string): RecordedRequest[]
  /** Whether the branch still ends where the pull request was opened. */
  untouched(): Promise<boolean>
}

/** Spares each run the compiling of the bundle. */
const cache = { NODE_COMPILE_CACHE: join(tmpdir(), 'migration-batch-check-compiled') }

/** Opens a pull request. */
export async function openPull(setup: PullSetup = {}): Promise<Scene> {
  const {
    base: before = { [CONFIGURATION]: SETTINGS },
    head: change = { [BATCH]: batch() },
    fork = false,
    keepToken = false,
  } = setup
  const github = await startGitHub(setup.github)
  const base = await github.git.commit({ 'README.md': 'Batches\n', ...before })
  const head = await github.git.commit(change, { parent: base, ...(fork === false && { branch: 'batch' }) })
  const pull = await github.openPull({ head, base, fork, keepToken })
  const runs: RunResult[] = []
  return {
    github,
    pull,
    async run({ name, head: newer = head, ...options } = {}) {
      const event = await github.events.pull({ ...pull, head: newer }, name)
      const run = await runAction({ github, event, ...options, env: { ...cache, ...options.env } })
      runs.push(run)
      await expectManners(github, run)
      return run
    },
    checksOn: (sha) => github.checkRuns.filter((run) => run.head_sha === sha && !run.job),
    requestsFor: (wanted) => github.requests.filter(({ operation }) => operation === wanted),
    untouched: async () => (await github.git.branch('batch')) === head,
    async [Symbol.asyncDispose]() {
      await Promise.all(runs.map((run) => run[Symbol.asyncDispose]()))
      await github[Symbol.asyncDispose]()
    },
  }
}

const NUL = /\0|\\u\{0\}|\\u0000/g

/** What holds for every run: GitHub's rules are kept, no check run stays open, nothing is shown that must not be. */
async function expectManners(github: GitHubDouble, run: RunResult): Promise<void> {
  const told = (await everythingTold(github, run)).replaceAll(NUL, '') // as UTF-16 has them
  expect(github.violations).toEqual([])
  expect(github.unexpected).toEqual([])
  expect(github.checkRuns.filter(({ job, status }) => !job && status !== 'completed')).toEqual([])
  expect(run.job).toBe(run.exitCode === 0 ? 'success' : 'failure')
  expect(run.post?.exitCode).toBe(0)
  expect(told).not.toContain(CANARY)
  expect(told).not.toContain(github.token)
  expect(told).not.toMatch(/^\s+at .+:\d+:\d+/m)
}

/** All that a run wrote anywhere, but for the corrected files and the token it identifies itself with. */
export async function everythingTold(github: GitHubDouble, run: RunResult): Promise<string> {
  const { stdout, stderr, summary, annotations, outputs, state, post, temp } = run
  const files = await readdir(temp, { recursive: true, withFileTypes: true })
  const reports = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'))
  const requests = github.requests.map(({ path, query, body }) => [path, query, withoutContents(body)])
  const rest = [annotations, outputs, state, requests, github.checkRuns].map((part) => JSON.stringify(part))
  return [
    stdout,
    stderr,
    summary,
    post?.stdout,
    post?.stderr,
    post?.summary,
    ...(await Promise.all(reports)),
    ...rest,
  ].join('\n')
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every kind
function withoutContents(body: any): unknown {
  const input = body?.variables?.input
  if (input === undefined) return body
  const additions = input.fileChanges.additions.map(({ path }: { path: string }) => path)
  return { ...body, variables: { input: { ...input, fileChanges: { additions } } } }
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
