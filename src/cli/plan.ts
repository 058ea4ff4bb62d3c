import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CONFIGURATION, readConfiguration } from '../configuration.ts'
import { type Found, findMatching, findTargets } from '../disk/find.ts'
import { reasonOf } from '../disk/reason.ts'
import { InputError } from '../mistakes.ts'
import { type Given, type Settings, settings } from '../settings.ts'
import type { Entry } from '../source.ts'
import type { Arguments } from './arguments.ts'

/** What is to be checked, and how. */
export interface Plan {
  readonly settings: Settings
  readonly entries: readonly Entry[]
}

/**
 * Brings arguments, configuration file and disk together, before anything is done.
 * @throws InputError with every mistake in them
 */
export async function makePlan(args: Arguments, folder: string): Promise<Plan> {
  const configuration = await readConfigurationFile(args.config, folder)
  const named = args.targets[0] === '-' ? { entries: [], mistakes: [] } : await findNamed(args, folder)
  const mistakes = [
    ...args.mistakes,
    ...configuration.mistakes,
    ...(named?.mistakes ?? []),
    ...mistakesOfOutput(args, folder),
  ]
  const found = settings([...configuration.given, ...args.given], mistakes)
  const { entries, mistakes: unreadable } = named ?? (await findMatching(folder, found.files))
  const overwritten = [...entries.map(({ path }) => path), configuration.path].find((path) =>
    isSame(folder, path, args.output),
  )
  if (overwritten !== undefined) {
    unreadable.push(`--output ${args.output}: the report would overwrite ${overwritten}. Name another file.`)
  }
  if (unreadable.length > 0) throw new InputError(unreadable)
  return { settings: found, entries }
}

async function findNamed({ targets }: Arguments, folder: string): Promise<Found | undefined> {
  return targets.length === 0 ? undefined : findTargets(folder, targets)
}

async function readConfigurationFile(
  asked: string | undefined,
  folder: string,
): Promise<{ path: string; given: Given[]; mistakes: string[] }> {
  const path = asked ?? CONFIGURATION
  const file = resolve(folder, path)
  if (asked === undefined && !existsSync(file)) return { path, given: [], mistakes: [] }
  try {
    return { path, ...(await readConfiguration(path, readFileSync(file))) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const what = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${reasonOf(error)})`
    return { path, given: [], mistakes: [`--config ${path}: ${what}.`] }
  }
}

/** Whether two names lead to one file, through whatever links. */
function isSame(folder: string, path: string, output: string | undefined): boolean {
  const [one, other] = [path, output ?? ''].map((name) =>
    statSync(resolve(folder, name), { throwIfNoEntry: false }),
  )
  return output !== undefined && one !== undefined && one.dev === other?.dev && one.ino === other.ino
}

/** Finds a wrong name before the work, not after it. */
function mistakesOfOutput({ output }: Arguments, folder: string): string[] {
  if (output === undefined) return []
  const file = resolve(folder, output)
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK)
  } catch (error) {
    if (!existsSync(dirname(file))) return [`--output ${output}: its folder does not exist.`]
    return [`--output ${output}: it cannot be written (${reasonOf(error)}).`]
  }
  return existsSync(file) && statSync(file).isDirectory()
    ? [`--output ${output}: this is a folder. Name a file.`]
    : []
}
