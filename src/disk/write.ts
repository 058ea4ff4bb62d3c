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
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Correction } from '../source.ts'
import { type Wait, withPatience } from './patience.ts'
import { reasonOf } from './reason.ts'

/**
 * Puts the corrected file in place in one step: a new file beside it, flushed to the disk, takes its name. Mode and owner stay;
 * behind a symbolic link the file it leads to is changed. What somebody wrote to it since it was read is not lost: it is read
 * again just before.
 * @param wait how to wait while another program has the file open
 * @returns why it was not done, or nothing
 */
export function writeCorrection(folder: string, correction: Correction, wait?: Wait): string | undefined {
  try {
    const target = realpathSync(resolve(folder, correction.path))
    const status = statSync(target)
    if (!status.isFile()) return 'the file cannot be written (it is a folder)'
    if (status.nlink > 1) return 'the file has a second name (a hard link), which would keep the old text'
    accessSync(target, constants.W_OK)
    outliveSignals()
    return replaceFile({ target, status, correction, wait })
  } catch (error) {
    return `the file cannot be written (${reasonOf(error)})`
  }
}

/** So much of a file's name is in that of the new file, which must not get too long. */
const MOST_OF_NAME = 60

interface Replacement {
  readonly target: string
  readonly status: Stats
  readonly correction: Correction
  readonly wait: Wait | undefined
}

function replaceFile({ target, status, correction, wait }: Replacement): string | undefined {
  const temporary = join(
    dirname(target),
    `.${basename(target).slice(0, MOST_OF_NAME)}.${crypto.randomUUID()}.tmp`,
  )
  const file = openSync(temporary, 'wx', 0o600) // a file of that name that is there already stays
  try {
    writeWhole(file, status, correction.after)
    chmodSync(temporary, status.mode & 0o7777)
    return withPatience(() => {
      if (!readFileSync(target).equals(correction.before)) return 'the file changed while it was checked'
      renameSync(temporary, target)
      return undefined
    }, wait)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function writeWhole(file: number, { uid, gid }: Stats, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    if (process.getuid?.() === 0) fchownSync(file, uid, gid)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

let outlives = false

/**
 * A signal that would end the process waits until the file that is being written is in its place or gone: with a listener,
 * Node delivers it between two turns, and none of them ends halfway.
 */
function outliveSignals(): void {
  if (outlives) return
  outlives = true
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.kill(process.pid, signal))
  }
}
