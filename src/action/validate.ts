import * as core from '@actions/core'
import { readConfiguration } from '../configuration.ts'
import type { Export } from '../federation/exports/export.ts'
import { readExport } from '../federation/exports/read-export.ts'
import { mistakesIn } from '../federation/open.ts'
import type { Changed } from '../github/changed.ts'
import type { GitHub } from '../github/client.ts'
import { readBlobs } from '../github/contents.ts'
import { InputError } from '../mistakes.ts'
import { plain } from '../report/plain.ts'
import { settings } from '../settings.ts'
import type { Content, Entry } from '../source.ts'
import { appOf } from './app.ts'
import { readInputs } from './inputs.ts'
import { refuseNameOfJob } from './job.ts'
import type { Prepared } from './prepare.ts'
import { refuseMissing } from './sources.ts'

/**
 * Validates the configuration and the exports as they will be after the merge, so that broken ones are not merged. Nothing
 * that the change brings is applied; what the base has decides.
 * @returns what should be known after the merge
 * @throws InputError with every mistake in them
 */
export async function validateWhatDecides(
  gitHub: GitHub,
  { entries, others, removed, skipped }: Changed,
  prepared: Prepared,
): Promise<string[]> {
  const { configuration, exports, absent } = prepared
  const { directoryExports } = prepared.settings
  refuseLinks(skipped.filter((path) => path === configuration || directoryExports.includes(path)))
  const configurations = entries.filter(({ path }) => path === configuration)
  const brought = await readBroughtExports(gitHub, configurations, prepared)
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

/** The exports that the configuration names which the change brings; nothing if it brings none. */
async function readBroughtExports(
  gitHub: GitHub,
  entries: readonly Entry[],
  { event, job }: Prepared,
): Promise<readonly string[] | undefined> {
  for await (const content of readBlobs(gitHub, entries)) {
    const { path } = content.entry
    if ('unavailable' in content) throw new InputError([`${path}: ${content.unavailable}.`])
    const { given, mistakes } = await readConfiguration(path, content.bytes)
    const brought = settings([...given, ...readInputs()], mistakes)
    appOf(brought, event)
    await refuseNameOfJob(brought.checkName, job)
    sayChanged(path)
    return settings(given).directoryExports
  }
  return undefined
}

function refuseLinks(paths: readonly string[]): void {
  if (paths.length === 0) return
  throw new InputError(paths.map((path) => `${path} is a link. Put the file itself there.`))
}

function noteRemoved(paths: readonly string[]): string[] {
  const notes = paths.map((path) => `${path} is removed here: after merge directory-export must not name it.`)
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
  core.info(plain(`${path} is changed here: what it changes takes effect after merge.`))
}
