import { readReported } from '../github/required.ts'
import { completeCheck, openCheck } from './announce.ts'
import { announcementOf } from './announcement.ts'
import type { Correction } from './correct.ts'
import { notesOfCommit } from './notes.ts'
import type { Run } from './prepare.ts'
import type { Review } from './review.ts'

/** Gives the new commit, if there is one, a check run with the verdict on its own bytes; returns what to say of it. */
export async function announceCorrection(
  run: Run,
  reviewed: Review,
  { outcome, forecast }: Correction,
): Promise<string[]> {
  if (outcome.status !== 'committed') return []
  const { gitHub, settings } = run
  const { sha } = outcome
  const results = reviewed.files.map((file) => ({ outcome: file.after ?? file.outcome, fixed: false }))
  const announcement = announcementOf(run, {
    results,
    reviewed,
    notes: [],
    commit: { status: 'nothing' },
  })
  const at = { sha, run: run.id, state: 'open-check-run-of-correction' } as const
  const checkRun = await openCheck(gitHub, settings.checkName, at)
  const refused = await completeCheck(gitHub, checkRun, announcement)
  const id = 'id' in checkRun ? checkRun.id : undefined
  const reported = await readReported(gitHub, { sha, id }).catch(() => undefined)
  return notesOfCommit(run, sha, { reported, refused, forecast })
}
