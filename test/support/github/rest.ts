import { type Answer, type Handler, Refusal, type Request, refusalBody } from './answer.ts'
import { getBranch, getRepository, getRules } from './branches.ts'
import { compare, getCommit, getPull, listPullFiles } from './changes.ts'
import {
  createCheckRun,
  getCheckRun,
  listAnnotations,
  listCheckRuns,
  listCheckSuites,
  updateCheckRun,
} from './checks.ts'
import { getContents } from './contents.ts'
import { answerErrors, type Operation, requestErrors } from './description.ts'
import { getBlob, getGitCommit, getRef, getTree } from './gitData.ts'
import { getStatus, listStatuses } from './statuses.ts'
import type { World } from './world.ts'

const handlers: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}': getRepository,
  'GET /repos/{owner}/{repo}/branches/{branch}': getBranch,
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': getRules,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': getPull,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': listPullFiles,
  'GET /repos/{owner}/{repo}/compare/{basehead}': compare,
  'GET /repos/{owner}/{repo}/contents/{path}': getContents,
  'GET /repos/{owner}/{repo}/commits/{ref}': getCommit,
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': listCheckRuns,
  'GET /repos/{owner}/{repo}/commits/{ref}/check-suites': listCheckSuites,
  'GET /repos/{owner}/{repo}/commits/{ref}/status': getStatus,
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': listStatuses,
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': getBlob,
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': getGitCommit,
  'GET /repos/{owner}/{repo}/git/ref/{ref}': getRef,
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': getTree,
  'POST /repos/{owner}/{repo}/check-runs': createCheckRun,
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': getCheckRun,
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': updateCheckRun,
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations': listAnnotations,
}

/** Answers a REST request, and reports what in it or in the answer is against GitHub's description. */
export async function answerRest(
  world: World,
  operation: Operation,
  request: Request,
  report: (wrong: string) => void,
): Promise<Answer> {
  const wrongs = requestErrors(operation, request.query, request.body)
  for (const wrong of wrongs) report(`${operation.name}: ${wrong}`)
  const answer = await refusable(async () => {
    const { owner, repo } = operation.parameters
    if (owner !== world.owner || repo !== world.name) throw new Refusal(404, 'Not Found')
    const handler = handlers[operation.name] as Handler
    if (wrongs.length === 0) return handler(world, request)
    throw new Refusal(422, `Invalid request.\n\n${wrongs.join('\n')}`)
  })
  if (Buffer.isBuffer(answer.body)) return answer
  for (const wrong of answerErrors(operation, answer.status, answer.body))
    report(`${operation.name} answered: ${wrong}`)
  return answer
}

/** Turns a refusal into the answer that carries it. */
async function refusable(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: error.status, body: refusalBody(error.status, error.message) }
  }
}
