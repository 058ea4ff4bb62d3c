import type { GitHub } from '../github/client.ts'
import { isWorkflowToken, listRequired, type Required } from '../github/required.ts'

/** What a commit by this token would leave waiting. */
export interface Forecast {
  /** The branch that the pull request goes to. */
  readonly branch: string
  readonly required: Required
  /** Whether the token is the workflow's own, whose commits start no workflow; nothing if that is not known. */
  readonly byWorkflow: boolean | undefined
}

/** Asks what is required, and whose commit it will be. */
export async function readForecast(gitHub: GitHub, branch: string): Promise<Forecast> {
  const required = await listRequired(gitHub, branch)
  const { checks, workflows } = required
  const matters = checks.length + workflows.length > 0
  return { branch, required, byWorkflow: matters ? await isWorkflowToken(gitHub) : undefined }
}

/**
 * Says what will wait, and what starts it.
 * @param own the name of our own check run, which the commit gets in any case
 */
export function sayForecast({ branch, required, byWorkflow }: Forecast, own: string): string[] {
  const unread = `What ${branch} requires could not be read in full: look at the pull request whether a check waits.`
  const waiting = [...required.checks.filter((name) => name !== own), ...required.workflows]
  const who = byWorkflow ? 'a commit by GITHUB_TOKEN' : 'a commit by GITHUB_TOKEN, if that is the token,'
  const waits =
    `Required on ${branch} and left waiting by ${who}: ${waiting.join(', ')}. To start them, approve the waiting workflow ` +
    'runs of the pull request, close and reopen it, or push another commit. With the token of a GitHub App they start by ' +
    'themselves (docs/commit.md).'
  return [
    ...(required.complete ? [] : [unread]),
    ...(waiting.length === 0 || byWorkflow === false ? [] : [waits]),
  ]
}
