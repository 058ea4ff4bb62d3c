import { type BigIntStats, fstatSync, statSync } from 'node:fs'

/**
 * What two names of one file have in common, through whatever links; nothing if there is no file.
 * Windows' numbers are larger than those that a JavaScript number keeps apart.
 * @param file a path, or the number of an open file
 */
export function identityOf(file: string | number): string | undefined {
  const stats = statsOf(file)
  return stats?.isFile() ? `${stats.dev}:${stats.ino}` : undefined
}

function statsOf(file: string | number): BigIntStats | undefined {
  try {
    return typeof file === 'number' ? fstatSync(file, { bigint: true }) : statSync(file, { bigint: true })
  } catch {
    return undefined
  }
}
