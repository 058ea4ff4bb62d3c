import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { CONFIGURATION, readConfiguration } from '../configuration.ts'
import { splitTarget } from '../disk/find-glob.ts'
import { readNamedFile } from '../disk/read-file.ts'
import type { Given } from '../given.ts'
import type { Arguments } from './arguments.ts'

/** The configuration of a run. */
export interface Configured {
  /** The file, from the current folder on; nothing if there is none. */
  readonly path: string | undefined
  readonly given: readonly Given[]
  readonly mistakes: readonly string[]
}

/** Reads the configuration file that is named, or else the one that counts for what is to be checked. */
export async function readConfigurationFile(
  { config, targets }: Pick<Arguments, 'config' | 'targets'>,
  folder: string,
): Promise<Configured> {
  const named = { path: config, mistakes: [] }
  const { path, mistakes } = config === undefined ? await findConfiguration(folder, targets) : named
  if (path === undefined || mistakes.length > 0) return { path, given: [], mistakes }
  const bytes = readNamedFile(folder, path)
  return typeof bytes === 'string'
    ? { path, given: [], mistakes: [`--config ${path}: ${bytes}.`] }
    : { path, ...(await readConfiguration(path, bytes)) }
}

interface Found {
  readonly path: string | undefined
  readonly mistakes: readonly string[]
}

/** The nearest file of everything that is named, which must be one: what it says of one folder may be wrong of another. */
async function findConfiguration(folder: string, targets: readonly string[]): Promise<Found> {
  const named = targets.length === 0 || targets[0] === '-' ? ['.'] : targets
  const starts = new Map<string, string>()
  for (const target of named) {
    const start = await folderOf(resolve(folder, target)) // none: a mistake of its own
    if (start !== undefined && !starts.has(start)) starts.set(start, target)
  }
  const found = new Map<string, Nearest>()
  for (const [start, target] of starts) {
    const file = nearest(start) ?? present(folder)
    const identity = file === undefined ? '' : realpathSync.native(file)
    if (!found.has(identity)) found.set(identity, { target, path: file && nameFrom(folder, file) })
  }
  const [first, ...others] = found.values()
  return { path: first?.path, mistakes: others.length > 0 ? [sayDifferent([first!, ...others])] : [] }
}

/** What counts for something named. */
interface Nearest {
  readonly target: string
  readonly path: string | undefined
}

/** The folder that something named is in, or is, or where the pattern begins; nothing if it is not there. */
async function folderOf(path: string): Promise<string | undefined> {
  try {
    return statSync(path).isDirectory() ? path : dirname(path)
  } catch {
    const split = await splitTarget(path, path)
    return split && join(split.start, split.base)
  }
}

/** The file in a folder or above it, up to the repository's own. */
function nearest(folder: string): string | undefined {
  const above = dirname(folder)
  const isTop = existsSync(join(folder, '.git')) || above === folder
  return present(folder) ?? (isTop ? undefined : nearest(above))
}

function present(folder: string): string | undefined {
  const file = join(folder, CONFIGURATION)
  return existsSync(file) ? file : undefined
}

function sayDifferent(found: readonly Nearest[]): string {
  const [one, other] = found.map(({ target, path = 'none' }) => `${path} for ${target}`)
  return (
    `Different configuration files count: ${one}, ${other}. ` +
    'Check them in two runs, or name the one that is to count with --config.'
  )
}

function nameFrom(folder: string, file: string): string {
  return relative(folder, file).replaceAll(sep, '/')
}
