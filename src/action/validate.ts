import * as core from '@actions/core'
import { readConfiguration } from '../configuration.ts'
import type { Export } from '../federation/exports/export.ts'
import { readExport } from '../federation/exports/read-export.ts'
import type { AppAccess } from '../federation/microsoft/access-token.ts'
import { mistakesBetween, mistakesIn } from '../federation/open.ts'
import type { Changed } from '../github/changed.ts'
import type { GitHub } from '../github/client.ts'
import { readBlobs } from '../github/contents.ts'
import { InputError } from '../mistakes.ts'
import { plain } from '../report/plain.ts'
import { type Settings, settings } from '../settings.ts'
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
  const brought = await readBroughtSettings(gitHub, configurations, prepared)
  const added = brought?.exports ?? []
  // The input wins over the configuration after the merge as well.
  const stays = brought === undefined || core.getInput('directory-export') !== ''
  const files = new Map([...entries, ...others].map((entry) => [entry.path, entry]))
  refuseMissing([...(stays ? absent : []), ...added].filter((path) => !files.has(path)))

  const changed = new Set(entries.map(({ path }) => path))
  const named = [...new Set([...(stays ? directoryExports : []), ...added])].filter((path) => files.has(path))
  const isNew = (path: string) => changed.has(path) || !exports.has(path)
  const later = new Map(named.flatMap((path) => (isNew(path) ? [] : [[path, exports.get(path)!]])))
  const unread = named.filter(isNew).map((path) => files.get(path)!)
  for await (const content of readBlobs(gitHub, unread))
    later.set(content.entry.path, await readBrought(content, exports))
  const decides = brought?.settings ?? prepared.settings
  refuseMistakes(later, decides, appOf(decides, prepared.event))
  return noteRemoved(removed.filter((path) => stays && exports.has(path)))
}

/** What will decide after the merge. */
interface Brought {
  readonly settings: Settings
  /** The exports that the configuration names, whatever the input says. */
  readonly exports: readonly string[]
}

/** The settings by the configuration which the change brings; nothing if it brings none. */
async function readBroughtSettings(
  gitHub: GitHub,
  entries: readonly Entry[],
  { event, job }: Prepared,
): Promise<Brought | undefined> {
  for await (const content of readBlobs(gitHub, entries)) {
    const { path } = content.entry
    if ('unavailable' in content) throw new InputError([`${path}: ${content.unavailable}.`])
    const { given, mistakes } = await readConfiguration(path, content.bytes)
    const brought = settings([...given, ...readInputs()], mistakes)
    appOf(brought, event)
    await refuseNameOfJob(brought.checkName, job)
    sayChanged(path)
    return { settings: brought, exports: settings(given).directoryExports }
  }
  return undefined
}

function refuseMistakes(
  later: ReadonlyMap<string, Export>,
  decides: Settings,
  app: AppAccess | undefined,
): void {
  const { federatedDomains: list, directoryExports } = decides
  const exports = directoryExports.flatMap((path) => later.get(path) ?? [])
  const mistakes = [...mistakesIn([...later.values()]), ...mistakesBetween({ list, exports, app })]
  if (mistakes.length > 0) throw new InputError(mistakes)
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
