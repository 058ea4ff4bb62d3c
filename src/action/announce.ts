import * as core from '@actions/core'
import {
  CHECK_RUN_ANNOTATIONS,
  type CheckAnnotation,
  closeCheckRun,
  type Opened,
  openCheckRun,
} from '../github/checks.ts'
import type { GitHub } from '../github/client.ts'
import { mayBeDone, refusalOf } from '../github/refusal.ts'
import type { Finding } from '../outcome.ts'
import { type Annotation, fitAnnotations, LOG_BUDGET } from '../report/annotations.ts'
import type { Budget } from '../report/fold.ts'
import type { FileResult } from '../report/report.ts'
import { CHECK_RUN_SUMMARY, STEP_SUMMARY, summaryOf, type Told } from '../report/summary.ts'
import { terminalWriter } from '../report/terminal.ts'
import { writeWhole } from '../report/writers.ts'
import type { Announcement } from './announcement.ts'
import { noteClosed, noteEnding, noteOpen, type OpenState } from './open.ts'

/** A check run that can be written, or why there is none; where it is noted for the post step. */
export type CheckRun = { readonly state: OpenState } & ({ readonly id: number } | { readonly why: string })

/** Opens a check run and notes it for the post step; a refusal is no failure, the log takes over. */
export async function openCheck(
  gitHub: GitHub,
  name: string,
  { state, ...opened }: Opened & { readonly state: OpenState },
): Promise<CheckRun> {
  noteOpen(state, opened)
  try {
    const id = await openCheckRun(gitHub, name, opened)
    noteOpen(state, id)
    return { id, state }
  } catch (error) {
    if (!mayBeDone(error)) noteClosed(state)
    return { state, why: refusalOf(error, 'create a check run', 'checks: write') }
  }
}

/** Any of them may be of one severity. */
const CHECK_RUN_BUDGET: Budget = {
  error: CHECK_RUN_ANNOTATIONS,
  warning: CHECK_RUN_ANNOTATIONS,
  notice: CHECK_RUN_ANNOTATIONS,
  total: CHECK_RUN_ANNOTATIONS,
}

/** Completes a check run with all that is told; gives why it could not, or nothing. */
export async function completeCheck(
  gitHub: GitHub,
  checkRun: CheckRun,
  announcement: Announcement,
): Promise<string | undefined> {
  const { verdict, told } = announcement
  const { conclusion, reason: title } = verdict
  const bare = { conclusion, title, summary: 'The log of the run has the findings.', annotations: [] }
  noteEnding(checkRun.state, bare)
  if ('why' in checkRun) return checkRun.why
  const annotations = fitAnnotations(findingsOf(told.results), CHECK_RUN_BUDGET).map(toApi)
  try {
    const summary = summaryOf(told, CHECK_RUN_SUMMARY)
    await closeCheckRun(gitHub, checkRun.id, { conclusion, title, summary, annotations })
    noteClosed(checkRun.state)
    return undefined
  } catch (error) {
    await closeCheckRun(gitHub, checkRun.id, bare).then(
      () => noteClosed(checkRun.state),
      () => undefined, // the post step tries once more
    )
    return refusalOf(error, 'complete the check run', 'checks: write')
  }
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const

function toApi({ severity, path, line, endLine, columns, title, message }: Annotation): CheckAnnotation {
  return {
    path,
    start_line: line,
    end_line: endLine,
    ...(columns && { start_column: columns.start, end_column: columns.end }),
    annotation_level: LEVELS[severity],
    title,
    message,
  }
}

/** Prints every finding and the totals. */
export function logFindings({ results, summary }: Told): void {
  core.info(writeWhole(terminalWriter(false), results, summary))
}

const COMMANDS = { error: core.error, warning: core.warning, notice: core.notice }

/** Marks lines by workflow commands, as many as the runner keeps. */
export function annotateInLog({ results }: Told): void {
  for (const annotation of fitAnnotations(findingsOf(results), LOG_BUDGET)) {
    COMMANDS[annotation.severity](annotation.message, propertiesOf(annotation))
  }
}

/** Writes the job summary. */
export async function writeSummary(told: Told): Promise<void> {
  await core.summary.addRaw(summaryOf(told, STEP_SUMMARY)).write()
}

function findingsOf(results: readonly FileResult[]): Finding[] {
  return results.flatMap(({ outcome }) => outcome.findings)
}

function propertiesOf({ path, line, endLine, columns, title }: Annotation): core.AnnotationProperties {
  const place = { file: path, startLine: line, endLine }
  return { ...place, ...(columns && { startColumn: columns.start, endColumn: columns.end }), title }
}
