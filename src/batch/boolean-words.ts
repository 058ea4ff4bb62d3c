import { trim } from './blanks.ts'
import { INVISIBLE } from './characters.ts'

/**
 * The words that Excel writes for TRUE and FALSE, by language. Checked against the translations of its functions in
 * https://github.com/PHPOffice/PhpSpreadsheet/tree/master/src/PhpSpreadsheet/Calculation/locale, which lacks Romanian and
 * Slovak.
 */
const EXCEL = [
  ['Czech', 'pravda', 'nepravda'],
  ['Danish', 'sand', 'falsk'],
  ['Dutch', 'waar', 'onwaar'],
  ['Finnish', 'tosi', 'epätosi'],
  ['French', 'vrai', 'faux'],
  ['German', 'wahr', 'falsch'],
  ['Hungarian', 'igaz', 'hamis'],
  ['Italian', 'vero', 'falso'],
  ['Norwegian', 'sann', 'usann'],
  ['Polish', 'prawda', 'fałsz'],
  ['Portuguese', 'verdadeiro', 'falso'],
  ['Romanian', 'adevărat', 'fals'],
  ['Russian', 'истина', 'ложь'],
  ['Slovak', 'pravda', 'nepravda'],
  ['Spanish', 'verdadero', 'falso'],
  ['Swedish', 'sant', 'falskt'],
  ['Turkish', 'doğru', 'yanlış'],
] as const

/** Other ways to say yes and no; the first is what Exchange reads. */
const OTHERS = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['on', 'off'],
  ['1', '0'],
  ['$true', '$false'],
  ['=true()', '=false()'],
  ['=true', '=false'],
] as const

/** What a word means, and in which language if it is not English: `Italian, Portuguese or Spanish`. */
interface Meaning {
  readonly means: boolean
  readonly language?: string
}

/** A word that says yes or no, as it stands in a text. */
export interface BooleanWord extends Meaning {
  /** The word alone, as it is written. */
  readonly word: string
  /** The first character beside it that does not belong there, and on which side. */
  readonly stray: { readonly character: string; readonly side: 'before' | 'behind' } | undefined
}

const WORDS = new Map<string, Meaning>()
for (const [yes, no] of OTHERS) {
  note(yes, true)
  note(no, false)
}
for (const [language, yes, no] of EXCEL) {
  note(yes, true, language)
  note(no, false, language)
}

function note(word: string, means: boolean, language?: string): void {
  const before = WORDS.get(fold(word))?.language?.replace(' or ', ', ')
  const all = before === undefined ? language : `${before} or ${language}`
  WORDS.set(fold(word), all === undefined ? { means } : { means, language: all })
}

/** Letters of any case alike; the Turkish ones without and with a dot, too. */
function fold(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('\u0307', '').replaceAll('ı', 'i')
}

const STRAY = `['‘’“”;.${INVISIBLE}\\p{White_Space}]*`
const BESIDE = new RegExp(`^(${STRAY})(.*?)(${STRAY})$`, 'su')
const LINE_END = /[\r\n\u2028\u2029]/
/** More than any word has, with all that may be beside it. */
const LONGEST = 40

/**
 * The word of the closed list that a text consists of, in one line; quotes, `;`, `.`, blanks and invisible characters may be
 * beside it.
 */
export function booleanWordOf(text: string): BooleanWord | undefined {
  if (text.length > LONGEST || LINE_END.test(text)) return undefined
  const [, before = '', word = '', behind = ''] = BESIDE.exec(text)!
  const meaning = WORDS.get(fold(word))
  if (meaning === undefined) return undefined
  const [left, right] = [trim(before), trim(behind)]
  const [side, character] =
    left === '' ? (['behind', first(right)] as const) : (['before', first(left)] as const)
  return { ...meaning, word, stray: character === undefined ? undefined : { character, side } }
}

function first(text: string): string | undefined {
  const [character] = text
  return character
}

/** Whether a text is `True`, `False` or what Excel writes for them, and nothing else. */
export function isExcelBoolean(text: string): boolean {
  const found = booleanWordOf(trim(text))
  if (found === undefined || found.word !== trim(text)) return false
  return found.language !== undefined || /^(?:true|false)$/i.test(found.word)
}
