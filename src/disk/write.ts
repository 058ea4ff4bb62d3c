import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Correction } from '../source.ts'
import { PATIENCE, patiently } from './patience.ts'
import { reasonOf } from './reason.ts'
import { replaceFile } from './replace.ts'
import { finishBeforeSignals } from './signals.ts'

const CHANGED = 'the file changed while it was checked'

/**
 * Puts the corrected file in place in one step: a new file beside it, flushed to the disk, takes its name. Mode and
 * owner stay; behind a symbolic link the file it leads to is changed.
 * @returns why it was not done, or nothing
 */
export function writeCorrection(
  folder: string,
  { path, before, after }: Correction,
  patience = PATIENCE,
): string | undefined {
  try {
    const target = realpathSync(resolve(folder, path))
    const isUnchanged = () => readFileSync(target).equals(before)
    const refused = patiently(isUnchanged, patience) ? whyNot(target) : CHANGED
    if (refused !== undefined) return refused
    finishBeforeSignals()
    return replaceFile(target, after, { isUnchanged, patience }) ? undefined : CHANGED
  } catch (error) {
    return `the file cannot be written (${reasonOf(error)})`
  }
}

function whyNot(target: string): string | undefined {
  if (statSync(target).nlink > 1)
    return 'the file has a second name (a hard link), which would keep the old text'
  try {
    accessSync(target, constants.W_OK)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return `the file cannot be written (${code === 'EPERM' ? 'it is read-only' : reasonOf(error)})`
  }
}
