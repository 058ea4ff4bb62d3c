import { demand, type Handler, pageOf, Refusal, type Request } from './answer.ts'
import { appOf, tokenApp } from './apps.ts'
import { refuseRequest } from './checkRules.ts'
import { addCheckRun, applyRequest, type CheckRun, type CheckRunRequest, checkRunShape } from './checkRun.ts'
import { type Commit, requestedCommit } from './commit.ts'
import { addresses, repository, times } from './shapes.ts'
import type { CheckSuite } from './suites.ts'
import type { World } from './world.ts'

/** POST /repos/{owner}/{repo}/check-runs */
export const createCheckRun: Handler = async (world, { body }) => {
  demandApp(world)
  const request = body as CheckRunRequest & { name: string; head_sha: string }
  refuseRequest(request)
  const head_sha = await world.git.resolve(request.head_sha)
  if (!head_sha || head_sha !== request.head_sha)
    throw new Refusal(422, `No commit found for SHA: ${request.head_sha}`)
  const run = addCheckRun(world, { name: request.name, head_sha, job: false })
  applyRequest(run, request)
  return { status: 201, body: checkRunShape(world, run) }
}

/** PATCH /repos/{owner}/{repo}/check-runs/{check_run_id} */
export const updateCheckRun: Handler = async (world, request) => {
  demandApp(world)
  const run = runOf(world, request)
  const change = request.body as CheckRunRequest
  // https://github.blog/changelog/2025-02-12-notice-of-upcoming-deprecations-and-breaking-changes-for-github-actions/
  if (run.job && (change.status || change.conclusion))
    throw new Refusal(403, 'Check runs of jobs cannot be given a status.')
  refuseRequest(change)
  applyRequest(run, change)
  return { status: 200, body: checkRunShape(world, run) }
}

/** GET /repos/{owner}/{repo}/check-runs/{check_run_id} */
export const getCheckRun: Handler = async (world, request) => {
  demand(world, 'checks', 'read')
  return { status: 200, body: checkRunShape(world, runOf(world, request)) }
}

/** GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations */
export const listAnnotations: Handler = async (world, request) => {
  demand(world, 'checks', 'read')
  const run = runOf(world, request)
  const { items, headers } = pageOf(world, request, run.output.annotations)
  const optional = { start_column: null, end_column: null, title: null, raw_details: null }
  const body = items.map((annotation) => ({
    ...optional,
    ...annotation,
    blob_href: addresses(world, `git/blobs/${run.head_sha}`).url,
  }))
  return { status: 200, body, headers }
}

/** GET /repos/{owner}/{repo}/commits/{ref}/check-runs: the newest run of each name unless all are asked for. */
export const listCheckRuns: Handler = async (world, request) => {
  demand(world, 'checks', 'read')
  const { sha } = await requestedCommit(world, request)
  const wanted = (key: string, value: unknown) =>
    !request.query.has(key) || request.query.get(key) === String(value)
  const all = world.checkRuns.filter((run) => run.head_sha === sha).reverse()
  const latest = all.filter((run, index) => all.findIndex(({ name }) => name === run.name) === index)
  const runs = (request.query.get('filter') === 'all' ? all : latest).filter(
    (run) => wanted('check_name', run.name) && wanted('status', run.status) && wanted('app_id', run.app),
  )
  const { items, headers } = pageOf(world, request, runs)
  const check_runs = items.map((run) => checkRunShape(world, run))
  return { status: 200, body: { total_count: runs.length, check_runs }, headers }
}

/** GET /repos/{owner}/{repo}/commits/{ref}/check-suites */
export const listCheckSuites: Handler = async (world, request) => {
  demand(world, 'checks', 'read')
  const commit = await requestedCommit(world, request)
  const suites = world.suites.filter(({ head_sha }) => head_sha === commit.sha)
  const { items, headers } = pageOf(world, request, suites)
  const check_suites = items.map((suite) => suiteShape(world, suite, commit))
  return { status: 200, body: { total_count: suites.length, check_suites }, headers }
}

/** Check runs are written by apps only: https://docs.github.com/rest/checks/runs#create-a-check-run */
function demandApp(world: World): void {
  if (!tokenApp(world)) throw new Refusal(403, 'You must authenticate via a GitHub App.')
  demand(world, 'checks', 'write')
}

function runOf(world: World, { parameters }: Request): CheckRun {
  const run = world.checkRuns.find(({ id }) => id === Number(parameters.check_run_id))
  if (!run) throw new Refusal(404, 'Not Found')
  return run
}

function suiteShape(world: World, suite: CheckSuite, commit: Commit) {
  const { url } = addresses(world, `check-suites/${suite.id}`)
  const runs = world.checkRuns.filter((run) => run.suite === suite.id)
  const open = runs.some(({ status }) => status !== 'completed')
  const worst = runs.some(({ conclusion }) => conclusion === 'failure') ? 'failure' : 'success'
  const { sha: id, tree: tree_id, message, author, committer } = commit
  return {
    id: suite.id,
    node_id: `CS_${suite.id}`,
    head_branch: null,
    head_sha: suite.head_sha,
    status: open ? 'queued' : 'completed',
    conclusion: open ? null : (suite.conclusion ?? worst),
    url,
    before: null,
    after: suite.head_sha,
    pull_requests: [],
    app: appOf(world, suite.app),
    repository: repository(world),
    created_at: times.created_at,
    updated_at: times.updated_at,
    head_commit: { id, tree_id, message, timestamp: committer.date, author, committer },
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  }
}
