import type { CommitOutcome } from '../github/commit.ts'
import type { Reported } from '../github/required.ts'
import { count, plain } from '../report/plain.ts'
import { code, inline } from '../report/summary.ts'
import type { Settings } from '../settings.ts'
import type { Reviewed } from './changes.ts'
import { type Forecast, sayForecast } from './forecast.ts'
import type { Run } from './prepare.ts'
import type { Review } from './review.ts'

/** The most files a note or a command to copy names. */
const NAMED = 10

/** What is said besides the findings, in Markdown. */
export function notesOf(
  run: Run,
  { reviewed: review, skipped, notes }: Reviewed,
  commit: CommitOutcome,
): string[] {
  return [
    ...movedOn(run),
    ...incomplete(review),
    ...notCompared(review),
    ...notes.map(inline),
    ...(skipped.length > 0
      ? [`Not checked: ${count(skipped.length, 'link or submodule', 'links and submodules')}.`]
      : []),
    ...('why' in commit ? [`Not corrected: ${inline(commit.why)}`] : []),
    ...(commit.status === 'committed' ? [] : commandToFix(review, run.settings)),
  ]
}

function movedOn({ event: { head }, newest }: Run): string[] {
  if (newest === undefined || newest === head) return []
  const [from, to] = [head, newest].map((sha) => code(sha.slice(0, 7)))
  return [`The pull request has moved on from ${from} to ${to}: look at the checks of that one.`]
}

function incomplete({ notChecked }: Review): string[] {
  const more = notChecked.length - NAMED
  return [
    ...notChecked
      .slice(0, NAMED)
      .map(({ path, why }) => `Not checked in full: ${code(path)}. ${inline(why)}.`),
    ...(more > 0
      ? [`Not checked in full: ${count(more, 'more file')}. The log and the report name them.`]
      : []),
  ]
}

function notCompared({ notCompared: paths }: Review): string[] {
  if (paths.length === 0) return []
  const named = paths.length > NAMED ? '' : `: ${paths.map(code).join(', ')}`
  return [
    `Not compared with ${count(paths.length, 'other file')} of the repository, which may have the same users${named}.`,
  ]
}

/** The command that corrects on the author's machine what was not corrected here. */
function commandToFix({ files }: Review, { federatedDomains, directoryExports }: Settings): string[] {
  const paths = files.filter(({ outcome }) => outcome.edits.length > 0).map(({ outcome }) => outcome.path)
  if (paths.length === 0) return []
  const named = paths.length > NAMED || paths.some(isTreacherous) ? [] : paths
  const exports = directoryExports.flatMap((path) => ['--directory-export', path])
  const who = ['--federated-domains', federatedDomains.text, ...exports]
  const words = ['migration-batch-check', '--fix', ...who, ...named]
  return [`To correct on your machine: ${code(words.map(quoted).join(' '))}`]
}

/** Whether a shell might take the path for something else; PowerShell ends a text at typographic quotes too. */
function isTreacherous(path: string): boolean {
  return /^-|['\u2018-\u201b]/.test(path) || plain(path) !== path
}

/** A word as every shell takes it. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word}'`
}

/** What is known of the commit with the corrections. */
export interface OfCommit {
  /** What it shows; nothing if that could not be read back. */
  readonly reported: Reported | undefined
  /** Why it has no check run. */
  readonly refused: string | undefined
  readonly forecast: Forecast | undefined
}

/** What is said of the commit with the corrections. */
export function notesOfCommit(run: Run, sha: string, of: OfCommit): string[] {
  const { event, settings } = run
  const short = code(sha.slice(0, 7))
  const forecast = withoutSeen(of)
  return [
    `The corrected files are in ${short} on ${code(event.pull?.branch ?? '')}.`,
    ...ownCheck(of, short),
    ...(forecast ? sayForecast(forecast, settings.checkName).map(inline) : []),
    ...missingChecks(forecast, of.reported, short),
  ]
}

/** What was foreseen, without the checks that the commit shows already. */
function withoutSeen({ forecast, reported }: OfCommit): Forecast | undefined {
  if (forecast === undefined || reported === undefined) return forecast
  const checks = forecast.required.checks.filter((name) => !reported.names.has(name))
  return { ...forecast, required: { ...forecast.required, checks } }
}

function ownCheck({ reported, refused }: OfCommit, short: string): string[] {
  if (refused !== undefined)
    return [`The check run of the corrected commit could not be written: ${inline(refused)}`]
  return reported?.ours === false ? [`The check run on ${short} could not be found again.`] : []
}

function missingChecks(
  forecast: Forecast | undefined,
  reported: Reported | undefined,
  short: string,
): string[] {
  if (forecast === undefined || forecast.required.checks.length === 0) return []
  if (reported === undefined) return [`What ${short} shows could not be read back.`]
  const { branch, required } = forecast
  return [
    `Required on ${code(branch)} and not seen on ${short} yet: ${required.checks.map(code).join(', ')}.`,
  ]
}
