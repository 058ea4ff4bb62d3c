import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CheckRun } from './github/checkRun.ts'
import type { GitHubDouble } from './github/double.ts'
import type { RecordedRequest } from './github/requests.ts'
import type { FileChange } from './github/store.ts'
import { type RunOptions, type RunResult, runAction } from './runner.ts'

/** What commits change, by path. */
export type Files = Readonly<Record<string, FileChange>>

/** What a run may be started with, whatever the event. */
export type Starting = Partial<Pick<RunOptions, 'inputs' | 'env' | 'kill'>>

/** A GitHub of its own, on which the Action is run. */
export interface Stage extends AsyncDisposable {
  readonly github: GitHubDouble
  /** Runs the bundle, and sees that it kept its manners. */
  runOn(event: RunOptions['event'], starting?: Starting): Promise<RunResult>
  /** The check runs of the Action on a commit. */
  checksOn(sha: string): CheckRun[]
  /** The requests for an operation. */
  requestsFor(operation: string): RecordedRequest[]
}

/** Spares each run the compiling of the bundle. */
const cache = { NODE_COMPILE_CACHE: join(tmpdir(), 'migration-batch-check-compiled') }

/** Takes over a GitHub that has what a test needs; no run may show the secret anywhere. */
export function stageOn(github: GitHubDouble, secret: string): Stage {
  const runs: RunResult[] = []
  return {
    github,
    async runOn(event, starting = {}) {
      const run = await runAction({ github, event, ...starting, env: { ...cache, ...starting.env } })
      runs.push(run)
      await expectManners(github, run, secret)
      return run
    },
    checksOn: (sha) => github.checkRuns.filter((run) => run.head_sha === sha && !run.job),
    requestsFor: (wanted) => github.requests.filter(({ operation }) => operation === wanted),
    async [Symbol.asyncDispose]() {
      await Promise.all(runs.map((run) => run[Symbol.asyncDispose]()))
      await github[Symbol.asyncDispose]()
    },
  }
}

const NUL = /\0|\\u\{0\}|\\u0000/g

/** What holds for every run: GitHub's rules are kept, no check run stays open, nothing is shown that must not be. */
async function expectManners(github: GitHubDouble, run: RunResult, secret: string): Promise<void> {
  const told = (await everythingTold(github, run)).replaceAll(NUL, '') // as UTF-16 has them
  expect(github.violations).toEqual([])
  expect(github.unexpected).toEqual([])
  expect(github.checkRuns.filter(({ job, status }) => !job && status !== 'completed')).toEqual([])
  expect(run.job).toBe(run.exitCode === 0 ? 'success' : 'failure')
  expect(run.post?.exitCode).toBe(0)
  expect(told).not.toContain(secret)
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

/** The part of a request's body that the mutation of a commit has and others have not. */
interface CommitBody {
  readonly variables?: {
    readonly input?: { readonly fileChanges: { readonly additions: readonly { readonly path: string }[] } }
  }
}

function withoutContents(body: CommitBody | undefined): unknown {
  const input = body?.variables?.input
  if (input === undefined) return body
  const additions = input.fileChanges.additions.map(({ path }) => path)
  return { ...body, variables: { input: { ...input, fileChanges: { additions } } } }
}
