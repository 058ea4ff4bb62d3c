import * as core from '@actions/core'
import { readConfiguration } from '../configuration.ts'
import type { Export } from '../federation/exports/export.ts'
import { readExport } from '../federation/exports/read-export.ts'
import { mistakesIn } from '../federation/open.ts'
import type { GitHub } from '../github/client.ts'
import { type Changed, readBlobs } from '../github/contents.ts'
import { InputError } from '../mistakes.ts'
import { plain } from '../report/plain.ts'
import { settings } from '../settings.ts'
import type { Content, Entry } from '../source.ts'
import type { Prepared } from './prepare.ts'

/**
 * Validates the configuration and the exports as they will be after the merge, so that broken ones are not merged. Nothing
 * that the pull request brings is applied; what the base has decides.
 * @returns what should be known after the merge
 * @throws InputError with every mistake in them
 */
export async function validateWhatDecides(
  gitHub: GitHub,
  { entries, others, removed }: Changed,
  { settings: { directoryExports }, configuration, exports, absent }: Prepared,
): Promise<string[]> {
  const brought = await readBroughtExports(
    gitHub,
    entries.filter(({ path }) => path === configuration),
  )
  const added = brought ?? []
  // The input wins over the configuration after the merge as well.
  const stays = brought === undefined || core.getInput('directory-export') !== ''
  const files = new Map([...entries, ...others].map((entry) => [entry.path, entry]))
  refuseMissing([...(stays ? absent : []), ...added].filter((path) => !files.has(path)))

  const changed = new Set(entries.map(({ path }) => path))
  const named = [...new Set([...(stays ? directoryExports : []), ...added])].filter((path) => files.has(path))
  const isNew = (path: string) => changed.has(path) || !exports.has(path)
  const later = named.flatMap((path) => (isNew(path) ? [] : exports.get(path)!))
  const unread = named.filter(isNew).map((path) => files.get(path)!)
  for await (const content of readBlobs(gitHub, unread)) later.push(await readBrought(content, exports))
  const mistakes = mistakesIn(later)
  if (mistakes.length > 0) throw new InputError(mistakes)
  return noteRemoved(removed.filter((path) => stays && exports.has(path)))
}

/** The exports that the configuration names which the pull request brings; nothing if it brings none. */
async function readBroughtExports(
  gitHub: GitHub,
  entries: readonly Entry[],
): Promise<readonly string[] | undefined> {
  for await (const content of readBlobs(gitHub, entries)) {
    const { path } = content.entry
    if ('unavailable' in content) throw new InputError([`${path}: ${content.unavailable}.`])
    const { given, mistakes } = await readConfiguration(path, content.bytes)
    const { directoryExports } = settings(given, mistakes)
    sayChanged(path)
    return directoryExports
  }
  return undefined
}

function noteRemoved(paths: readonly string[]): string[] {
  const notes = paths.map(
    (path) => `${path} is removed by this pull request: after merge directory-export must not name it.`,
  )
  for (const note of notes) core.info(plain(note))
  return notes
}

async function readBrought(content: Content, exports: Prepared['exports']): Promise<Export> {
  const { path } = content.entry
  if ('unavailable' in content) throw new InputError([`${path}: ${content.unavailable}.`])
  if (exports.has(path)) sayChanged(path)
  return readExport(path, content.bytes)
}

function sayChanged(path: string): void {
  core.info(plain(`${path} is changed by this pull request: what it changes takes effect after merge.`))
}

/** Paths that lead nowhere, now and after the merge. */
function refuseMissing(paths: readonly string[]): void {
  if (paths.length === 0) return
  const cure = 'Name a file of the repository by its path from the root, such as exports/domains.csv.'
  throw new InputError(
    [...new Set(paths)].map((path) => `directory-export ${path}: there is no such file. ${cure}`),
  )
}
