import { accessSync, constants } from 'node:fs'
import { relative, resolve } from 'node:path'
import { EVERY_CSV, matcher, matcherFrom } from '../globs.ts'
import { byPath, type Entry } from '../source.ts'
import { findGlob, walkThroughLinks } from './find-glob.ts'
import { look, toPosix } from './look.ts'
import { brokenAlike, sayMissing } from './missing.ts'
import { reasonOf } from './reason.ts'
import { sayBroken, type Walked, walk } from './walk.ts'

/** The files that were asked for, what is wrong with the asking, and what should be known of it. */
export interface Found {
  readonly entries: readonly Entry[]
  readonly mistakes: readonly string[]
  readonly notes: readonly string[]
}

/**
 * The files, folders and globs of the command line, each file once, in path order.
 * @param named whether a file whose path is written out counts as named
 */
export async function findTargets(
  folder: string,
  targets: readonly string[],
  named: boolean,
): Promise<Found> {
  return collect(folder, await Promise.all(targets.map((target) => findTarget(folder, target, named))))
}

/**
 * The files below `folder` that the globs match, in path order.
 * @param from the folder that the globs are relative to, if it is another one
 * @throws InputError if a glob cannot be read
 */
export async function findMatching(folder: string, globs: readonly string[], from = ''): Promise<Found> {
  const matches = await matcherFrom(from, globs)
  const everywhere = walk({ folder, base: '', depth: Number.POSITIVE_INFINITY, matches })
  const linked = await walkThroughLinks({ folder, globs, from, matches })
  return collect(folder, [everywhere, ...linked].map(asSearched))
}

/** What was met, and whether it was named. */
interface Met extends Walked {
  readonly named: boolean
}

async function findTarget(folder: string, target: string, named: boolean): Promise<Met> {
  const path = toPosix(target)
  const stats = look(folder, path)
  if (typeof stats === 'string') return wrong(`${target}: it cannot be read (${stats}).`)
  const broken = brokenAlike(folder, path)
  if (broken !== undefined) return wrong(sayBroken(broken))
  if (stats?.isDirectory()) return findFolder(folder, path)
  if (stats !== undefined) return { files: [path], links: [], mistakes: [], named }
  const walked = await findGlob(folder, target)
  return walked === undefined
    ? wrong(`${target}: ${sayMissing(folder, path, 'file or folder')}.${hintAtOptions(path)}`)
    : asSearched(walked)
}

/** `/fix` is how the commands of Windows have their options. */
function hintAtOptions(path: string): string {
  return /^\/[a-z][a-z-]*(:|$)/i.test(path) ? ' Options begin with two hyphens: see --help.' : ''
}

async function findFolder(folder: string, path: string): Promise<Met> {
  if (/\.csv$/i.test(path))
    return wrong(`${path}: this is a folder, not a file. Write ${path}/ to check the batches in it.`)
  const matches = await matcher([EVERY_CSV])
  return asSearched(walk({ folder, base: path, depth: Number.POSITIVE_INFINITY, matches }))
}

function asSearched(walked: Walked): Met {
  return { ...walked, named: false }
}

function wrong(mistake: string): Met {
  return { files: [], links: [], mistakes: [mistake], named: false }
}

function collect(folder: string, met: readonly Met[]): Found {
  const entries = new Map<string, Entry>()
  const mistakes = met.flatMap((each) => each.mistakes)
  for (const { files, named } of met)
    for (const file of files) {
      const found = entryOf(folder, file, named)
      if (typeof found === 'string') mistakes.push(found)
      else if (named || !entries.has(found.identity)) entries.set(found.identity, found.entry)
    }
  const inOrder = [...entries.values()].sort(byPath)
  return { entries: inOrder, mistakes: [...new Set(mistakes)], notes: sayLinks(folder, met, inOrder) }
}

/** An entry, and what tells two files apart where two ways to write a name lead to one; or a mistake. */
function entryOf(folder: string, path: string, named: boolean): { entry: Entry; identity: string } | string {
  const file = resolve(folder, path)
  const name = nameIn(folder, path)
  const stats = look(folder, path)
  if (typeof stats !== 'object')
    return `${name}: no file that can be read is there. Is it a broken link? Remove it or exclude it.`
  if (!stats.isFile()) return `${name}: this is not a file that can be read like a batch.`
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    return `${name}: the file cannot be read (${reasonOf(error)}).`
  }
  const { dev, ino, size, mode } = stats
  const entry = { path: name, id: '', size, mode: mode.toString(8), named }
  return { entry, identity: `${dev}:${ino}:${name.toLowerCase()}` }
}

/** How many links a sentence names. */
const SHOWN = 5

function sayLinks(folder: string, met: readonly Met[], entries: readonly Entry[]): string[] {
  const links = new Set(met.flatMap((each) => each.links.map((link) => nameIn(folder, link))))
  const passed = [...links].filter((link) => !entries.some(({ path }) => path.startsWith(`${link}/`))).sort()
  if (passed.length === 0) return []
  const more = passed.length > SHOWN ? ` and ${passed.length - SHOWN} more` : ''
  const names = passed.slice(0, SHOWN).join(', ')
  return [`Links to folders are not followed: ${names}${more}. Name one to check the batches behind it.`]
}

/** A path from `folder` on. */
function nameIn(folder: string, path: string): string {
  return toPosix(relative(folder, resolve(folder, path)))
}
