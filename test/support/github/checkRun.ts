import { actionsApp, appOf, tokenApp } from './apps.ts'
import { addresses } from './shapes.ts'
import { suiteFor } from './suites.ts'
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
  details_url: string | null
  output: Output
}

/** The fields a request may set, as GitHub takes them. */
export interface CheckRunRequest {
  readonly name?: string
  readonly head_sha?: string
  readonly external_id?: string
  readonly details_url?: string
  readonly status?: string
  readonly conclusion?: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: Partial<Pick<Output, 'title' | 'summary' | 'text'>> & {
    readonly annotations?: readonly Annotation[]
  }
}

/** Adds a check run to a commit: a job of Actions, or one by the token's app. */
export function addCheckRun(world: World, fields: Pick<CheckRun, 'name' | 'head_sha' | 'job'>): CheckRun {
  const app = (fields.job ? undefined : tokenApp(world)?.id) ?? actionsApp(world).id
  const run: CheckRun = {
    ...fields,
    id: 1001 + world.checkRuns.length,
    suite: suiteFor(world, { ...fields, app }).id,
    app,
    status: 'queued',
    conclusion: null,
    started_at: now(),
    completed_at: null,
    external_id: null,
    details_url: null,
    output: { title: null, summary: null, text: null, annotations: [] },
  }
  world.checkRuns.push(run)
  return run
}

/** Longer text is cut without a word. */
const shownText = 65_535

/** Applies a request: the output is replaced as a whole, but annotations are appended. */
export function applyRequest(run: CheckRun, request: CheckRunRequest): void {
  const { name, external_id, details_url, status, conclusion, started_at, completed_at, output } = request
  run.name = name ?? run.name
  run.external_id = external_id ?? run.external_id
  run.details_url = details_url ?? run.details_url
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

/** A check run as REST shows it. The link of one by the workflow's own token is GitHub's, whatever the request wanted. */
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
    details_url: run.app === actionsApp(world).id ? page : (run.details_url ?? page),
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.started_at,
    completed_at: run.completed_at,
    output: { ...output, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite },
    app: appOf(world, run.app),
    pull_requests: [],
  }
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '')
}
