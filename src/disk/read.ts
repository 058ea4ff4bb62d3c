import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Content, Entry } from '../source.ts'
import { withPatience } from './patience.ts'
import { reasonOf } from './reason.ts'

/** Larger files cannot be batches by far (Exchange takes 10 MiB); the longest text Node knows has 512 MiB. */
export const MOST_BYTES = 1 << 28

/**
 * Reads files one after the other into one buffer: a content is valid until the next one. A file is closed before it is given:
 * Windows replaces none that is open.
 */
export async function* readFiles(folder: string, entries: readonly Entry[]): AsyncGenerator<Content> {
  const room = { buffer: Buffer.alloc(0) }
  for (const entry of entries) {
    yield readInto(room, folder, entry)
    await new Promise(setImmediate) // a signal gets its turn between two files
  }
}

function readInto(room: { buffer: Buffer }, folder: string, entry: Entry): Content {
  try {
    const file = withPatience(() => openSync(resolve(folder, entry.path), 'r'))
    try {
      const { size } = fstatSync(file)
      if (size > MOST_BYTES) throw Object.assign(new Error(), { code: 'it is larger than 256 MiB' })
      if (size > room.buffer.length) room.buffer = Buffer.allocUnsafe(size * 2)
      return { entry, bytes: room.buffer.subarray(0, fill(file, room.buffer.subarray(0, size))) }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return { entry, unavailable: `the file cannot be read (${reasonOf(error)})` }
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
