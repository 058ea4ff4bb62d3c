import { isUtf8 } from 'node:buffer'
import { type Dirent, readdirSync } from 'node:fs'
import { resolve } from 'node:path'

/** Something in a folder. */
export interface Child {
  readonly name: string
  readonly kind: 'folder' | 'link' | 'file'
  /** Its bytes as text, if they are not Unicode: `name` cannot name it then, and may name another file. */
  readonly broken: string | undefined
}

/**
 * What a folder holds.
 * @throws the system's error if it cannot be read
 */
export function childrenOf(folder: string, path: string): Child[] {
  const place = resolve(folder, path)
  const children = readdirSync(place, { withFileTypes: true })
  if (!children.some(({ name }) => name.includes('\ufffd')))
    return children.map((child) => ({ name: child.name, kind: kindOf(child), broken: undefined }))
  return readdirSync(place, { withFileTypes: true, encoding: 'buffer' }).map((child) => ({
    name: child.name.toString(),
    kind: kindOf(child),
    broken: isUtf8(child.name) ? undefined : spell(child.name),
  }))
}

function kindOf(child: Dirent | Dirent<Buffer>): Child['kind'] {
  if (child.isDirectory()) return 'folder'
  return child.isSymbolicLink() ? 'link' : 'file'
}

/** `b\xff.csv`, as a shell shows it. */
function spell(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
  ).join('')
}
