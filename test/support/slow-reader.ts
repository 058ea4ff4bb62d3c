/**
 * Reads a batch character by character, as Exchange was seen to read it, for comparison with the fast reader. It shares
 * nothing with src/ and takes its time.
 */
export interface SlowCell {
  /** As Exchange reads it; `undefined` where readers differ. */
  readonly value: string | undefined
  /** UTF-8 offsets without outer blanks, with quotes. */
  readonly start: number
  readonly end: number
  /** Where it stands for an editor, 1-based, columns in UTF-16 units. */
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface SlowRow {
  /** Exchange's number: the header is 0. */
  readonly number: number
  readonly start: number
  readonly end: number
  readonly cells: readonly SlowCell[]
}

/** One character and where it stands. */
interface Character {
  readonly text: string
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly insideQuotes: boolean
}

const isLineEnd = (character: Character) =>
  !character.insideQuotes && /[\r\n\u2028\u2029]/.test(character.text)
const isComma = (character: Character) => !character.insideQuotes && character.text === ','
const isBlank = (character: Character) => /\p{White_Space}/u.test(character.text)

/** The records of a text that has no mark, blank lines left out; half a character, which only UTF-16 has, is read as U+FFFD. */
export function readSlowly(text: string): SlowRow[] {
  const all = place(text.replace(/\p{Surrogate}/gu, '\ufffd'))
  return splitAt(all.slice(0, -1), isLineEnd)
    .filter((record) => record.length > 0)
    .map((record, number) => {
      const after = all[all.indexOf(record.at(-1)!) + 1]!
      return { number, start: record[0]!.offset, end: after.offset, cells: readCells(record, after) }
    })
}

/** Every character, and one more of no width for the end of the text. */
function place(text: string): Character[] {
  const characters: Character[] = []
  let next = { offset: 0, line: 1, column: 1 }
  let insideQuotes = false
  const letters = [...text]
  letters.forEach((letter, index) => {
    if (letter === '"') insideQuotes = !insideQuotes
    characters.push({ text: letter, insideQuotes, ...next })
    const endsLine = letter === '\n' || (letter === '\r' && letters[index + 1] !== '\n')
    next = {
      offset: next.offset + Buffer.byteLength(letter),
      line: next.line + (endsLine ? 1 : 0),
      column: endsLine ? 1 : next.column + letter.length,
    }
  })
  return [...characters, { text: '', insideQuotes: false, ...next }]
}

function readCells(record: readonly Character[], afterRecord: Character): SlowCell[] {
  const commas = record.filter(isComma)
  return splitAt(record, isComma).map((characters, index) =>
    readCell(characters, commas[index] ?? afterRecord),
  )
}

/** @param after the comma, line end or end of text behind the cell */
function readCell(characters: readonly Character[], after: Character): SlowCell {
  const first = characters.findIndex((character) => !isBlank(character))
  const last = characters.findLastIndex((character) => !isBlank(character))
  const start = characters[first] ?? after
  const end = characters[last + 1] ?? after
  return {
    value: readValue(characters.map((character) => character.text).join('')),
    start: start.offset,
    end: first < 0 ? start.offset : end.offset,
    line: start.line,
    column: start.column,
    endLine: first < 0 ? start.line : end.line,
    endColumn: first < 0 ? start.column : end.column,
  }
}

/** Text without the white space of .NET at its edges, which is not quite that of JavaScript. */
export function trimBlanks(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')
}

/** Trims, takes the outer quotes off, makes doubled quotes one; gives up if the quotes are not so simple. */
function readValue(raw: string): string | undefined {
  if (!raw.includes('"')) return trimBlanks(raw)
  const quoted = /^\p{White_Space}*"((?:[^"]|"")*)"$/u.exec(raw)
  return quoted?.[1]?.replaceAll('""', '"')
}

function splitAt<T>(items: readonly T[], separates: (item: T) => boolean): T[][] {
  const parts: T[][] = [[]]
  for (const item of items) {
    if (separates(item)) parts.push([])
    else parts.at(-1)!.push(item)
  }
  return parts
}
