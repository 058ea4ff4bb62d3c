import { isAddress } from './address.ts'
import { trim } from './blanks.ts'
import { type BooleanWord, booleanWordOf } from './boolean-words.ts'

/** What may separate the cells of a line; a blank stands for any number of blanks. */
export const SEPARATORS = [',', ';', '\t', '|', ':', '\uff0c', ' '] as const
export type Separator = (typeof SEPARATORS)[number]

/** The cells of a line, as they are written. */
export function cellsOf(line: string, separator: Separator): string[] {
  return separator === ' ' ? trim(line).split(/[ \t\u00a0]+/) : line.split(separator)
}

const QUOTES = /["'\u2018\u2019\u201c\u201d]/g

/** A cell without quotes of any kind and without white space at its edges. */
export function bare(cell: string): string {
  return trim(cell.replace(QUOTES, ''))
}

/** The most cells of a row that is taken for one where no header is. */
const MOST_CELLS = 4

/** What separates the cells of a line that is a user's row. */
export function separatorOfRow(line: string): Separator | undefined {
  return SEPARATORS.find((separator) => isRow(line, separator))
}

/** Whether a line is a user's row: an address, one True or False in any language, and little else. */
function isRow(line: string, separator: Separator): boolean {
  const cells = cellsOf(line, separator).map(bare)
  const booleans = cells.filter((cell) => isExcelWord(booleanWordOf(cell)))
  return cells.length <= MOST_CELLS && booleans.length === 1 && cells.some(isAddress)
}

function isExcelWord(word: BooleanWord | undefined): boolean {
  return word !== undefined && (word.language !== undefined || /^(true|false)$/i.test(word.word))
}
