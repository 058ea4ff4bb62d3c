import { git } from './git.ts'

/** One file that differs between two commits. */
export interface Difference {
  readonly path: string
  readonly previous?: string
  /** git's letter: A, D, M, R, T. */
  readonly letter: string
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  /** The hunks as text; empty for a binary file. */
  readonly patch: string
}

const absent = '0'.repeat(40)

/** Compares two commits as they are, finding renames from 50 % likeness on. */
export async function diffOf(folder: string, from: string, to: string): Promise<Difference[]> {
  const [listing, patches] = await Promise.all([
    git(folder, ['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', from, to]),
    git(folder, ['diff-tree', '-r', '-M', '-p', from, to]),
  ])
  const tokens = listing.toString().split('\0')
  const raw = rawEntries(tokens)
  const counts = numstats(tokens)
  const hunks = patches
    .toString()
    .split(/^diff --git .*\n/m)
    .slice(1)
  return raw.map((entry, index) => {
    const [additions = 0, deletions = 0] = counts[index] ?? []
    const hunk = hunks.shift() ?? ''
    if (entry.letter === 'T') hunks.shift() // another type is drawn as a removal and an addition
    const start = hunk.search(/^@@ /m)
    return { ...entry, additions, deletions, patch: start < 0 ? '' : hunk.slice(start).replace(/\n$/, '') }
  })
}

function rawEntries(tokens: string[]) {
  const entries: Pick<Difference, 'path' | 'previous' | 'letter' | 'sha'>[] = []
  while (tokens[0]?.startsWith(':')) {
    const [, , before = '', after = '', status = ''] = (tokens.shift() as string).split(' ')
    const letter = status.slice(0, 1)
    const first = tokens.shift() as string
    const sha = after === absent ? before : after
    if (letter === 'R' || letter === 'C')
      entries.push({ letter, sha, previous: first, path: tokens.shift() as string })
    else entries.push({ letter, sha, path: first })
  }
  return entries
}

/** Binary files count as `-`, and a renamed one names both paths in tokens of their own. */
function numstats(tokens: string[]): [number, number][] {
  const counts: [number, number][] = []
  while (tokens[0]) {
    const [additions, deletions, path] = (tokens.shift() as string).split('\t')
    if (!path) tokens.splice(0, 2)
    counts.push([Number(additions) || 0, Number(deletions) || 0])
  }
  return counts
}
