import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { toPosix } from './look.ts'
import { sayMissing } from './missing.ts'
import { PATIENCE, patiently } from './patience.ts'
import { MOST_BYTES } from './read.ts'
import { reasonOf } from './reason.ts'

/** The bytes of a file, or a clause that says why there are none. */
export function readNamedFile(folder: string, path: string): Uint8Array | string {
  try {
    const file = resolve(folder, path)
    return statSync(file).size > MOST_BYTES
      ? 'it is larger than 256 MiB'
      : patiently(() => readFileSync(file), PATIENCE)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    if (code === 'ENOENT') return sayMissing(folder, toPosix(path), 'file')
    return `it cannot be read (${reasonOf(error)})`
  }
}
