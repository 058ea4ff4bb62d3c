import { type Column, kinds } from './kinds.ts'

const COLUMNS = [...new Set(Object.values(kinds).flatMap((kind) => kind.columns))]
const BY_LOWER_CASE = new Map<string, Column>(COLUMNS.map((column) => [column.toLowerCase(), column]))
const LONGEST = Math.max(...COLUMNS.map((column) => column.length))

/** The column that a header cell names, ignoring case. */
export function columnOf(name: string): Column | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase())
}

/**
 * The column that a header cell nearly names: a space, hyphen or underscore inside, or one or two letters off; only one in
 * the short names, which ordinary words such as Surname and Passport come close to.
 */
export function nearColumn(name: string): Column | undefined {
  if (name.length > 2 * LONGEST) return undefined
  const letters = name.toLowerCase().replace(/[\s_-]/g, '')
  const ranked = COLUMNS.map((column) => ({ column, distance: distance(letters, column.toLowerCase()) }))
  const { column, distance: off } = ranked.sort((a, b) => a.distance - b.distance)[0]!
  return off <= (column.length > 8 ? 2 : 1) ? column : undefined
}

/** The name in `known` that was probably meant by `name`: at most a third of its letters are off, and no more than three. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best !== undefined && best.distance <= Math.min(3, Math.ceil(name.length / 3))
    ? best.candidate
    : undefined
}

/** Levenshtein's distance: how many letters must be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of Array.from(a).entries()) {
    const current = [row + 1]
    for (const [column, other] of Array.from(b).entries()) {
      const changed = previous[column]! + (letter === other ? 0 : 1)
      current.push(Math.min(changed, previous[column + 1]! + 1, current[column]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}
