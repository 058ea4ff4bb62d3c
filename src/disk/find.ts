import { accessSync, constants, type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import { EVERY_CSV, matcher, matcherFrom, splitGlob } from '../globs.ts'
import { byPath, type Entry } from '../source.ts'
import { reasonOf } from './reason.ts'

/** The files that were asked for, and what is wrong with the asking. */
export interface Found {
  readonly entries: Entry[]
  readonly mistakes: string[]
}

/** Folders that hold no batch of the user's. */
const NEVER_ENTERED = new Set(['.git', 'node_modules'])

/** The files, folders and globs named on the command line, each file once, in path order. */
export async function findTargets(folder: string, targets: readonly string[]): Promise<Found> {
  const { entries, mistakes } = join(await Promise.all(targets.map((target) => findTarget(folder, target))))
  const once = new Map(entries.map((entry) => [entry.path, entry]))
  return { entries: [...once.values()].sort(byPath), mistakes: [...new Set(mistakes)] }
}

/**
 * The files below `folder` that the globs match, in path order.
 * @param from the folder that the globs are relative to, if it is another one
 */
export async function findMatching(folder: string, globs: readonly string[], from = ''): Promise<Found> {
  const { entries, mistakes } = await walk({ folder, base: '', matches: await matcherFrom(from, globs) })
  return { entries: entries.sort(byPath), mistakes }
}

async function findTarget(folder: string, target: string): Promise<Found> {
  const path = toPosix(target)
  const stats = look(folder, path)
  if (typeof stats === 'string') return wrong(`${target}: it cannot be read (${stats}).`)
  if (stats?.isDirectory()) return findFolder(folder, path)
  if (stats !== undefined) return entryOf(folder, path, stats)
  const glob = await splitGlob(path)
  if (glob === undefined) return wrong(`${target}: there is no such file or folder.`)
  const matches = await matcher([glob.glob])
  const walks = basesOf(folder, glob.base).map((base) => walk({ folder, base, matches }))
  const found = join(await Promise.all(walks))
  if (found.entries.length > 0 || found.mistakes.length > 0) return found
  return wrong(`${target}: no file matches. Name a file, a folder or another pattern.`)
}

/** The folders that a glob starts in: case does not matter there either. */
function basesOf(folder: string, base: string): string[] {
  const names = base.split('/')
  if (names.some((name) => NEVER_ENTERED.has(name))) return []
  if (typeof look(folder, base) === 'object') return [base]
  const root = posix.isAbsolute(base) ? '/' : ''
  return names.reduce(
    (parents, name) => parents.flatMap((parent) => foldersNamed(folder, parent, name)),
    [root],
  )
}

function foldersNamed(folder: string, parent: string, name: string): string[] {
  if (/^\.{0,2}$/.test(name)) return [posix.join(parent, name)]
  return readFolder(folder, parent, [])
    .filter((child) => child.isDirectory() && child.name.toLowerCase() === name.toLowerCase())
    .filter((child) => !NEVER_ENTERED.has(child.name))
    .map((child) => posix.join(parent, child.name))
}

function join(found: readonly Found[]): Found {
  return {
    entries: found.flatMap(({ entries }) => entries),
    mistakes: found.flatMap(({ mistakes }) => mistakes),
  }
}

async function findFolder(folder: string, path: string): Promise<Found> {
  if (!/\.csv$/i.test(path)) return walk({ folder, base: path, matches: await matcher([EVERY_CSV]) })
  return wrong(`${path}: this is a folder, not a file. Write ${path}/ to check the batches in it.`)
}

interface Walk {
  readonly folder: string
  readonly base: string
  readonly matches: (path: string) => boolean
}

/** Every file below `base` that matches; symbolic links to folders are not followed. */
async function walk({ folder, base, matches }: Walk): Promise<Found> {
  const found: Found = { entries: [], mistakes: [] }
  const enter = (below: string) => {
    for (const child of readFolder(folder, posix.join(base, below), found.mistakes)) {
      const path = posix.join(below, child.name)
      if (child.isDirectory()) {
        if (!NEVER_ENTERED.has(child.name)) enter(path)
      } else if (matches(path)) addFile(folder, posix.join(base, path), found)
    }
  }
  enter('')
  return found
}

function readFolder(folder: string, path: string, mistakes: string[]): Dirent[] {
  try {
    return readdirSync(resolve(folder, path), { withFileTypes: true })
  } catch (error) {
    mistakes.push(`${path || '.'}: the folder cannot be read (${reasonOf(error)}).`)
    return []
  }
}

function addFile(folder: string, path: string, found: Found): void {
  const stats = look(folder, path)
  if (typeof stats === 'object' && stats.isDirectory()) return
  const { entries, mistakes } =
    typeof stats === 'object'
      ? entryOf(folder, path, stats)
      : wrong(`${path}: no file that can be read is there. Is it a broken link? Remove it or exclude it.`)
  found.entries.push(...entries)
  found.mistakes.push(...mistakes)
}

/** What stands at a path, following links; nothing, or why it was refused. */
function look(folder: string, path: string): Stats | string | undefined {
  try {
    return statSync(resolve(folder, path), { throwIfNoEntry: false })
  } catch (error) {
    return reasonOf(error)
  }
}

function entryOf(folder: string, path: string, stats: Stats): Found {
  const file = resolve(folder, path)
  const name = toPosix(relative(folder, file))
  if (!stats.isFile()) return wrong(`${name}: this is not a file that can be read like a batch.`)
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    return wrong(`${name}: the file cannot be read (${reasonOf(error)}).`)
  }
  return { entries: [{ path: name, id: '', size: stats.size, mode: stats.mode.toString(8) }], mistakes: [] }
}

function wrong(mistake: string): Found {
  return { entries: [], mistakes: [mistake] }
}

function toPosix(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path
}
