/** A file that may be a batch. */
export interface Entry {
  /** POSIX, relative to the root of what is checked. */
  readonly path: string
  /** The blob's SHA-1 on GitHub; empty on disk. */
  readonly id: string
  /** Bytes. */
  readonly size: number
  /** git's mode, such as 100644. */
  readonly mode: string
  /** Whether somebody asked for this very file: a path that was typed, or standard input; nothing was searched. */
  readonly named: boolean
}

/** A file's bytes, valid until the next one is read, or why it has none for us. */
export type Content =
  | { readonly entry: Entry; readonly bytes: Uint8Array }
  | { readonly entry: Entry; readonly unavailable: string }

/** A corrected file. */
export interface Correction {
  readonly path: string
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Orders paths by their UTF-16 code units, the same on every machine. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : Number(a.path > b.path)
}

/** Where a corrected file goes; gives why it was refused, or nothing. */
export type Target = (correction: Correction) => string | undefined
