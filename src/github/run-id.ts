import { randomBytes } from 'node:crypto'

/** Names this attempt of a workflow run, and the step within it: several may run at once on one commit. */
export function newRunId(env: NodeJS.ProcessEnv): string {
  return `${env['GITHUB_RUN_ID']}-${env['GITHUB_RUN_ATTEMPT']}-${randomBytes(4).toString('hex')}`
}

/** Whether `other` belongs to an earlier attempt of the run that `id` belongs to: nothing of it runs any more. */
export function isEarlierAttempt(other: string, id: string): boolean {
  const [theirs, ours] = [/^(\d+)-(\d+)-/.exec(other), /^(\d+)-(\d+)-/.exec(id)]
  return theirs !== null && ours !== null && theirs[1] === ours[1] && Number(theirs[2]) < Number(ours[2])
}
