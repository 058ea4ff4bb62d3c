import { isUtf8 } from 'node:buffer'
import { accessSync, constants, type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import type { Entry } from '../source.ts'
import { reasonOf } from './reason.ts'

/** Files that were found, what is wrong with the asking or the finding, and what should be known of it. */
export interface Found {
  readonly entries: Entry[]
  readonly mistakes: string[]
  /** Links to folders, which are not followed. */
  readonly links: string[]
}

/** Nothing but a mistake. */
export function wrong(...mistakes: string[]): Found {
  return { entries: [], mistakes, links: [] }
}

/** Folders that hold no batch of the user's. */
export const NEVER_ENTERED = new Set(['.git', 'node_modules'])

/** Where to look, in POSIX paths; `base` is relative to `folder`, and what is matched is relative to `base`. */
export interface Walk {
  readonly folder: string
  readonly base: string
  readonly matches: (path: string) => boolean
}

/** Every file below `base` that matches. */
export function walk({ folder, base, matches }: Walk): Found {
  const found = wrong()
  const enter = (below: string) => {
    for (const child of readFolder(folder, posix.join(base, below), found.mistakes)) {
      const path = posix.join(below, child.name)
      const isWanted = child.isDirectory() ? !NEVER_ENTERED.has(child.name) : matches(path)
      if (isWanted && child.isNotUnicode) found.mistakes.push(notUnicode(posix.join(base, path)))
      else if (child.isDirectory()) {
        if (isWanted) enter(path)
      } else if (isWanted || child.isSymbolicLink())
        addFile(folder, posix.join(base, path), { found, isWanted })
    }
  }
  enter('')
  return found
}

/** What is in a folder; the name of a child that is not Unicode reads like that of another file. */
type Child = Dirent & { readonly isNotUnicode: boolean }

/** The children of a folder; nothing and a mistake if it cannot be read. */
export function readFolder(folder: string, path: string, mistakes: string[]): Child[] {
  try {
    const children = readdirSync(resolve(folder, path), { withFileTypes: true }) as Child[]
    const odd = children.some(({ name }) => name.includes('\ufffd'))
      ? oddNames(resolve(folder, path))
      : undefined
    return children.map((child, index) => Object.assign(child, { isNotUnicode: odd?.[index] ?? false }))
  } catch (error) {
    mistakes.push(`${path || '.'}: the folder cannot be read (${reasonOf(error)}).`)
    return []
  }
}

/** For each child of a folder, whether its name is not Unicode: such a name can be listed, but not opened. */
function oddNames(file: string): boolean[] {
  return readdirSync(file, { encoding: 'buffer' }).map((name) => !isUtf8(name))
}

function notUnicode(path: string): string {
  return `${path}: the name of this file or folder is not Unicode, so it cannot be told from a file of a similar name. Rename it.`
}

/** Adds a file, or notes that a link leads to a folder. */
function addFile(
  folder: string,
  path: string,
  { found, isWanted }: { readonly found: Found; readonly isWanted: boolean },
): void {
  const stats = look(folder, path)
  if (typeof stats === 'object' && stats.isDirectory()) found.links.push(path)
  else if (isWanted) {
    const { entries, mistakes } =
      typeof stats === 'object'
        ? entryOf(folder, path, stats)
        : wrong(`${path}: no file that can be read is there. Is it a broken link? Remove it or exclude it.`)
    found.entries.push(...entries)
    found.mistakes.push(...mistakes)
  }
}

/** What is at a path, following links; nothing, or why it was refused. */
export function look(folder: string, path: string): Stats | string | undefined {
  try {
    return statSync(resolve(folder, path), { throwIfNoEntry: false })
  } catch (error) {
    return reasonOf(error)
  }
}

/** The entry of a file that can be read. */
export function entryOf(folder: string, path: string, stats: Stats): Found {
  const file = resolve(folder, path)
  const name = toPosix(relative(folder, file))
  if (!stats.isFile()) return wrong(`${name}: this is not a file that can be read like a batch.`)
  try {
    accessSync(file, constants.R_OK)
  } catch (error) {
    return wrong(`${name}: the file cannot be read (${reasonOf(error)}).`)
  }
  const entry = { path: name, id: '', size: stats.size, mode: stats.mode.toString(8) }
  return { ...wrong(), entries: [entry] }
}

/** A path with slashes, whatever the system writes. */
export function toPosix(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path
}
