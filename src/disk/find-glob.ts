import { parse, posix, relative, resolve } from 'node:path'
import { EVERY_CSV, matcher, splitGlob } from '../globs.ts'
import { InputError } from '../mistakes.ts'
import { below, isFolder, isLink, partsOf, toPosix } from './look.ts'
import { sayMissing } from './missing.ts'
import { isNeverEntered, readFolder, type Walked, walk } from './walk.ts'

/** The files that a glob on the command line matches; nothing if it is no glob. */
export async function findGlob(folder: string, target: string): Promise<Walked | undefined> {
  const split = await splitTarget(folder, target)
  if (split === undefined) return undefined
  const { start, base, glob } = split
  if (isRoot(start) && base === '' && depthOf(glob) > 1)
    return wrong(`${target}: this would search the whole disk. Name the folder that the batches are in.`)
  const { bases, mistakes } = basesOf(folder, start, base)
  const found = join([{ files: [], links: [], mistakes }, ...(await walkEach(folder, bases, glob))])
  return found.files.length > 0 || found.mistakes.length > 0
    ? found
    : wrong(`${target}: ${sayUnmatched(folder, below(start, base))}`)
}

/** What of a glob is folders that are there, what is names, and what is signs; nothing if it is no glob. */
export async function splitTarget(
  folder: string,
  target: string,
): Promise<{ start: string; base: string; glob: string } | undefined> {
  const { start, rest } = literalStart(folder, toPosix(target))
  const split = await splitGlob(rest)
  return split && { start, ...split }
}

/** Whether a path is the root of a disk: `/`, or `C:/` on Windows. */
function isRoot(path: string): boolean {
  return path !== '' && path === toPosix(parse(path).root)
}

async function walkEach(folder: string, bases: readonly string[], glob: string): Promise<Walked[]> {
  try {
    const matches = await matcher([glob])
    return bases.map((base) => walk({ folder, base, depth: depthOf(glob), matches }))
  } catch (error) {
    if (error instanceof InputError) return [{ files: [], links: [], mistakes: [...error.mistakes] }]
    throw error
  }
}

/** As much of a path as there are folders, whatever signs are in their names; at least one name is left. */
function literalStart(folder: string, path: string): { start: string; rest: string } {
  const parts = [...partsOf(path)]
  const end = parts.findIndex(({ parent, name }) => !isFolder(folder, below(parent, name)))
  const { parent } = parts[end]!
  return {
    start: parent,
    rest: parts
      .slice(end)
      .map(({ name }) => name)
      .join('/'),
  }
}

/** How many folders deep a glob reaches. */
function depthOf(glob: string): number {
  return /\*\*|\(/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length
}

/** The folders that a glob starts in: case does not matter there either. */
function basesOf(folder: string, start: string, base: string): { bases: string[]; mistakes: string[] } {
  const mistakes: string[] = []
  const names = base.split('/').filter((name) => name !== '')
  if ([...start.split('/'), ...names].some(isNeverEntered)) return { bases: [], mistakes }
  const foldersNamed = (parent: string, name: string) => {
    if (/^\.\.?$/.test(name)) return [below(parent, name)]
    return readFolder(folder, parent, mistakes)
      .filter((child) => child.broken === undefined && child.name.toLowerCase() === name.toLowerCase())
      .map((child) => below(parent, child.name))
      .filter((path) => isFolder(folder, path))
  }
  const bases = names.reduce((parents, name) => parents.flatMap((each) => foldersNamed(each, name)), [start])
  return { bases, mistakes }
}

function sayUnmatched(folder: string, base: string): string {
  if (base.split('/').some(isNeverEntered))
    return 'no file matches, because patterns never enter .git or node_modules. Name the file or its folder.'
  if (base !== '' && base !== '.' && !isFolder(folder, base))
    return `no file matches, because ${sayMissing(folder, base, 'folder')}.`
  return 'no file matches. Name a file, a folder or another pattern.'
}

interface Through {
  readonly folder: string
  readonly globs: readonly string[]
  /** The folder that the globs are relative to. */
  readonly from: string
  /** Whether a path from `folder` on is wanted. */
  readonly matches: (path: string) => boolean
}

/** What is behind the links that are written out in globs; a walk does not follow those that it meets. */
export async function walkThroughLinks({ folder, globs, from, matches }: Through): Promise<Walked[]> {
  const walked: Walked[] = []
  for (const glob of globs.filter((each) => each !== EVERY_CSV && !each.startsWith('!'))) {
    const written = (await splitGlob(glob))?.base ?? posix.dirname(glob)
    const base = toPosix(relative(folder, resolve(folder, from, written)))
    if (![...partsOf(base)].some(({ parent, name }) => isLink(folder, below(parent, name)))) continue
    if (isFolder(folder, base)) {
      const isWanted = (path: string) => matches(below(base, path))
      walked.push(walk({ folder, base, depth: Number.POSITIVE_INFINITY, matches: isWanted }))
    } else walked.push(wrong(`${glob}: ${sayMissing(folder, base, 'folder')}.`))
  }
  return walked
}

function join(walked: readonly Walked[]): Walked {
  return {
    files: walked.flatMap(({ files }) => files),
    links: walked.flatMap(({ links }) => links),
    mistakes: walked.flatMap(({ mistakes }) => mistakes),
  }
}

function wrong(mistake: string): Walked {
  return { files: [], links: [], mistakes: [mistake] }
}
