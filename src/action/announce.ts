import * as core from '@actions/core'
import { CHECK_RUN_ANNOTATIONS, type CheckAnnotation, closeCheckRun, openCheckRun } from '../github/checks.ts'
import { type GitHub, refusalOf } from '../github/client.ts'
import type { Finding } from '../outcome.ts'
import { type Annotation, LOG_BUDGET, shareBudget, toAnnotations } from '../report/annotations.ts'
import { plain } from '../report/plain.ts'
import type { FileResult } from '../report/report.ts'
import { CHECK_RUN_SUMMARY, STEP_SUMMARY, summaryOf, type Told } from '../report/summary.ts'
import { terminalWriter } from '../report/terminal.ts'
import { writeWhole } from '../report/writers.ts'
import type { Verdict } from './verdict.ts'

/** What is announced of one commit. */
export interface Announcement {
  readonly verdict: Verdict
  readonly told: Told
}

/** The states in which the post step finds check runs that must not stay open: the head's and the correction's. */
export const OPEN_CHECK_RUNS = ['open-check-run-of-head', 'open-check-run-of-correction'] as const
type OpenState = (typeof OPEN_CHECK_RUNS)[number]

/** A check run that can be written, or why there is none. */
export type CheckRun = { readonly id: number; readonly state: OpenState } | { readonly why: string }

/** Opens a check run and notes it for the post step; a refusal is no failure, the log takes over. */
export async function openCheck(
  gitHub: GitHub,
  at: { name: string; sha: string; run: string },
  state: OpenState,
): Promise<CheckRun> {
  try {
    const id = await openCheckRun(gitHub, at)
    core.saveState(state, id)
    return { id, state }
  } catch (error) {
    return { why: refusalOf(error, 'create a check run', 'checks: write') }
  }
}

/** Completes a check run with all that is told; gives why it could not, or nothing. */
export async function completeCheck(
  gitHub: GitHub,
  checkRun: CheckRun,
  announcement: Announcement,
): Promise<string | undefined> {
  if ('why' in checkRun) return checkRun.why
  const { verdict, told } = announcement
  const { conclusion, reason: title } = verdict
  const findings = findingsOf(told.results)
  const annotations = toAnnotations(findings, shareBudget(findings, CHECK_RUN_ANNOTATIONS)).map(toApi)
  try {
    const summary = summaryOf(told, CHECK_RUN_SUMMARY)
    await closeCheckRun(gitHub, checkRun.id, { conclusion, title, summary, annotations })
    core.saveState(checkRun.state, '')
    return undefined
  } catch (error) {
    const bare = { conclusion, title, summary: 'The log of the run has the findings.', annotations: [] }
    await closeCheckRun(gitHub, checkRun.id, bare).catch(() => undefined) // it must not stay open
    return refusalOf(error, 'complete the check run', 'checks: write')
  }
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const

function toApi({
  severity,
  path,
  title,
  message,
  line,
  column,
  endLine,
  endColumn,
}: Annotation): CheckAnnotation {
  const columns = line === endLine ? { start_column: column, end_column: endColumn } : {}
  return {
    path,
    start_line: line,
    end_line: endLine,
    ...columns,
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
  for (const annotation of toAnnotations(findingsOf(results), LOG_BUDGET)) {
    COMMANDS[annotation.severity](plain(annotation.message), propertiesOf(annotation))
  }
}

/** Writes the job summary. */
export async function writeSummary(told: Told): Promise<void> {
  await core.summary.addRaw(summaryOf(told, STEP_SUMMARY)).write()
}

function findingsOf(results: readonly FileResult[]): Finding[] {
  return results.flatMap(({ outcome }) => outcome.findings)
}

function propertiesOf({
  path,
  title,
  line,
  endLine,
  column,
  endColumn,
}: Annotation): core.AnnotationProperties {
  const columns = line === endLine ? { startColumn: column, endColumn } : {}
  return { file: path, title, startLine: line, endLine, ...columns }
}
