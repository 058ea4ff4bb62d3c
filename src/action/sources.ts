import type { Export } from '../federation/exports/export.ts'
import { readExport } from '../federation/exports/read-export.ts'
import { type Opened, openDirectory } from '../federation/open.ts'
import { readAtBase } from '../github/base.ts'
import type { GitHub } from '../github/client.ts'
import type { Event } from '../github/event.ts'
import { InputError } from '../mistakes.ts'
import type { Settings } from '../settings.ts'
import { appOf } from './app.ts'

/** By what it is known who is federated. */
export interface Sources extends Opened {
  /** The exports of the base commit, by path. */
  readonly exports: ReadonlyMap<string, Export>
  /** Exports that the base commit does not have. */
  readonly absent: readonly string[]
}

/**
 * Opens the directory with the exports of the base commit, which the pull request cannot change.
 * @throws InputError with every mistake in them
 */
export async function openSources(gitHub: GitHub, event: Event, settings: Settings): Promise<Sources> {
  const { directoryExports: paths, federatedDomains: list, cloud } = settings
  const app = appOf(settings, event)
  const files = await readAtBase(gitHub, event, paths)
  const exports = new Map<string, Export>()
  for (const [path, bytes] of files) exports.set(path, await readExport(path, bytes))
  const all = [...exports.values()]
  const absent = paths.filter((path) => !files.has(path))
  const opened = openDirectory({ list, exports: all, later: absent, cloud, app })
  if ('mistakes' in opened) throw new InputError(opened.mistakes)
  if (!event.toMerge) refuseMissing(absent)
  const notYet = absent.map(
    (path) => `${path} is not in the base commit: it is not used, and takes effect after merge.`,
  )
  return { ...opened, exports, absent, notes: [...opened.notes, ...notYet] }
}

/**
 * Refuses paths that lead nowhere.
 * @throws InputError with all of them
 */
export function refuseMissing(paths: readonly string[]): void {
  if (paths.length === 0) return
  const cure = 'Name a file of the repository by its path from the root, such as exports/domains.csv.'
  throw new InputError(
    [...new Set(paths)].map((path) => `directory-export ${path}: there is no such file. ${cure}`),
  )
}
