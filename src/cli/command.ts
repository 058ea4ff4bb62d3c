import { correct } from '../batch/witness.ts'
import { beginJudgement, type Judgement } from '../check.ts'
import type { Directory } from '../federation/directory.ts'
import { withoutFixes } from '../outcome.ts'
import { askAhead, type CheckedFile, checkAll } from '../pipeline.ts'
import {
  addTotals,
  conclude,
  type FileResult,
  type Summary,
  type Totals,
  totalsOfAll,
  type Writer,
} from '../report/report.ts'
import type { Settings } from '../settings.ts'
import type { Content, Target } from '../source.ts'
import { addUsers, noteIdleIn, takenFor } from '../taken.ts'

/** A run on one's own machine. */
export interface Run {
  readonly settings: Settings
  readonly directory: Directory
  /** The configuration file that was used. */
  readonly configuration: string | null
  /** What should be known about the exports. */
  readonly notes: readonly string[]
  /** The files, from the first one at each call. */
  readonly contents: () => AsyncIterable<Content>
  /** Where corrected files go; none: nothing is corrected. */
  readonly target: Target | undefined
  readonly writer: Writer
  readonly print: (parts: Iterable<string>) => Promise<void>
}

/** The exit status: 0 nothing is left, 1 something is, 2 the check could not be made in full. */
export function statusOf({ notChecked, conclusion }: Summary): 0 | 1 | 2 {
  if (notChecked.length > 0) return 2
  return conclusion === 'failure' ? 1 : 0
}

/** Checks files, corrects them if there is a target, and reports each as it goes. */
export async function run(run: Run): Promise<Summary> {
  const judgement = beginJudgement({ ...run.settings, directory: run.directory })
  const mayFix = run.target !== undefined && (await askAhead(run.contents(), judgement))
  const summary = summarize(run, await checkEach(run, judgement, mayFix ? run.target : undefined))
  await run.print(run.writer.end(summary))
  return summary
}

/** What is known when all files are through. */
interface Seen {
  totals: Totals
  readonly users: Map<string, number>
  readonly notChecked: Summary['notChecked'][number][]
  allRead: boolean
}

async function checkEach(
  { contents, writer, print }: Run,
  judgement: Judgement,
  target: Target | undefined,
): Promise<Seen> {
  const seen: Seen = { totals: totalsOfAll([]), users: new Map(), notChecked: [], allRead: true }
  for await (const step of checkAll(contents(), judgement)) {
    const why = 'unavailable' in step ? step.unavailable : step.checked.notChecked
    if (why !== undefined) seen.notChecked.push({ path: step.entry.path, why })
    if ('unavailable' in step) {
      seen.allRead = false
      continue
    }
    const result = await act(step, target)
    seen.totals = addTotals(seen.totals, result)
    addUsers(seen.users, step.checked.users)
    await print(writer.file(result, step.checked.draw))
  }
  return seen
}

function summarize({ settings, directory, configuration, notes }: Run, seen: Seen): Summary {
  const { totals, notChecked } = seen
  const domains = takenFor(seen.users, directory)
  return {
    totals,
    domains,
    configuration,
    notes: [...notes, ...noteIdleIn(settings.federatedDomains, domains, seen.allRead)],
    asked: directory.asked,
    notChecked,
    conclusion: conclude(totals, settings.failOn, notChecked.length === 0),
  }
}

/** Writes the corrected file if there is anything to correct and the correction can be proved. */
async function act(
  { entry, bytes, batch, checked }: CheckedFile,
  target: Target | undefined,
): Promise<FileResult> {
  if (target === undefined || checked.edits.length === 0) return { outcome: checked, fixed: false }
  const corrected = await correct(batch, checked.edits)
  const refused =
    'refused' in corrected
      ? corrected.refused
      : target({ path: entry.path, before: bytes, after: corrected.bytes })
  return refused === undefined
    ? { outcome: checked, fixed: true }
    : { outcome: withoutFixes(checked, refused), fixed: false }
}
