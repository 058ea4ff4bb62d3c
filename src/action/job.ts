import { InputError } from '../mistakes.ts'

/**
 * Where the workflow stands that runs the job, as git names it (`COMMIT:PATH`), if that is in this repository.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function workflowOf(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW_REF: ref = '', GITHUB_WORKFLOW_SHA: sha } = env
  const path = ref.startsWith(`${repository}/`) ? /^[^/]+\/[^/]+\/(.+?)@/.exec(ref)?.[1] : undefined
  return sha && path && `${sha}:${path}`
}

/** The job that runs the check. */
export interface Job {
  readonly id: string | undefined
  /** The text of its workflow, where its name stands. */
  readonly workflow: string | undefined
}

/**
 * Two check runs of one name would hide each other, and that of a job is not ours to write.
 * @throws InputError if a check run would be named like the job
 */
export async function refuseNameOfJob(checkName: string, { id, workflow }: Job): Promise<void> {
  const shown = (id && workflow && (await displayName(id, workflow))) || id
  const isOfMatrix = checkName.startsWith(`${shown} (`) && checkName.endsWith(')')
  if (checkName !== shown && !isOfMatrix) return
  throw new InputError([
    `check-name is the name of the job, "${shown}", whose check run belongs to GitHub. Write another one.`,
  ])
}

async function displayName(job: string, workflow: string): Promise<string | undefined> {
  const { parseDocument } = await import('yaml')
  const name = parseDocument(workflow, { logLevel: 'silent' }).getIn(['jobs', job, 'name'])
  return typeof name === 'string' ? name : undefined
}
