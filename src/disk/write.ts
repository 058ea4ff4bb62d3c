import { accessSync, constants, readFileSync, realpathSync, renameSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Correction } from '../source.ts'
import { patiently, sleep, type Wait } from './patience.ts'
import { reasonOf } from './reason.ts'
import { withTemporary } from './temporary.ts'

/** What the system says of a file that cannot be replaced because another program has it open; only Windows minds. */
const OPEN_ELSEWHERE = process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY']

const CHANGED = 'the file changed while it was checked'
const SECOND_NAME = 'the file has a second name (a hard link), which would keep the old text'

/**
 * Puts the corrected file in place in one step: a new file beside it takes its name, if the old one still holds what
 * was checked. Mode and owner stay; behind a symbolic link the file it leads to is changed.
 * @returns why it was not done, or nothing
 */
export async function writeCorrection(
  folder: string,
  { path, before, after }: Correction,
  wait: Wait = sleep,
): Promise<string | undefined> {
  try {
    const target = realpathSync(resolve(folder, path))
    const holds = () => readFileSync(target).equals(before)
    if (!(await patiently(holds, { codes: OPEN_ELSEWHERE, wait }))) return CHANGED
    if (statSync(target).nlink > 1) return SECOND_NAME
    accessSync(target, constants.W_OK)
    return await withTemporary(target, after, async (temporary) => {
      await wait(0) // a signal that came meanwhile is heard before the file is replaced
      const replace = () => {
        if (!holds()) return CHANGED
        renameSync(temporary, target)
        return undefined
      }
      return await patiently(replace, { codes: OPEN_ELSEWHERE, wait })
    })
  } catch (error) {
    return `the file cannot be written (${reasonOf(error)})`
  }
}
