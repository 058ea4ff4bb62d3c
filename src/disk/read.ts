import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Content, Entry } from '../source.ts'
import { PATIENCE, patiently } from './patience.ts'
import { reasonOf } from './reason.ts'

/** Larger files cannot be batches by far (Exchange takes 10 MiB); the longest text Node knows has 512 MiB. */
export const MOST_BYTES = 1 << 28

/**
 * Reads files one after the other into one buffer: a content is valid until the next one. A file is closed before it is
 * given, because Windows replaces no file that is open.
 */
export async function* readFiles(
  folder: string,
  entries: readonly Entry[],
  patience = PATIENCE,
): AsyncGenerator<Content> {
  const read = createReader()
  for (const entry of entries) {
    const path = resolve(folder, entry.path)
    yield { entry, ...readOne(() => patiently(() => read(path), patience)) }
    await new Promise(setImmediate) // a signal gets its turn between two files
  }
}

function readOne(read: () => Uint8Array): { bytes: Uint8Array } | { unavailable: string } {
  try {
    return { bytes: read() }
  } catch (error) {
    return { unavailable: `the file cannot be read (${reasonOf(error)})` }
  }
}

/** Reads each file into the same buffer, which grows with them. */
function createReader(): (path: string) => Uint8Array {
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
