import * as core from '@actions/core'
import type { GitHub } from '../github/client.ts'
import type { Event } from '../github/event.ts'
import { newRunId } from '../github/run-id.ts'
import { plain } from '../report/plain.ts'
import { writeSummary } from './announce.ts'
import { announcementOf, announcementOfNothing } from './announcement.ts'
import { reviewChanges } from './changes.ts'
import { correctBranch } from './correct.ts'
import { announceCorrection } from './corrected.ts'
import { announceHead, closeLeftOpen, openHeadCheck } from './head.ts'
import { notesOf } from './notes.ts'
import { setOutputs } from './outputs.ts'
import { prepare, type Run } from './prepare.ts'
import type { Verdict } from './verdict.ts'

/**
 * Checks what an event is about, corrects a pull request if asked, and announces the verdict wherever the token may write.
 * @throws InputError if the inputs are wrong or GitHub refuses what the check needs
 */
export async function runWorkflow(gitHub: GitHub, started: Event, env: NodeJS.ProcessEnv): Promise<Verdict> {
  const run: Run = { gitHub, id: newRunId(env), ...(await prepare(gitHub, started, env)) }
  if (env['GITHUB_RUN_ATTEMPT'] !== '1') await closeLeftOpen(run)
  const checkRun = await openHeadCheck(run)

  const changes = await reviewChanges(run)
  const { reviewed } = changes
  const correction = await correctBranch(run, reviewed)
  const ofCommit = await announceCorrection(run, reviewed, correction)

  const { outcome } = correction
  if ('why' in outcome) core.info(plain(`Not corrected: ${outcome.why}`))
  const results = reviewed.files.map((file) => ({
    outcome: file.outcome,
    fixed: outcome.status === 'committed' && file.correction !== undefined,
  }))
  const notes = [...ofCommit, ...notesOf(run, changes, outcome)]
  const announcement = announcementOf(run, { results, reviewed, notes, commit: outcome })
  await announceHead(run, announcement, checkRun)
  await setOutputs(announcement, outcome, env['RUNNER_TEMP'] ?? '.')
  return announcement.verdict
}

/** Says that there is nothing to check: a branch or tag was deleted. */
export async function announceNothing(env: NodeJS.ProcessEnv): Promise<Verdict> {
  const announcement = announcementOfNothing()
  const { verdict, told } = announcement
  for (const note of told.notes) core.info(note)
  await writeSummary(told)
  await setOutputs(announcement, { status: 'nothing' }, env['RUNNER_TEMP'] ?? '.')
  return verdict
}
