import { actionsApp, addresses } from './shapes.ts'
import type { World } from './world.ts'

/** A mark on lines of a file. */
export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number
  readonly end_column?: number
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title?: string
  readonly raw_details?: string
}

/** What a check run shows; the annotations are those of all requests. */
interface Output {
  title: string | null
  summary: string | null
  text: string | null
  annotations: readonly Annotation[]
}

/** A check run of the double. */
export interface CheckRun {
  readonly id: number
  readonly suite: number
  readonly app: number
  readonly head_sha: string
  /** Whether it is a job of a workflow, which no token can give a status. */
  readonly job: boolean
  name: string
  status: string
  conclusion: string | null
  started_at: string | null
  completed_at: string | null
  external_id: string | null
  output: Output
}

/** What the check runs of an app on a commit belong to. */
export interface CheckSuite {
  readonly id: number
  readonly head_sha: string
  /** `action_required` while a run waits for approval. */
  readonly conclusion: string | null
}

/** The fields a request may set, as GitHub takes them. */
export interface CheckRunRequest {
  readonly name?: string
  readonly head_sha?: string
  readonly external_id?: string
  readonly status?: string
  readonly conclusion?: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: Partial<Pick<Output, 'title' | 'summary' | 'text'>> & {
    readonly annotations?: readonly Annotation[]
  }
}

/** Adds a check run: GitHub puts it into the app's oldest suite of the commit, whichever workflow made that. */
export function addCheckRun(world: World, fields: Pick<CheckRun, 'name' | 'head_sha' | 'job'>): CheckRun {
  const suite =
    world.suites.find(({ head_sha }) => head_sha === fields.head_sha) ??
    addSuite(world, fields.head_sha, null)
  const run: CheckRun = {
    ...fields,
    id: 1001 + world.checkRuns.length,
    suite: suite.id,
    app: actionsApp(world).id,
    status: 'queued',
    conclusion: null,
    started_at: now(),
    completed_at: null,
    external_id: null,
    output: { title: null, summary: null, text: null, annotations: [] },
  }
  world.checkRuns.push(run)
  return run
}

/** Adds a suite to a commit. */
export function addSuite(world: World, head_sha: string, conclusion: string | null): CheckSuite {
  const suite = { id: 501 + world.suites.length, head_sha, conclusion }
  world.suites.push(suite)
  return suite
}

/** Longer text is cut without a word. */
const shownText = 65_535

/** Applies a request: the output is replaced as a whole, but annotations are appended. */
export function applyRequest(run: CheckRun, request: CheckRunRequest): void {
  const { name, external_id, status, conclusion, started_at, completed_at, output } = request
  run.name = name ?? run.name
  run.external_id = external_id ?? run.external_id
  run.started_at = started_at ?? run.started_at
  run.status = conclusion || completed_at ? 'completed' : (status ?? run.status)
  run.conclusion = conclusion ?? (status && status !== 'completed' ? null : run.conclusion)
  run.completed_at = run.status === 'completed' ? (completed_at ?? run.completed_at ?? now()) : null
  if (!output) return
  const { title = null, summary = null, text = null, annotations = [] } = output
  const cut =
    text &&
    Buffer.from(text)
      .subarray(0, shownText)
      .toString()
      .replace(/\ufffd$/, '')
  run.output = { title, summary, text: cut, annotations: [...run.output.annotations, ...annotations] }
}

/** A check run as REST shows it. Its link is GitHub's own, whatever the request wanted. */
export function checkRunShape(world: World, run: CheckRun) {
  const { url } = addresses(world, `check-runs/${run.id}`)
  const page = addresses(world, `runs/${run.id}`).html_url
  const { annotations, ...output } = run.output
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    name: run.name,
    head_sha: run.head_sha,
    external_id: run.external_id ?? '',
    url,
    html_url: page,
    details_url: page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.started_at,
    completed_at: run.completed_at,
    output: { ...output, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite },
    app: actionsApp(world),
    pull_requests: [],
  }
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '')
}
