import type { Batch } from './batch/batch.ts'
import { readBatch } from './batch/read.ts'
import { type Checked, check, compareWith, findUnanswered, type Judgement, usersInQuestion } from './check.ts'
import type { Content, Entry } from './source.ts'

/** One checked file, with what it takes to correct it; valid until the next one. */
export interface CheckedFile {
  readonly entry: Entry
  readonly bytes: Uint8Array
  readonly batch: Batch
  readonly checked: Checked
}

/** One file on its way; one that could not be read says why. */
export type Step = CheckedFile | Exclude<Content, { bytes: Uint8Array }>

/**
 * Checks files one at a time, in order: reads, asks who is federated, judges.
 * @param neighbours paths of files that the others are only compared with
 */
export async function* checkAll(
  contents: AsyncIterable<Content>,
  judgement: Judgement,
  neighbours: ReadonlySet<string> = new Set(),
): AsyncGenerator<Step> {
  let batch: Batch | undefined
  for await (const content of contents) {
    if ('unavailable' in content) {
      yield content
      continue
    }
    const { entry, bytes } = content
    if (isPointer(bytes)) {
      yield {
        entry,
        unavailable:
          'it is a Git LFS pointer, not the file itself: fetch it with "git lfs pull" and check it there',
      }
      continue
    }
    batch = readBatch(entry.path, bytes, batch)
    if (neighbours.has(entry.path)) {
      compareWith(batch, judgement)
      continue
    }
    await ask(batch, judgement)
    yield { entry, bytes, batch, checked: check(batch, judgement) }
  }
}

/**
 * Looks at all files before any of them is changed: nothing is written on half an answer.
 * @returns whether all can be read, and everybody whose federation decides something is known
 */
export async function askAhead(contents: AsyncIterable<Content>, judgement: Judgement): Promise<boolean> {
  for await (const content of contents) {
    if ('unavailable' in content || isPointer(content.bytes)) return false
    const batch = readBatch(content.entry.path, content.bytes)
    await ask(batch, judgement)
    if (findUnanswered(batch, judgement) !== undefined) return false
  }
  return true
}

async function ask(batch: Batch, judgement: Judgement): Promise<void> {
  if (batch.header.kind === 'staged') await judgement.directory.ask(usersInQuestion(batch, judgement))
}

/** How the text begins that stands in for a file kept in Git LFS. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER = Buffer.from('version https://git-lfs.github.com/spec/v1\n')

function isPointer(bytes: Uint8Array): boolean {
  return POINTER.equals(bytes.subarray(0, POINTER.length))
}
