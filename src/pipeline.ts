import type { Batch } from './batch/batch.ts'
import { isPointer } from './batch/pointer.ts'
import { readBatch } from './batch/read.ts'
import { type Checked, check, compareWith, findUnanswered, type Judgement, usersInQuestion } from './check.ts'
import type { Directory } from './federation/directory.ts'
import type { Content, Entry } from './source.ts'

/** One file and the batch in it; valid until the next one. */
export interface ReadFile {
  readonly entry: Entry
  readonly bytes: Uint8Array
  readonly batch: Batch
}

/** One checked file, with what it takes to correct it; valid until the next one. */
export interface CheckedFile extends ReadFile {
  readonly checked: Checked
}

type Unavailable = Exclude<Content, { bytes: Uint8Array }>

/** One file on its way; one that could not be read says why. */
export type Step = CheckedFile | Unavailable

/**
 * Checks files one at a time, in order: reads, asks who is federated, judges.
 * @param neighbours paths of files that the others are only compared with
 */
export async function* checkAll(
  contents: AsyncIterable<Content>,
  judgement: Judgement,
  neighbours: ReadonlySet<string> = new Set(),
): AsyncGenerator<Step> {
  for await (const file of readAll(contents, judgement.directory)) {
    if ('unavailable' in file) yield file
    else if (neighbours.has(file.entry.path)) compareWith(file.batch, judgement)
    else {
      await ask(file.batch, judgement)
      yield { ...file, checked: check(file.batch, judgement, file.entry.named) }
    }
  }
}

/**
 * Looks at all files before any of them is changed: nothing is written on half an answer.
 * @returns whether all can be read, and everybody whose federation decides something is known
 */
export async function askAhead(contents: AsyncIterable<Content>, judgement: Judgement): Promise<boolean> {
  for await (const file of readAll(contents, judgement.directory)) {
    if ('unavailable' in file) return false
    await ask(file.batch, judgement)
    if (findUnanswered(file.batch, judgement) !== undefined) return false
  }
  return true
}

/** Reads files one at a time, in order; a batch is valid until the next one. */
export async function* readAll(
  contents: AsyncIterable<Content>,
  { isNamed }: Pick<Directory, 'isNamed'>,
): AsyncGenerator<ReadFile | Unavailable> {
  let batch: Batch | undefined
  for await (const content of contents) {
    if ('unavailable' in content) yield content
    else if (isPointer(content.bytes)) yield { entry: content.entry, unavailable: POINTER }
    else {
      batch = readBatch(content.entry.path, content.bytes, { used: batch, isNamed })
      yield { ...content, batch }
    }
  }
}

async function ask(batch: Batch, judgement: Judgement): Promise<void> {
  if (batch.header.kind === 'staged') await judgement.directory.ask(usersInQuestion(batch, judgement))
}

const POINTER =
  'it is a Git LFS pointer, not the file itself: fetch it with "git lfs pull" and check it there'
