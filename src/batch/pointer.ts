/** How the text begins that stands in for a file kept in Git LFS. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER = Buffer.from('version https://git-lfs.github.com/spec/v1\n')

/** Whether these bytes only point to a file that is kept in Git LFS. */
export function isPointer(bytes: Uint8Array): boolean {
  return POINTER.equals(bytes.subarray(0, POINTER.length))
}
