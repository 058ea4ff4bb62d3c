import picomatch from 'picomatch'

const OPTIONS: picomatch.PicomatchOptions = { nocase: true, dot: true }

/** Tells whether a path matches one of the globs and none of those with `!`; case does not matter. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
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

/** The folder a glob starts in and the glob below it; `undefined` if the text is no glob. */
export function splitGlob(text: string): { base: string; glob: string } | undefined {
  const { base, glob, isGlob } = picomatch.scan(text)
  return isGlob ? { base, glob } : undefined
}
