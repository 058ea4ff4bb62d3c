import { trim } from './blanks.ts'

/** Characters that nobody sees, or takes for another one, by their names in Unicode in short. */
const NAMES: Readonly<Record<string, string>> = {
  '\t': 'tab',
  ' ': 'space',
  '\u0085': 'next line',
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u061c': 'direction mark',
  '\u180e': 'vowel separator',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u2010': 'hyphen that is not the one of ASCII',
  '\u2011': 'no-break hyphen',
  '\u2012': 'figure dash',
  '\u2013': 'en dash',
  '\u2014': 'em dash',
  '\u2018': 'typographic quote',
  '\u2019': 'typographic quote',
  '\u201a': 'typographic quote',
  '\u201c': 'typographic quote',
  '\u201d': 'typographic quote',
  '\u201e': 'typographic quote',
  '\u202f': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u2212': 'minus sign that is not the hyphen of ASCII',
  '\u3000': 'ideographic space',
  '\ufeff': 'zero-width no-break space, the byte-order mark',
  '\uff0e': 'full-width full stop',
  '\uff20': 'full-width at sign',
}

/** A character that no address has, and its place. */
export interface OddCharacter {
  /** `U+200B zero-width space`; only the number of one that has no name here. */
  readonly name: string
  /** Which character of the value it is, from 1 on. */
  readonly place: number
}

/** The first white space, or character beyond ASCII that is no letter, mark or digit, in a value as Exchange reads it. */
export function findOddCharacter(value: string): OddCharacter | undefined {
  const characters = Array.from(value)
  const index = characters.findIndex(isOdd)
  return index < 0 ? undefined : { name: nameOfCharacter(characters[index]!), place: index + 1 }
}

/** How a character is named where it cannot be shown: by its number and, if it has one here, its name. */
export function nameOfCharacter(character: string): string {
  const code = character.codePointAt(0)!
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  const name = NAMES[character] ?? (/\p{Bidi_Control}/u.test(character) ? 'direction mark' : '')
  return name === '' ? number : `${number} ${name}`
}

function isOdd(character: string): boolean {
  if (trim(character) === '') return true
  return !/[\0-\x7f\p{L}\p{M}\p{N}]/u.test(character) || /\p{Cc}/u.test(character)
}
