/** Numbers that decide one thing after the other; when they run out, the first choice is taken. */
export interface Dice {
  of<T>(choices: readonly T[]): T
}

export function createDice(numbers: readonly number[]): Dice {
  let next = 0
  return { of: (choices) => choices[(numbers[next++] ?? 0) % choices.length]! }
}

/** Indices in a sheet's text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Text in the making, as it is written and as it must be after the correction. */
export interface Sheet {
  readonly text: string
  readonly cured: string
  write(part: string, cured?: string): Span
}

export function createSheet(): Sheet {
  let [text, cured] = ['', '']
  return {
    get text() {
      return text
    },
    get cured() {
      return cured
    },
    write(part, curedPart = part) {
      const start = text.length
      text += part
      cured += curedPart
      return { start, end: text.length }
    },
  }
}

/** Where a span stands, as `2:1-2:5`; `lineEnd` is what ends a line for whoever counts. */
export function placeIn(text: string, { start, end }: Span, lineEnd: RegExp): string {
  const [from, to] = [start, end].map((index) => {
    const lines = text.slice(0, index).split(lineEnd)
    return `${lines.length}:${lines.at(-1)!.length + 1}`
  })
  return `${from}-${to}`
}

/** A cell: its blanks, and what stands between them now and after the correction. */
export interface Written {
  readonly before: string
  readonly core: string
  readonly after: string
  readonly cured: string
}

/** All line ends of Exchange, and blank lines. */
export const LINE_ENDS = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '\n\n',
  '\r\n\r\n',
  '\n\r',
  '\r\r',
  '\u2029\n',
] as const
const BLANKS = ['', '', '', ' ', '\t', '\u00a0', '\u3000', '\u0085', ' \v'] as const

/**
 * Writes a value, with or without quotes and blanks as far as it allows.
 * @param word a part of it that the correction replaces by False
 */
export function writeValue(dice: Dice, value: string, word?: string): Written {
  const mustQuote = /[",\r\n\u2028\u2029]|^\p{White_Space}|\p{White_Space}$/u.test(value)
  const quoted = dice.of([false, true]) || mustQuote
  const [before, after] = [dice.of(BLANKS), dice.of(BLANKS)]
  if (!quoted) {
    const cured = word === undefined ? value : value.replace(word, 'False')
    return value === ''
      ? { before: before + after, core: '', after: '', cured: '' }
      : { before, core: value, after, cured }
  }
  const core = `"${doubled(value)}"`
  const cured = word === undefined ? core : core.replace(doubled(word), 'False')
  const indented = /[,\r\n\u2028\u2029]/.test(value) ? '' : before // csv-parse would split it, and no fix were proved
  return { before: indented, core, after: '', cured }
}

function doubled(text: string): string {
  return text.replaceAll('"', '""')
}

/** Something to be found. */
export interface Planted {
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'notice'
  readonly at: Span
  readonly row?: number
  readonly user?: string | undefined
  readonly fix?: string | undefined
}

/** Writes the cells of one record, and tells where each of them stands. */
export function writeCells(sheet: Sheet, cells: readonly Written[]): Span[] {
  return cells.map(({ before, core, after, cured }, index) => {
    sheet.write(index === 0 ? before : `,${before}`)
    const span = sheet.write(core, cured)
    sheet.write(after)
    return span
  })
}

/** The part of a span that stands in its first line. */
export function firstLine(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).search(/[\r\n]|$/) }
}

export function onlyIf(condition: boolean, finding: Planted): Planted[] {
  return condition ? [finding] : []
}
