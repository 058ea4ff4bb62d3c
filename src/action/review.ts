import { readBatch } from '../batch/read.ts'
import { correct } from '../batch/witness.ts'
import { type Checked, check, type Judgement } from '../check.ts'
import { type Outcome, withoutFixes } from '../outcome.ts'
import { type CheckedFile, checkAll } from '../pipeline.ts'
import type { Content, Correction } from '../source.ts'

/** One reviewed file; no bytes of it are kept but those of its correction. */
export interface ReviewedFile {
  readonly outcome: Outcome
  readonly correction?: Correction
  /** What the corrected file would come out as. */
  readonly after?: Outcome
}

/** What came out of all files. */
export interface Review {
  readonly files: readonly ReviewedFile[]
  readonly notChecked: readonly { readonly path: string; readonly why: string }[]
  /** Whether every file could be read, be its check complete or not. */
  readonly allRead: boolean
  /** Neighbours that the files could not be compared with. */
  readonly notCompared: readonly string[]
  /** Domains an outside service was asked about. */
  readonly asked: readonly string[]
}

/** How files are reviewed. */
export interface Reviewing {
  readonly judgement: Judgement
  /** Whether corrections are wanted; none are made unless every file was checked in full. */
  readonly fix: boolean
  /** Paths of files that the others are only compared with. */
  readonly neighbours: ReadonlySet<string>
  /** Whether a verdict depends on them, so that one that cannot be read makes the check incomplete. */
  readonly mustCompare: boolean
}

/** Checks files and prepares their corrections, so that one commit can make all of them or none. */
export async function review(contents: AsyncIterable<Content>, reviewing: Reviewing): Promise<Review> {
  const { judgement, fix, neighbours, mustCompare } = reviewing
  const files: ReviewedFile[] = []
  const notChecked: Review['notChecked'][number][] = []
  const notCompared: string[] = []
  let allRead = true
  for await (const step of checkAll(contents, judgement, neighbours)) {
    const { path } = step.entry
    const why = 'unavailable' in step ? step.unavailable : step.checked.notChecked
    if (neighbours.has(path) && !mustCompare) notCompared.push(path)
    else if (why !== undefined) notChecked.push({ path, why })
    if ('unavailable' in step) {
      allRead &&= neighbours.has(path)
      continue
    }
    files.push(fix ? await prepareCorrection(step, judgement) : { outcome: withoutBatch(step.checked) })
  }
  const complete = notChecked.length === 0
  const { asked } = judgement.directory
  return {
    files: complete ? files : files.map(({ outcome }) => ({ outcome })),
    notChecked,
    allRead,
    notCompared,
    asked,
  }
}

async function prepareCorrection(
  { bytes, batch, checked }: CheckedFile,
  judgement: Judgement,
): Promise<ReviewedFile> {
  const outcome = withoutBatch(checked)
  if (outcome.edits.length === 0) return { outcome }
  const corrected = await correct(batch, outcome.edits)
  if ('refused' in corrected) return { outcome: withoutFixes(outcome, corrected.refused) }
  const after = withoutBatch(check(readBatch(outcome.path, corrected.bytes, judgement.directory), judgement))
  return { outcome, after, correction: { path: outcome.path, before: bytes, after: corrected.bytes } }
}

/** Drops the drawing, which holds the whole batch. */
function withoutBatch({ draw: _, ...outcome }: Checked): Outcome {
  return outcome
}
