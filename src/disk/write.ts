import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Correction } from '../source.ts'
import { reasonOf } from './reason.ts'

/**
 * Puts the corrected file in place in one step: a new file beside it, flushed to the disk, takes its name. Mode and
 * owner stay; behind a symbolic link the file it leads to is changed.
 * @returns why it was not done, or nothing
 */
export function writeCorrection(folder: string, { path, before, after }: Correction): string | undefined {
  try {
    const target = realpathSync(resolve(folder, path))
    if (!readFileSync(target).equals(before)) return 'the file changed while it was checked'
    if (statSync(target).nlink > 1)
      return 'the file has a second name (a hard link), which would keep the old text'
    accessSync(target, constants.W_OK)
    replaceFile(target, after)
    return undefined
  } catch (error) {
    return `the file cannot be written (${reasonOf(error)})`
  }
}

function replaceFile(target: string, bytes: Uint8Array): void {
  const { mode, uid, gid } = statSync(target)
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  try {
    const file = openSync(temporary, 'wx', 0o600)
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
      if (process.getuid?.() === 0) fchownSync(file, uid, gid)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    chmodSync(temporary, mode & 0o7777)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
