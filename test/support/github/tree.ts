import { git } from './git.ts'

/** One entry of a tree, with the path from the root. */
export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly size?: number
}

/** Lists a tree, with everything below it if asked. */
export async function listTree(folder: string, rev: string, recursive: boolean): Promise<TreeEntry[]> {
  const listing = await git(folder, ['ls-tree', ...(recursive ? ['-r', '-t'] : []), '--long', '-z', rev])
  return listing
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((entry) => {
      const [, mode = '', type = '', sha = '', size, path = ''] =
        /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(entry) ?? []
      return { path, mode, type, sha, ...(type === 'blob' && { size: Number(size) }) }
    })
}
