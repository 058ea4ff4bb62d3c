import type { Entry } from '../source.ts'
import type { GitHub } from './client.ts'
import { comparePull } from './compare.ts'
import type { Event } from './event.ts'
import { findTree, listTree, type Tree } from './trees.ts'

/** What a run has to check. */
export interface Changed {
  /** Regular files as they are at the head, in path order. */
  readonly entries: Entry[]
  /** Paths of links and submodules. */
  readonly skipped: string[]
  /** All other regular files of the head, in path order, whether wanted or not. */
  readonly others: Entry[]
  /** Paths of what is removed, also by a new name. */
  readonly removed: string[]
  /** Whether all files were taken because the commit to compare with is not known any more. */
  readonly all: boolean
}

/**
 * Lists what `wanted` matches among the files that the event is about and, if there is any of that, what else there is. It
 * asks for commits only, by their SHA: where a branch points meanwhile does not matter.
 * @throws InputError if GitHub refuses
 */
export async function listChanged(
  gitHub: GitHub,
  event: Event,
  wanted: (path: string) => boolean,
): Promise<Changed> {
  const { head, since } = event
  const pulled = event.pull && (await comparePull(gitHub, event))
  const listed = pulled?.paths
  if (listed !== undefined && ![...listed].some(wanted)) return NOTHING
  const tree = await listTree(gitHub, head)
  if (listed !== undefined) return changedIn(tree, (path) => listed.has(path) && wanted(path), listed)

  const before = pulled?.start ?? since
  const old = before === undefined ? undefined : await findTree(gitHub, before)
  if (old === undefined) return { ...changedIn(tree, wanted, []), all: before !== undefined }
  const different = differencesOf(old, tree)
  return changedIn(tree, (path) => different.has(path) && wanted(path), different)
}

const NOTHING: Changed = { entries: [], skipped: [], others: [], removed: [], all: false }

/** @param paths which may be there no more */
function changedIn(
  { files, links }: Tree,
  isChanged: (path: string) => boolean,
  paths: Iterable<string>,
): Changed {
  const there = new Set([...files, ...links].map(({ path }) => path))
  return {
    entries: files.filter(({ path }) => isChanged(path)),
    skipped: links.filter(({ path }) => isChanged(path)).map(({ path }) => path),
    others: files.filter(({ path }) => !isChanged(path)),
    removed: [...paths].filter((path) => !there.has(path) && isChanged(path)),
    all: false,
  }
}

/** Paths of what is new, other or gone. */
function differencesOf(before: Tree, after: Tree): Set<string> {
  const old = new Map([...before.files, ...before.links].map((entry) => [entry.path, entry]))
  const paths = new Set<string>()
  for (const { path, id, mode } of [...after.files, ...after.links]) {
    const was = old.get(path)
    if (was?.id !== id || was.mode !== mode) paths.add(path)
    old.delete(path)
  }
  for (const path of old.keys()) paths.add(path)
  return paths
}
