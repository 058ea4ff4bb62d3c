import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Content, Entry } from '../source.ts'
import { patiently, sleep, type Wait } from './patience.ts'
import { reasonOf } from './reason.ts'

/** Larger files cannot be batches by far (Exchange takes 10 MiB); the longest text Node knows has 512 MiB. */
export const MOST_BYTES = 1 << 28

/** What Windows says of a file that another program has open for itself alone. */
const OPEN_ELSEWHERE = ['EBUSY']

/** Reads files one after the other into one buffer: a content is valid until the next one. */
export async function* readFiles(
  folder: string,
  entries: readonly Entry[],
  wait: Wait = sleep,
): AsyncGenerator<Content> {
  const read = createReader()
  const contentOf = async (entry: Entry): Promise<Content> => {
    try {
      const file = resolve(folder, entry.path)
      return { entry, bytes: await patiently(() => read(file), { codes: OPEN_ELSEWHERE, wait }) }
    } catch (error) {
      return { entry, unavailable: `the file cannot be read (${reasonOf(error)})` }
    }
  }
  for (const entry of entries) yield await contentOf(entry)
}

/** Reads whole files; each is closed when its bytes are given, so that it can be replaced. */
function createReader(): (path: string) => Buffer {
  let buffer = Buffer.alloc(0)
  return (path) => {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > MOST_BYTES) throw Object.assign(new Error(), { code: 'it is larger than 256 MiB' })
      if (size > buffer.length) buffer = Buffer.allocUnsafe(size * 2)
      return buffer.subarray(0, fill(file, buffer.subarray(0, size)))
    } finally {
      closeSync(file)
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
