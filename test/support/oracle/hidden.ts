import { trimBlanks } from '../slow-reader.ts'
import { hasTelling, verdictOn } from './kind.ts'
import { bareName, isNearAny, isSame, OTHER_NAMES } from './names.ts'

/** What people and programs put between cells; and any blanks, by a wider reading. */
const SEPARATORS = [',', ';', '\t', '|', ':', '\uff0c', / +/]
const ANY_BLANKS = /\p{White_Space}+/u
const ADDRESS_NAMES = ['EmailAddress', ...OTHER_NAMES]
const ADDRESS = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/

/** What Excel writes for TRUE and FALSE in its languages. */
const BOOLEANS = [
  'true/false wahr/falsch vrai/faux verdadero/falso vero/falso verdadeiro/falso waar/onwaar sand/falsk',
  'sann/usann sant/falskt tosi/epätosi prawda/fałsz pravda/nepravda igaz/hamis истина/ложь doğru/yanliş',
  'adevărat/fals',
]
  .join(' ')
  .split(/[ /]/)

/** Whether a text whose first line does not name EmailAddress is a batch all the same, with a header that cannot be read. */
export function isHiddenBatch(text: string): boolean {
  const lines = firstLines(text)
  return (
    lines.some((line) => splits(line).some(namesUserAndMore)) ||
    isMarked(lines) ||
    [unquoted, bareName].every((bare) => splits(lines[0] ?? '', bare).some((cells) => isUser(cells)))
  )
}

/** Whether one of the first lines may be the header of a batch, or a row of it, by a wider reading than the design's. */
export function mayBeBatch(text: string): boolean {
  return firstLines(text)
    .flatMap((line) => [...splits(line), line.split(ANY_BLANKS).map(bareName)])
    .some((cells) => verdictOn(cells) !== 'no batch' || hasTelling(cells) || isUser(cells, /@/))
}

function firstLines(text: string): string[] {
  const lines = text.split(/[\r\n\u2028\u2029]+/)
  return lines.filter((line) => line.replaceAll('\0', '') !== '').slice(0, 5)
}

function splits(line: string, bare = bareName): string[][] {
  return SEPARATORS.map((separator) => line.split(separator).map(bare))
}

/** (a) */
function namesUserAndMore(names: readonly string[]): boolean {
  return (
    names.some((name) => isNearAny(name, ADDRESS_NAMES.slice(0, 1)) || isOther(name)) && hasTelling(names)
  )
}

const isOther = (name: string) => OTHER_NAMES.some((other) => isSame(name, other))

/** (b) */
function isMarked([first = '', second = '', third = '']: readonly string[]): boolean {
  const isMark = (line: string) => /^"?(sep=|#TYPE )/i.test(line)
  const header = isMark(first) ? (isMark(second) ? third : second) : first
  const separators = isMark(first) ? [',', ';', '\t'] : [';', '\t']
  return separators.some((separator) => {
    const names = header.split(separator).map(bareName)
    const isNamed = ['EmailAddress', 'ForceChangePassword'].some((column) =>
      names.some((name) => isSame(name, column)),
    )
    return isNamed && header.includes(separator) && verdictOn(names) === 'batch'
  })
}

const unquoted = (cell: string) => trimBlanks(cell.replace(/["'‘’“”]/g, ''))

/** (c) */
function isUser(cells: readonly string[], address = ADDRESS): boolean {
  const words = cells.filter((cell) => BOOLEANS.includes(trimBlanks(cell).toLowerCase()))
  return cells.length <= 4 && words.length === 1 && cells.some((cell) => address.test(cell))
}
