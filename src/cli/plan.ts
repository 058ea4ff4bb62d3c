import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Found, findMatching, findTargets } from '../disk/find.ts'
import { identityOf } from '../disk/identity.ts'
import { readNamedFile } from '../disk/read-file.ts'
import { reasonOf } from '../disk/reason.ts'
import type { Export } from '../federation/exports/export.ts'
import { readExport } from '../federation/exports/read-export.ts'
import { type Opened, openDirectory } from '../federation/open.ts'
import { InputError } from '../mistakes.ts'
import { type Settings, settings } from '../settings.ts'
import type { Entry } from '../source.ts'
import type { Arguments } from './arguments.ts'
import { readConfigurationFile } from './configuration.ts'
import { isOnInput, mistakesOfInput } from './input.ts'

/** What is to be checked, and how. */
export interface Plan extends Opened {
  readonly settings: Settings
  /** The configuration file that was used. */
  readonly configuration: string | null
  readonly entries: readonly Entry[]
}

const ONLY_EXPORTS = 'Only exports were found, and they are not checked as batches.'

/**
 * Brings arguments, configuration file, exports and disk together, before anything is done.
 * @throws InputError with every mistake in them
 */
export async function makePlan(args: Arguments, folder: string): Promise<Plan> {
  const configuration = await readConfigurationFile(args, folder)
  const named = isOnInput(args) ? { entries: [], mistakes: [], notes: [] } : await findNamed(args, folder)
  const mistakes = [
    ...args.mistakes,
    ...configuration.mistakes,
    ...(named?.mistakes ?? []),
    ...mistakesOfOutput(args, folder),
    ...(await mistakesOfInput(args, folder)),
  ]
  const found = settings([...configuration.given, ...args.given], mistakes)
  const { directoryExports, federatedDomains: list, cloud } = found
  const exports = await Promise.all(directoryExports.map((path) => readExportFile(path, folder)))
  const opened = openDirectory({ list, exports, cloud, app: undefined })
  const {
    entries,
    mistakes: unreadable,
    notes: ofWalk,
  } = named ?? (await findMatching(folder, found.files, found.filesBase))
  const { path: used } = configuration
  const read = [
    ...entries.map(({ path }) => path),
    ...(used === undefined ? [] : [used]),
    ...directoryExports,
  ]
  const later = [...unreadable, ...mistakesOfOverwriting(args, read, folder)]
  if ('mistakes' in opened) throw new InputError([...later, ...opened.mistakes])
  if (later.length > 0) throw new InputError(later)
  const batches = entries.filter(({ path }) => !directoryExports.some((each) => isSame(folder, path, each)))
  const onlyExports = batches.length === 0 && entries.length > 0
  const notes = [...opened.notes, ...(onlyExports ? [ONLY_EXPORTS] : []), ...ofWalk]
  return { ...opened, notes, settings: found, configuration: used ?? null, entries: batches }
}

async function findNamed({ targets, scan }: Arguments, folder: string): Promise<Found | undefined> {
  return targets.length === 0 ? undefined : findTargets(folder, targets, !scan)
}

async function readExportFile(path: string, folder: string): Promise<Export> {
  const bytes = readNamedFile(folder, path)
  return typeof bytes === 'string'
    ? { domains: [], users: [], notes: [], mistakes: [`directory-export ${path}: ${bytes}.`] }
    : readExport(path, bytes)
}

function mistakesOfOverwriting({ output }: Arguments, read: readonly string[], folder: string): string[] {
  if (output === undefined) return []
  const overwritten = read.find((path) => isSame(folder, path, output))
  if (overwritten === undefined) return []
  return [`--output ${output}: the report would overwrite ${overwritten}. Name another file.`]
}

/** Whether two names lead to one file, through whatever links. */
function isSame(folder: string, path: string, otherPath: string): boolean {
  const one = identityOf(resolve(folder, path))
  return one !== undefined && one === identityOf(resolve(folder, otherPath))
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
