import { posix } from 'node:path'
import { type Child, childrenOf } from './children.ts'
import { below, isFolder } from './look.ts'
import { reasonOf } from './reason.ts'

/** Where files are looked for, and which. */
export interface Walk {
  readonly folder: string
  /** Where the walk begins, from `folder` on. */
  readonly base: string
  /** How many folders deep a file can be: 1 is in `base` itself. */
  readonly depth: number
  /** Whether a path, from `base` on, is wanted. */
  readonly matches: (path: string) => boolean
}

/** What was met, each path from `folder` on. */
export interface Walked {
  readonly files: string[]
  /** Links to folders, which are not followed. */
  readonly links: string[]
  readonly mistakes: string[]
}

const NEVER_ENTERED = new Set(['.git', 'node_modules'])

/** Folders that hold no batch of the user's. */
export function isNeverEntered(name: string): boolean {
  return NEVER_ENTERED.has(name.toLowerCase())
}

/** Every file below `base` that matches; symbolic links to folders are not followed. */
export function walk({ folder, base, depth, matches }: Walk): Walked {
  const walked: Walked = { files: [], links: [], mistakes: [] }

  function enter(path: string, level: number): void {
    for (const child of readFolder(folder, below(base, path), walked.mistakes))
      meet(child, posix.join(path, child.name), level)
  }

  function meet({ name, kind, broken }: Child, path: string, level: number): void {
    const place = below(base, path)
    if (kind === 'folder' || (kind === 'link' && isFolder(folder, place))) {
      if (level === depth || isNeverEntered(name)) return
      if (broken !== undefined) walked.mistakes.push(sayBroken(broken))
      else if (kind === 'link') walked.links.push(place)
      else enter(path, level + 1)
    } else if (matches(path)) {
      if (broken === undefined) walked.files.push(place)
      else walked.mistakes.push(sayBroken(broken))
    }
  }

  enter('', 1)
  return walked
}

/** What a folder holds; if it cannot be read, nothing and a mistake more. */
export function readFolder(folder: string, path: string, mistakes: string[]): Child[] {
  try {
    return childrenOf(folder, path)
  } catch (error) {
    mistakes.push(`${path || '.'}: the folder cannot be read (${reasonOf(error)}).`)
    return []
  }
}

/** A name that the system's calls cannot be given as text. */
export function sayBroken(name: string): string {
  return `${name}: this name is not Unicode, so what it names cannot be read. Rename it.`
}
