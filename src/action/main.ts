import * as core from '@actions/core'
import { connect, type GitHub } from '../github/client.ts'
import { type Event, readEvent } from '../github/event.ts'
import { TIMING, type Timing } from '../github/timing.ts'
import { InputError } from '../mistakes.ts'
import { disconnect } from '../network/client.ts'
import { count, plain } from '../report/plain.ts'
import { closeOpen, isAnyOpen, noteWhy } from './open.ts'
import type { Verdict } from './verdict.ts'
import { announceNothing, runWorkflow } from './workflow.ts'

/**
 * The step or, after it, its post step. What goes wrong is said in a sentence.
 * @param env the runner's environment
 */
export async function main(env: NodeJS.ProcessEnv, isPost: boolean, timing = TIMING): Promise<void> {
  try {
    if (isPost) return await runPost(env, timing)
    const verdict = await runStep(env, timing)
    if (verdict.conclusion === 'failure') process.exitCode = 1 // setFailed would spend one of ten error annotations
  } catch (error) {
    if (!(error instanceof InputError)) core.setFailed(error as Error)
    else sayMistakes(error.mistakes)
  } finally {
    await disconnect()
  }
}

function sayMistakes(mistakes: readonly string[]): void {
  noteWhy(mistakes)
  for (const mistake of mistakes) core.setFailed(plain(mistake))
}

async function runStep(env: NodeJS.ProcessEnv, timing: Timing): Promise<Verdict> {
  const event = readEvent(env)
  if (event === undefined) return announceNothing(env)
  const gitHub = connectTo(event, env, timing)
  try {
    return await runWorkflow(gitHub, event, env)
  } finally {
    const { reads, writes } = gitHub.sent
    core.debug(`Requests to GitHub: ${count(reads, 'read')}, ${count(writes, 'write')}.`)
  }
}

async function runPost(env: NodeJS.ProcessEnv, timing: Timing): Promise<void> {
  const event = isAnyOpen() ? readEvent(env) : undefined
  if (event !== undefined) await closeOpen(connectTo(event, env, timing))
}

/** GitHub Enterprise Server and hosts of one's own data residency are named by the runner. */
function connectTo({ owner, repo }: Event, env: NodeJS.ProcessEnv, timing: Timing): GitHub {
  const url = env['GITHUB_API_URL'] || 'https://api.github.com'
  return connect({ token: core.getInput('token'), url, owner, repo }, timing)
}
