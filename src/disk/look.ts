import { lstatSync, type Stats, statSync } from 'node:fs'
import { join, parse, resolve, sep } from 'node:path'
import { reasonOf } from './reason.ts'

/** What is at a path, following links; nothing, or why the system refuses to say. */
export function look(folder: string, path: string): Stats | string | undefined {
  try {
    return statSync(resolve(folder, path), { throwIfNoEntry: false })
  } catch (error) {
    return reasonOf(error)
  }
}

export function isFolder(folder: string, path: string): boolean {
  const stats = look(folder, path)
  return typeof stats === 'object' && stats.isDirectory()
}

/** Whether a symbolic link is at a path, wherever it leads. */
export function isLink(folder: string, path: string): boolean {
  try {
    return lstatSync(resolve(folder, path)).isSymbolicLink()
  } catch {
    return false
  }
}

export function toPosix(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path
}

/** A path below another, with slashes; unlike `posix.join` it keeps the two that begin the name of a Windows server. */
export function below(parent: string, name: string): string {
  return toPosix(join(parent, name))
}

/** The names along a path, each with the folder that it is looked for in. */
export function* partsOf(path: string): Generator<{ parent: string; name: string }> {
  const { root } = parse(path)
  let parent = toPosix(root)
  for (const name of path.slice(root.length).split('/')) {
    yield { parent, name }
    parent = below(parent, name)
  }
}
