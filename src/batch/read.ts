import type { Batch } from './batch.ts'
import { createBatch } from './create-batch.ts'
import { decode } from './decode.ts'
import { readHeader } from './read-header.ts'
import { scan } from './scan.ts'

/**
 * Reads a file's bytes as Exchange would read the batch; anything can be read, problems are for the rules.
 * @param used a batch that is no longer needed: its memory is used again, so it must not be read any more
 */
export function readBatch(path: string, file: Uint8Array, used?: Batch): Batch {
  const text = decode(file)
  const table = scan(text.bytes, used?.table)
  const header = readHeader({ file, text, table })
  return createBatch({ path, size: file.length, text, table, header }, used?.known)
}
