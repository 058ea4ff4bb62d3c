import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Content, Entry } from '../source.ts'
import { reasonOf } from './reason.ts'

/** Larger files cannot be batches by far (Exchange takes 10 MiB); the longest text Node knows has 512 MiB. */
export const MOST_BYTES = 1 << 28

/** Reads files one after the other into one buffer: a content is valid until the next one. */
export async function* readFiles(folder: string, entries: readonly Entry[]): AsyncGenerator<Content> {
  let buffer = Buffer.alloc(0)
  for (const entry of entries) {
    let file: number | undefined
    try {
      file = openSync(resolve(folder, entry.path), 'r')
      const { size } = fstatSync(file)
      if (size > MOST_BYTES) throw Object.assign(new Error(), { code: 'it is larger than 256 MiB' })
      if (size > buffer.length) buffer = Buffer.allocUnsafe(size * 2)
      yield { entry, bytes: buffer.subarray(0, fill(file, buffer.subarray(0, size))) }
    } catch (error) {
      yield {
        entry,
        unavailable: `the file cannot be read (${reasonOf(error)})`,
      }
    } finally {
      if (file !== undefined) closeSync(file)
    }
  }
}

/** Fills the buffer from the file; gives how many bytes there were. */
function fill(file: number, buffer: Buffer): number {
  let length = 0
  while (length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, length)
    if (read === 0) break
    length += read
  }
  return length
}
