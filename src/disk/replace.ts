import {
  chmodSync,
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Patience, patiently } from './patience.ts'

interface Care {
  /** Asked at the last moment: what was added meanwhile must not be lost. */
  readonly isUnchanged: () => boolean
  readonly patience: Patience
}

/** Gives a file new bytes and leaves its mode and owner; tells whether it did, which it does not if the file changed. */
export function replaceFile(target: string, bytes: Uint8Array, { isUnchanged, patience }: Care): boolean {
  const old = statSync(target)
  const random = crypto.randomUUID()
  const temporary = join(dirname(target), `.${basename(target).slice(0, 60)}.${random}.tmp`)
  const file = openSync(temporary, 'wx', 0o600) // a file of that name is not ours: it stays
  try {
    writeAll(file, bytes, old)
    chmodSync(temporary, old.mode & 0o7777)
    const done = patiently(() => isUnchanged() && rename(temporary, target), patience)
    if (!done) rmSync(temporary)
    return done
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function rename(from: string, to: string): true {
  renameSync(from, to)
  return true
}

function writeAll(file: number, bytes: Uint8Array, { uid, gid }: Stats): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    if (process.getuid?.() === 0) fchownSync(file, uid, gid)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
