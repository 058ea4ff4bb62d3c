import { resolve } from 'node:path'
import { identityOf } from '../disk/identity.ts'
import { mistakeOfInput } from '../disk/input.ts'
import type { Arguments } from './arguments.ts'

/** Whether the batch comes on standard input. */
export function isOnInput({ targets }: Pick<Arguments, 'targets'>): boolean {
  return targets[0] === '-'
}

/** What is wrong with standard input, found before anything is read or written. */
export async function mistakesOfInput(args: Arguments, folder: string): Promise<string[]> {
  if (!isOnInput(args)) return []
  const { output } = args
  const found = [await mistakeOfInput()]
  const batch = identityOf(0)
  if (batch !== undefined && output !== undefined && identityOf(resolve(folder, output)) === batch)
    found.push(
      `--output ${output}: the report would overwrite the batch on standard input. Name another file.`,
    )
  if (batch !== undefined && identityOf(1) === batch)
    found.push('-: standard input and standard output are one file. Write to another file.')
  return found.filter((mistake) => mistake !== undefined)
}
