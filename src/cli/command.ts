import { correct } from '../batch/witness.ts'
import { beginJudgement } from '../check.ts'
import type { Directory } from '../federation/directory.ts'
import { withoutFixes } from '../outcome.ts'
import { askAhead, type CheckedFile, checkAll } from '../pipeline.ts'
import {
  addTotals,
  conclude,
  type FileResult,
  type Summary,
  totalsOfAll,
  type Writer,
} from '../report/report.ts'
import type { Settings } from '../settings.ts'
import type { Content, Target } from '../source.ts'

/** A run on one's own machine. */
export interface Run {
  readonly settings: Settings
  readonly directory: Directory
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
export async function run({
  settings,
  directory,
  notes,
  contents,
  target,
  writer,
  print,
}: Run): Promise<Summary> {
  const judgement = beginJudgement({ ...settings, directory })
  const mayFix = target !== undefined && (await askAhead(contents(), judgement))

  let totals = totalsOfAll([])
  const notChecked: Summary['notChecked'][number][] = []
  for await (const step of checkAll(contents(), judgement)) {
    const why = 'unavailable' in step ? step.unavailable : step.checked.notChecked
    if (why !== undefined) notChecked.push({ path: step.entry.path, why })
    if ('unavailable' in step) continue
    const result = await act(step, mayFix ? target : undefined)
    totals = addTotals(totals, result)
    await print(writer.file(result, step.checked.draw))
  }

  const conclusion = conclude(totals, settings.failOn, notChecked.length === 0)
  const summary = { totals, asked: directory.asked, notes, notChecked, conclusion }
  await print(writer.end(summary))
  return summary
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
