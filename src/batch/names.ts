import { trim } from './blanks.ts'
import { type Column, kinds } from './kinds.ts'

const COLUMNS = [...new Set(Object.values(kinds).flatMap((kind) => kind.columns))]
const BY_LOWER_CASE = new Map<string, Column>(COLUMNS.map((column) => [column.toLowerCase(), column]))
const LONGEST = Math.max(...COLUMNS.map((column) => column.length))

/** The column that a header cell names, ignoring case. */
export function columnOf(name: string): Column | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase())
}

/** Other spellings of a column that letters alone do not bring near. */
const ALIASES = new Map<string, Column>([['forcepasswordchange', 'ForceChangePassword']])
const SPELLINGS = [...BY_LOWER_CASE, ...ALIASES]

/** What the exports of other tools call the column with the addresses. */
const OTHER_ADDRESS_NAMES = new Set([
  'email',
  'mail',
  'primarysmtpaddress',
  'smtpaddress',
  'windowsemailaddress',
])

/** Quotes of every kind, characters that nobody sees, and what stands in for a character that was lost. */
const NO_PART_OF_A_NAME = /["'\u2018\u2019\u201c\u201d\ufffd]|\p{Cc}|\p{Cf}/gu

/** What is left of a name without quotes, invisible characters, U+FFFD, and white space at its edges. */
export function bareName(text: string): string {
  return trim(text.replace(NO_PART_OF_A_NAME, ''))
}

/**
 * The column that a header cell nearly names: with quotes or invisible characters in it, with a blank, hyphen or underscore
 * inside, or one letter off (two in names of ten letters or more).
 */
export function nearColumn(name: string): Column | undefined {
  if (name.length > 2 * LONGEST) return undefined
  const letters = lettersOf(name)
  const near = SPELLINGS.map(([spelling, column]) => ({
    column,
    distance: distance(letters, spelling),
    allowed: spelling.length < 10 ? 1 : 2,
  })).filter(({ distance, allowed }) => distance <= allowed)
  return near.sort((a, b) => a.distance - b.distance)[0]?.column
}

/** Whether a header cell has a name that other tools give to the column with the addresses. */
export function isOtherAddressName(name: string): boolean {
  return OTHER_ADDRESS_NAMES.has(lettersOf(name))
}

function lettersOf(name: string): string {
  return bareName(name)
    .toLowerCase()
    .replace(/[\s_-]/g, '')
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
