import { type BooleanWord, booleanWordOf } from './boolean-words.ts'
import {
  type FirstRecord,
  findNames,
  type LineAbove,
  lineAbove,
  quotesOf,
  type WrongQuotes,
} from './find-names.ts'
import type { Reading, WrongEncoding } from './first-lines.ts'
import { kindOfNames, type Names } from './header.ts'
import type { Kind } from './kinds.ts'
import { bare, cellsOf, type Separator, separatorOfRow } from './split-line.ts'

/** Why Exchange finds no column named EmailAddress although a batch is meant, all that is wrong at once. */
export interface HiddenHeader {
  /** The kind of batch whose columns are named; `unknown` if they are named nowhere. */
  readonly kind: Kind
  /** What it names; nothing if the first line is a user's row, so that the header was left out. */
  readonly names: Names | undefined
  readonly above: readonly LineAbove[]
  /** The line with the names, from 1 on, as editors count. */
  readonly line: number
  readonly separator: Separator
  readonly encoding: WrongEncoding | undefined
  /** Which quotes are around the names, or how double ones are wrong. */
  readonly quotes: readonly WrongQuotes[]
  /** Words in ForceChangePassword that mean True or False and are neither. */
  readonly words: readonly BooleanWord[]
}

/**
 * Finds the batch that is meant where no column is named EmailAddress.
 * @param readings the beginning of the file, in the ways it may have been written
 */
export function findHiddenHeader(readings: readonly Reading[], first: FirstRecord): HiddenHeader | undefined {
  const found = readings.map((reading) => findIn(reading, first))
  const known = found.filter((hidden) => hidden !== undefined)
  return known.reduce<HiddenHeader | undefined>(
    (best, hidden) => (best !== undefined && best.words.length >= hidden.words.length ? best : hidden),
    undefined,
  )
}

function findIn({ lines, encoding }: Reading, first: FirstRecord): HiddenHeader | undefined {
  const header = findNames(lines, { ...first, wide: encoding !== undefined && /^utf/.test(encoding) })
  const top = lines[0]
  if (top === undefined) return undefined
  const found = { encoding, above: [], quotes: [], words: [], line: top.number } as const
  if (header === undefined) {
    const separator = separatorOfRow(top.text)
    return separator && { ...found, kind: 'unknown', names: undefined, separator }
  }
  const { index, separator, names } = header
  const line = lines[index]!
  return {
    ...found,
    kind: kindOfNames(names) ?? 'unknown',
    names,
    separator,
    line: line.number,
    above: lines.slice(0, index).map(({ text }) => lineAbove(text)),
    quotes: quotesOf(line.text, index === 0 && separator === ',' && first.tangled),
    words: wordsBelow(
      lines.slice(index + 1).map(({ text }) => text),
      { separator, names },
    ),
  }
}

/** The words in the column ForceChangePassword of some lines that stand for True or False, each once. */
function wordsBelow(
  lines: readonly string[],
  { separator, names }: { readonly separator: Separator; readonly names: Names },
): BooleanWord[] {
  const column =
    names.columns.get('ForceChangePassword') ?? names.near.get('ForceChangePassword')?.index ?? names.width
  const found = lines.flatMap((line) => booleanWordOf(bare(cellsOf(line, separator)[column] ?? '')) ?? [])
  const words = found.filter(({ language }) => language !== undefined)
  return [...new Map(words.map((word) => [word.word.toLowerCase(), word])).values()]
}
