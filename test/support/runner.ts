import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limitJob } from './runner/annotations.ts'
import { inputEnvironment, readManifest, runsPost } from './runner/manifest.ts'
import { type Kill, runStep, type StepResult } from './runner/step.ts'

/** The event that starts a run; `github.events` makes them. */
interface RunEvent {
  readonly name: string
  readonly payload: unknown
  readonly sha?: string
  readonly ref?: string
  readonly headRef?: string
  readonly baseRef?: string
}

/** What a run is started with. */
export interface RunOptions {
  readonly event: RunEvent
  readonly github: { readonly url: string; readonly token?: string; readonly repository?: string }
  readonly inputs?: Readonly<Record<string, string>>
  /** The folder of action.yml; the repository's own unless said. */
  readonly root?: string
  /** Another script than `runs.main`. */
  readonly main?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  readonly kill?: Kill
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

/** Runs the action's bundle as the runner of GitHub does: no checkout, inputs and event by environment. */
export async function runAction(options: RunOptions): Promise<RunResult> {
  const { github, root = repositoryRoot, timeoutMs = 60_000 } = options
  const token = github.token ?? 'ghs_none'
  const manifest = await readManifest(root, { 'github.token': token })
  const inputs = inputEnvironment(manifest, options.inputs ?? {})
  const folder = await mkdtemp(join(tmpdir(), 'runner-'))
  const [workspace, temp, files] = [join(folder, 'workspace'), join(folder, 'temp'), join(folder, 'files')]
  await Promise.all([workspace, temp, files].map((path) => mkdir(path)))
  const env = { ...(await environment(options, folder)), ...inputs, ...options.env }
  const common = { node: node24(), cwd: workspace, folder: files, timeoutMs }
  const script = (path: string) => join(root, path)
  const kill = options.kill && { kill: options.kill }
  const main = await runStep({
    ...common,
    ...kill,
    script: script(options.main ?? manifest.main),
    env,
    masks: [token],
  })
  const later = { ...common, env: { ...env, ...main.env, ...stateOf(main) }, masks: main.masks }
  const post = runsPost(manifest, main.failed)
    ? await runStep({ ...later, script: script(manifest.post ?? '') })
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

function stateOf({ state }: StepResult): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
}

/** The tests run on Node 24 themselves, unless they are started by another one. */
function node24(): string {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24 ? process.execPath : join(repositoryRoot, 'node_modules/.bin/node')
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables */
async function environment({ event, github }: RunOptions, folder: string): Promise<Record<string, string>> {
  const { repository = 'contoso/migration', url } = github
  const { name, payload, sha = '0'.repeat(40), ref = 'refs/heads/main', headRef = '', baseRef = '' } = event
  const path = join(folder, 'event.json')
  await writeFile(path, JSON.stringify(payload))
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    HTTPS_PROXY: 'http://127.0.0.1:9', // refuses every connection
    GITHUB_ACTION: 'check',
    GITHUB_ACTOR: 'admin',
    GITHUB_API_URL: url,
    GITHUB_BASE_REF: baseRef,
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_HEAD_REF: headRef,
    GITHUB_JOB: 'check',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '7001',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: sha,
    GITHUB_TRIGGERING_ACTOR: 'admin',
    GITHUB_WORKFLOW: 'Check',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/check.yml@${ref}`,
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(folder, 'temp'),
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
  }
}
