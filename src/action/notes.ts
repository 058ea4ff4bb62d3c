import type { CommitOutcome } from '../github/commit.ts'
import type { PullRequest } from '../github/event.ts'
import type { Reported } from '../github/required.ts'
import { count, plain } from '../report/plain.ts'
import { code, inline } from '../report/summary.ts'
import type { Settings } from '../settings.ts'
import type { Reviewed } from './changes.ts'
import type { Review } from './review.ts'

/** The most files a note or a command to copy names. */
const NAMED = 10

/** What is said besides the findings, in Markdown. */
export function notesOf(
  { reviewed: review, skipped, notes }: Reviewed,
  { commit, settings }: { readonly commit: CommitOutcome; readonly settings: Settings },
): string[] {
  return [
    ...incomplete(review),
    ...notCompared(review),
    ...notes.map(inline),
    ...(skipped.length > 0
      ? [`Not checked: ${count(skipped.length, 'link or submodule', 'links and submodules')}.`]
      : []),
    ...('why' in commit ? [`Not corrected: ${inline(commit.why)}`] : []),
    ...(commit.status === 'committed' ? [] : commandToFix(review, settings)),
  ]
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
    `Not compared with ${count(paths.length, 'other file')} of the repository, where the same users may stand${named}.`,
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

/** What is said of the commit with the corrections. */
export function notesOfCommit(
  { branch, baseBranch }: PullRequest,
  sha: string,
  told: { readonly reported: Reported | undefined; readonly refused: string | undefined },
): string[] {
  const { reported, refused } = told
  const short = code(sha.slice(0, 7))
  const own = [
    ...(refused === undefined ? [] : [`The corrected commit has no check run: ${inline(refused)}`]),
    ...(refused === undefined && reported?.ours === false
      ? [`The check run on ${short} could not be found again.`]
      : []),
  ]
  return [
    `The corrected files are in ${short} on ${code(branch)}.`,
    ...own,
    ...missingChecks(reported, short, baseBranch),
  ]
}

function missingChecks(reported: Reported | undefined, short: string, branch: string): string[] {
  if (reported === undefined || reported.missing.length === 0) return []
  const names = reported.missing.map(code).join(', ')
  return [
    `Required on ${code(branch)} and not seen on ${short} yet: ${names}. If they do not start by themselves, approve the ` +
      'waiting workflow runs of the pull request, or close and reopen it.',
  ]
}
