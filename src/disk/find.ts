import { lstatSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { nearest } from '../batch/names.ts'
import { EVERY_CSV, matcher, matcherFrom, splitGlob } from '../globs.ts'
import { byPath, type Entry } from '../source.ts'
import { entryOf, type Found, look, NEVER_ENTERED, readFolder, toPosix, walk, wrong } from './walk.ts'

/**
 * The files, folders and globs of the command line, each file once, in path order.
 * @param scan whether a file that is typed counts as found, not as named
 */
export async function findTargets(folder: string, targets: readonly string[], scan = false): Promise<Found> {
  const { entries, mistakes, links } = join(
    await Promise.all(targets.map((target) => findTarget(folder, target))),
  )
  const once = new Map<string, Entry>()
  for (const entry of entries) {
    const named = !scan && (entry.named === true || once.get(entry.path)?.named === true)
    once.set(entry.path, { ...entry, named })
  }
  return { entries: [...once.values()].sort(byPath), mistakes: [...new Set(mistakes)], links }
}

/**
 * The files below `folder` that the globs match, in path order.
 * @param from the folder that the globs are relative to, if it is another one
 */
export async function findMatching(folder: string, globs: readonly string[], from = ''): Promise<Found> {
  const found = walk({ folder, base: '', matches: await matcherFrom(from, globs) })
  return { ...found, entries: found.entries.sort(byPath) }
}

/** The most links that a note names. */
const NAMED = 5

/** Says that links to folders were not followed. */
export function sayLinks(links: readonly string[]): string[] {
  if (links.length === 0) return []
  const named = [...new Set(links)].slice(0, NAMED)
  const more = links.length > named.length ? ` and ${links.length - named.length} more` : ''
  return [
    `Links to folders are not followed: ${named.join(', ')}${more}. Name a folder to check what is in it.`,
  ]
}

async function findTarget(folder: string, target: string): Promise<Found> {
  const path = toPosix(target)
  const stats = look(folder, path)
  if (typeof stats === 'string') return wrong(`${target}: it cannot be read (${stats}).`)
  if (stats?.isDirectory()) return findFolder(folder, path)
  if (stats !== undefined) return named(entryOf(folder, path, stats))
  const dangling = findDangling(folder, path)
  if (dangling !== undefined) return wrong(`${target}: ${dangling} is a link that leads nowhere.`)
  const glob = await splitGlob(path)
  return glob === undefined || isWholeDisk(path, glob.base)
    ? wrong(`${target}: there is no such file or folder.${suggestion(folder, path)}`)
    : findGlob(folder, target, glob)
}

/** Whether a glob would search a whole disk, which nobody means who writes an option as Windows does, such as /?. */
function isWholeDisk(path: string, base: string): boolean {
  return /^([a-z]:)?\//i.test(path) && /^([a-z]:)?\/?$/i.test(base)
}

function named(found: Found): Found {
  return { ...found, entries: found.entries.map((entry) => ({ ...entry, named: true })) }
}

/** The name in the same folder that was probably meant. */
function suggestion(folder: string, path: string): string {
  const names = readFolder(folder, posix.dirname(path), []).map(({ name }) => name)
  const meant = nearest(
    posix.basename(path),
    names.map((name) => name.toLowerCase()),
  )
  const name = names.find((each) => each.toLowerCase() === meant)
  return name === undefined ? '' : ` Did you mean ${posix.join(posix.dirname(path), name)}?`
}

/** The first part of a path that is a link and leads nowhere. */
function findDangling(folder: string, path: string): string | undefined {
  const parts = path.split('/')
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .find((part) => part !== '' && look(folder, part) === undefined && isLink(resolve(folder, part)))
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink()
  } catch {
    return false
  }
}

async function findGlob(
  folder: string,
  target: string,
  { base, glob }: { readonly base: string; readonly glob: string },
): Promise<Found> {
  const matches = await matcher([glob])
  const mistakes: string[] = []
  const walks = basesOf(folder, base, mistakes).map((each) => walk({ folder, base: each, matches }))
  const found = join([wrong(...mistakes), ...walks])
  if (found.entries.length > 0 || found.mistakes.length > 0) return found
  return wrong(`${target}: no file matches. Name a file, a folder or another pattern.`)
}

/** The folders that a glob starts in: case does not matter there either. */
function basesOf(folder: string, base: string, mistakes: string[]): string[] {
  const names = base.split('/')
  if (names.some((name) => NEVER_ENTERED.has(name))) return []
  if (typeof look(folder, base) === 'object') return [base]
  const root = posix.isAbsolute(base) ? '/' : ''
  return names.reduce(
    (parents, name) => parents.flatMap((parent) => foldersNamed({ folder, parent, mistakes }, name)),
    [root],
  )
}

function foldersNamed(
  { folder, parent, mistakes }: { folder: string; parent: string; mistakes: string[] },
  name: string,
): string[] {
  if (/^\.{0,2}$/.test(name)) return [posix.join(parent, name)]
  return readFolder(folder, parent, mistakes)
    .filter((child) => child.isDirectory() && child.name.toLowerCase() === name.toLowerCase())
    .filter((child) => !NEVER_ENTERED.has(child.name))
    .map((child) => posix.join(parent, child.name))
}

function join(found: readonly Found[]): Found {
  return {
    entries: found.flatMap(({ entries }) => entries),
    mistakes: found.flatMap(({ mistakes }) => mistakes),
    links: found.flatMap(({ links }) => links),
  }
}

async function findFolder(folder: string, path: string): Promise<Found> {
  if (!/\.csv$/i.test(path)) return walk({ folder, base: path, matches: await matcher([EVERY_CSV]) })
  return wrong(`${path}: this is a folder, not a file. Write ${path}/ to check the batches in it.`)
}
