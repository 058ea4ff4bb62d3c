import { posix } from 'node:path'
import type { PicomatchOptions } from 'picomatch'

/** `i`: case does not matter. `s`: a line break in a name is a character like any other. */
const OPTIONS: PicomatchOptions = { flags: 'is', dot: true }
/** The glob of most runs, which is not worth loading a library for. */
export const EVERY_CSV = '**/*.csv'

/** Tells whether a path matches one of the globs and none of those with `!`; case does not matter. */
export async function matcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  if (globs.length === 1 && globs[0] === EVERY_CSV) return (path) => /\.csv$/i.test(path)
  const { default: picomatch } = await import('picomatch')
  const wanted = picomatch(
    globs.filter((glob) => !glob.startsWith('!')),
    OPTIONS,
  )
  const unwanted = picomatch(
    globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)),
    OPTIONS,
  )
  return (path) => wanted(path) && !unwanted(path)
}

/** The same by globs that are relative to a folder; what is not below it does not match. */
export async function matcherFrom(
  base: string,
  globs: readonly string[],
): Promise<(path: string) => boolean> {
  const matches = await matcher(globs)
  if (base === '') return matches
  return (path) => {
    const below = posix.relative(base, path)
    return !below.startsWith('../') && matches(below)
  }
}

/** The folder a glob starts in and the glob below it; `undefined` if the text is no glob. */
export async function splitGlob(text: string): Promise<{ base: string; glob: string } | undefined> {
  const { default: picomatch } = await import('picomatch')
  const { base, glob, isGlob } = picomatch.scan(text)
  return isGlob ? { base, glob } : undefined
}
