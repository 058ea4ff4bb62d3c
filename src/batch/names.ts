import { type Column, kinds } from './kinds.ts'

const COLUMNS = [...new Set(Object.values(kinds).flatMap((kind) => kind.columns))]
const BY_LOWER_CASE = new Map<string, Column>(COLUMNS.map((column) => [column.toLowerCase(), column]))
const LONGEST = Math.max(...COLUMNS.map((column) => column.length))

/** The column that a header cell names, ignoring case. */
export function columnOf(name: string): Column | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase())
}

/** Ordinary names of columns in other files that come close to a batch's. */
const ORDINARY = new Set(['surname', 'passport', 'userrole', 'usergroup'])

/** The column that a header cell nearly names: a space, hyphen or underscore inside, or one or two letters off. */
export function nearColumn(name: string): Column | undefined {
  if (name.length > 2 * LONGEST) return undefined
  const letters = name.toLowerCase().replace(/[\s_-]/g, '')
  if (ORDINARY.has(letters)) return undefined
  const ranked = COLUMNS.map((column) => ({ column, distance: distance(letters, column.toLowerCase()) }))
  const { column, distance: off } = ranked.sort((a, b) => a.distance - b.distance)[0]!
  return off <= 2 ? column : undefined
}

/** The name in `known` that was probably meant by `name`: at most a third of its letters are off, and no more than three. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best !== undefined && best.distance <= Math.min(3, Math.ceil(name.length / 3))
    ? best.candidate
    : undefined
}

/** How many letters must be put in, taken out, changed or swapped with the next one (optimal string alignment). */
function distance(a: string, b: string): number {
  let above: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          previous[column - 1]! + (same ? 0 : 1),
          previous[column]! + 1,
          current[column - 1]! + 1,
          swapped ? above[column - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    above = previous
    previous = current
  }
  return previous[b.length]!
}
