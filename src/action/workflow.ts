import * as core from '@actions/core'
import { disconnect } from '../federation/microsoft/client.ts'
import { connect, type GitHub } from '../github/client.ts'
import { type CommitOutcome, commit, isCorrection } from '../github/commit.ts'
import { type PullRequest, readEvent } from '../github/event.ts'
import { readReported } from '../github/required.ts'
import { plain } from '../report/plain.ts'
import { conclude, type FileResult, totalsOfAll } from '../report/report.ts'
import {
  type Announcement,
  annotateInLog,
  type CheckRun,
  completeCheck,
  logFindings,
  openCheck,
  writeSummary,
} from './announce.ts'
import { reviewChanges } from './changes.ts'
import { notesOf, notesOfCommit } from './notes.ts'
import { setOutputs } from './outputs.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Review } from './review.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** One run of the Action. */
interface Run extends Prepared {
  readonly gitHub: GitHub
  readonly pull: PullRequest
  /** Names run and attempt. */
  readonly id: string
}

/**
 * Checks what a pull request changes, corrects it if asked, and announces the verdict wherever the token may write.
 * @throws InputError if the inputs are wrong or GitHub refuses what the check needs
 */
export async function runWorkflow(env: NodeJS.ProcessEnv): Promise<Verdict> {
  const pull = readEvent(env)
  const gitHub = connect(core.getInput('token'), pull)
  const prepared = await prepare(gitHub, pull, env['GITHUB_JOB'])
  const run: Run = { gitHub, pull, id: `${env['GITHUB_RUN_ID']}-${env['GITHUB_RUN_ATTEMPT']}`, ...prepared }
  const checkRun = await openHeadCheck(run)

  const changes = await reviewChanges(gitHub, pull, prepared).finally(disconnect)
  const { reviewed } = changes
  const outcome = await correctBranch(run, reviewed)
  const ofCommit = outcome.status === 'committed' ? await announceCorrection(run, reviewed, outcome.sha) : []

  const fixed = outcome.status === 'committed'
  const results = reviewed.files.map((file) => ({
    outcome: file.outcome,
    fixed: fixed && file.correction !== undefined,
  }))
  const notes = [...ofCommit, ...notesOf(changes, { commit: outcome, settings: run.settings })]
  const announcement = announcementOf(run, { sha: pull.head, results, reviewed, notes, commit: outcome })
  await announceHead(run, announcement, checkRun)
  await setOutputs(announcement, outcome, env['RUNNER_TEMP'] ?? '.')
  return announcement.verdict
}

/** Opens the head's check run, unless annotations are wanted elsewhere. */
async function openHeadCheck({ gitHub, pull, id, settings }: Run): Promise<CheckRun | undefined> {
  if (settings.annotations === 'log' || settings.annotations === 'none') return undefined
  const at = { name: settings.checkName, sha: pull.head, run: id }
  return openCheck(gitHub, at, 'open-check-run-of-head')
}

/** Commits what can be corrected; a head that is a correction already is not corrected again, or it might never end. */
async function correctBranch(
  { gitHub, pull, id, settings, message }: Run,
  { files }: Review,
): Promise<CommitOutcome> {
  const corrections = files.flatMap(({ correction }) => (correction === undefined ? [] : [correction]))
  if (corrections.length === 0) return { status: 'nothing' }
  if (!pull.sameRepository) {
    return {
      status: 'not-allowed',
      why: 'The branch is in another repository (a fork), where this token may not write.',
    }
  }
  if (isCorrection(message)) {
    return {
      status: 'refused',
      why: 'The head is a correction already and has something to correct again: that is left to you.',
    }
  }
  return commit(gitHub, { pull, corrections, headline: settings.commitMessage, run: id })
}

/** Gives the new commit a check run with the verdict on its own bytes; returns what to say of it. */
async function announceCorrection(run: Run, reviewed: Review, sha: string): Promise<string[]> {
  const { gitHub, pull, settings } = run
  const results = reviewed.files.map((file) => ({ outcome: file.after ?? file.outcome, fixed: false }))
  const announcement = announcementOf(run, {
    sha,
    results,
    reviewed,
    notes: [],
    commit: { status: 'nothing' },
  })
  const checkRun = await openCheck(
    gitHub,
    { name: settings.checkName, sha, run: run.id },
    'open-check-run-of-correction',
  )
  const refused = await completeCheck(gitHub, checkRun, announcement)
  const id = 'id' in checkRun ? checkRun.id : undefined
  const reported = await readReported(gitHub, { sha, branch: pull.baseBranch, id }).catch(() => undefined)
  return notesOfCommit(pull, sha, { reported, refused })
}

interface Facts {
  readonly sha: string
  readonly results: readonly FileResult[]
  readonly reviewed: Review
  readonly notes: readonly string[]
  readonly commit: CommitOutcome
}

function announcementOf(
  { settings, notes: ofSources }: Run,
  { sha, results, reviewed, notes, commit }: Facts,
): Announcement {
  const totals = totalsOfAll(results)
  const { asked, notChecked } = reviewed
  const complete = notChecked.length === 0
  const verdict = verdictOf({ sha, totals, failOn: settings.failOn, complete, commit })
  const conclusion = conclude(totals, settings.failOn, complete)
  const summary = { totals, asked, notes: ofSources, notChecked, conclusion }
  return { verdict, told: { title: verdict.reason, summary, results, notes } }
}

/** The log has every finding; the lines are marked by the check run, or by the log if there is none. */
async function announceHead(
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
