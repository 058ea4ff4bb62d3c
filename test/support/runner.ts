import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Timing } from '../../src/github/timing.ts'
import { limitJob } from './runner/annotations.ts'
import { inChild, type Kill } from './runner/child.ts'
import { createFolders, environmentOf, type Job } from './runner/environment.ts'
import { here } from './runner/here.ts'
import { inputEnvironment, readManifest, runsPost } from './runner/manifest.ts'
import { runStep, type Start, type StepResult } from './runner/step.ts'

/** What a run is started with. */
export interface RunOptions extends Job {
  readonly inputs?: Readonly<Record<string, string>>
  /** The folder of action.yml; the repository's own unless said. */
  readonly root?: string
  /** Another script than `runs.main`. */
  readonly main?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  readonly kill?: Kill
  /** Called when main is over, before post begins. */
  readonly between?: () => unknown
  /** Runs the source in this process instead of the bundle in one of its own, with another timing than the bundle's. */
  readonly here?: Timing
}

/** What a run showed and did; the annotations are those of the main and the post step. */
export interface RunResult extends StepResult, AsyncDisposable {
  readonly job: 'success' | 'failure'
  readonly post: StepResult | undefined
  /** RUNNER_TEMP: there until the result is disposed. */
  readonly temp: string
  readonly workspace: string
}

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the action as the runner of GitHub does: no checkout, inputs and event by environment. */
export async function runAction(options: RunOptions): Promise<RunResult> {
  const { github, root = repositoryRoot } = options
  const token = github.token ?? 'ghs_none'
  const manifest = await readManifest(root, { 'github.token': token })
  const inputs = inputEnvironment(manifest, options.inputs ?? {})
  const { folder, workspace, temp, files } = await createFolders()
  const env = {
    ...(await environmentOf(options, { folder, workspace, temp, files })),
    ...inputs,
    ...options.env,
  }
  const start = (script: string, kill?: Kill) =>
    starter(options, { script: join(root, script), cwd: workspace, kill })
  const main = await runStep({
    start: start(options.main ?? manifest.main, options.kill),
    env,
    folder: files,
    masks: [token],
  })
  options.between?.()
  const later = { env: { ...env, ...main.env, ...stateOf(main) }, folder: files, masks: main.masks }
  const post = runsPost(manifest, main.failed)
    ? await runStep({ start: start(manifest.post ?? ''), ...later })
    : undefined
  const { kept, dropped } = limitJob([...main.annotations, ...(post?.annotations ?? [])])
  return {
    ...main,
    annotations: kept,
    dropped: main.dropped + (post?.dropped ?? 0) + dropped,
    post,
    job: main.failed || post?.failed ? 'failure' : 'success',
    temp,
    workspace,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

function starter(
  { here: timing, timeoutMs = 600_000 }: RunOptions,
  step: { readonly script: string; readonly cwd: string; readonly kill: Kill | undefined },
): Start {
  const isPost = basename(step.script) === 'post.js'
  return timing ? here(timing, { timeoutMs, isPost }) : inChild({ ...step, node: node24(), timeoutMs })
}

function stateOf({ state }: StepResult): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
}

/** The tests run on Node 24 themselves, unless they are started by another one. */
function node24(): string {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24 ? process.execPath : join(repositoryRoot, 'node_modules/.bin/node')
}
