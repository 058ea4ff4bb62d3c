import type { Batch } from './batch.ts'
import { createBatch } from './create-batch.ts'
import { decode } from './decode.ts'
import { readHeader } from './read-header.ts'
import { scan } from './scan.ts'

/** What may be there besides the bytes. */
interface Besides {
  /** A batch that is no longer needed: its memory is used again, so it must not be read any more. */
  readonly used?: Batch | undefined
  /** Whether somebody said of a domain that it is federated or managed: its users are no passwords in the wrong column. */
  readonly isNamed?: ((domain: string) => boolean) | undefined
}

/** Reads a file's bytes as Exchange would read the batch; anything can be read, problems are for the rules. */
export function readBatch(
  path: string,
  file: Uint8Array,
  { used, isNamed = () => false }: Besides = {},
): Batch {
  const text = decode(file)
  const table = scan(text.bytes, used?.table)
  const header = readHeader({ file, text, table })
  return createBatch({ path, size: file.length, text, table, header, isNamed }, used?.known)
}
