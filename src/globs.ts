import { posix } from 'node:path'
import type { PicomatchOptions } from 'picomatch'
import { InputError } from './mistakes.ts'

/**
 * `i`: case does not matter. `s`: a line break in a name is a character like any other. `debug`: a pattern that is no
 * regular expression throws, where it would match nothing.
 */
const OPTIONS: PicomatchOptions = { flags: 'is', dot: true, debug: true }
/** The glob of most runs, which is not worth loading a library for. */
export const EVERY_CSV = '**/*.csv'

/**
 * Tells whether a path matches one of the globs and none of those with `!`; case does not matter.
 * @throws InputError if a glob cannot be read
 */
export async function matcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  if (globs.length === 1 && globs[0] === EVERY_CSV) return (path) => /\.csv$/i.test(path)
  const { default: picomatch } = await import('picomatch')
  const compile = (glob: string) => {
    try {
      return picomatch(glob, OPTIONS)
    } catch {
      throw new InputError([
        `The pattern ${glob.slice(0, 80)} cannot be read. Check its brackets and braces.`,
      ])
    }
  }
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(compile)
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1)))
  return (path) => wanted.some((matches) => matches(path)) && !unwanted.some((matches) => matches(path))
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
