import * as core from '@actions/core'
import { closeEarlier } from '../github/checks.ts'
import { codeOf, refusalOf } from '../github/refusal.ts'
import { plain } from '../report/plain.ts'
import {
  annotateInLog,
  type CheckRun,
  completeCheck,
  logFindings,
  openCheck,
  writeSummary,
} from './announce.ts'
import type { Announcement } from './announcement.ts'
import type { Run } from './prepare.ts'

/** Opens the head's check run, unless annotations are wanted elsewhere. */
export async function openHeadCheck({ gitHub, event, id, settings }: Run): Promise<CheckRun | undefined> {
  if (settings.annotations === 'log' || settings.annotations === 'none') return undefined
  const at = { sha: event.head, run: id, state: 'open-check-run-of-head' } as const
  return openCheck(gitHub, settings.checkName, at)
}

/** Closes what an earlier attempt of this run left open, on the head or on the commit that it made of it. */
export async function closeLeftOpen({ gitHub, event, id, newest }: Run): Promise<void> {
  for (const sha of new Set([event.head, newest ?? event.head])) {
    try {
      await closeEarlier(gitHub, { sha, run: id })
    } catch (error) {
      if (codeOf(error) !== 403)
        core.info(plain(refusalOf(error, 'close the check run of an earlier attempt', 'checks: write')))
    }
  }
}

/** The log has every finding; the lines are marked by the check run, or by the log if there is none. */
export async function announceHead(
  { gitHub, settings }: Run,
  announcement: Announcement,
  checkRun: CheckRun | undefined,
): Promise<void> {
  logFindings(announcement.told)
  const refused = checkRun && (await completeCheck(gitHub, checkRun, announcement))
  if (refused !== undefined) core.info(plain(refused))
  const inLog = settings.annotations === 'log' || (settings.annotations === 'auto' && refused !== undefined)
  if (inLog) annotateInLog(announcement.told)
  await writeSummary(announcement.told)
}
