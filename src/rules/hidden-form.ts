import type { Damage, DamageCause } from '../batch/damage.ts'
import type { CodePage, WrongEncoding } from '../batch/first-lines.ts'
import type { HiddenHeader } from '../batch/hidden-header.ts'
import { listOf } from './list.ts'

/** Something that hides the name, in a sentence with its cure. */
export interface Cause {
  readonly text: string
  /** It is known from observation only, so Exchange may do otherwise today. */
  readonly observed?: boolean
}

/** What the words below the header mean, those of one language together. */
export function wordsOf({ words }: HiddenHeader): Cause[] {
  const languages = [...new Set(words.map(({ language }) => language))]
  return languages.map((language) => {
    const own = words.filter((word) => word.language === language)
    const said = listOf(own.map(({ word }) => word))
    const meant = listOf(own.map(({ means }) => (means ? 'True' : 'False')))
    const are = own.length === 1 ? 'is' : 'are'
    return { text: `${said} ${are} ${language} for ${meant}: Exchange takes only the English words.` }
  })
}

/** What is wrong with the encoding where the header can be read. */
const DAMAGE: Readonly<Record<DamageCause, string>> = {
  undecodable: 'Some bytes cannot be read in the encoding of the file: export it again.',
  replaced: 'Letters were lost when the file was converted (U+FFFD is in their place): export it again.',
  nul: 'There are NUL characters, which no text has: export it again.',
  'utf-16': 'The file goes on in UTF-16: write it anew, in one go.',
  'single-byte': 'Not all of the file is UTF-16, which its byte-order mark says: write it anew, in one go.',
}

function observed(text: string): Cause[] {
  return [{ text, observed: true }]
}

export const ROW: Cause = {
  text: 'The first line is a user, not a header: put a line that names the columns, such as EmailAddress,Password,ForceChangePassword, above it.',
}

const ABOVE: Readonly<Record<'separator-line' | 'type-line', Cause>> = {
  'separator-line': { text: 'It may take the "sep=" line for the header: remove that line.', observed: true },
  'type-line': {
    text: 'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
    observed: true,
  },
}

/** What Exchange takes for the header although it is above it. */
export function aboveOf({ above, line }: HiddenHeader): Cause[] {
  if (above.includes('row')) return [{ text: `The header is line ${line}, below users: move it to the top.` }]
  const titles = above.filter((each) => each === 'title').length
  const own = new Set(above.filter((each) => each === 'separator-line' || each === 'type-line'))
  const them = titles === 1 ? 'the line' : `the ${titles} lines`
  return [
    ...Array.from(own, (each) => ABOVE[each]),
    ...(titles > 0 ? [{ text: `The header is line ${line}: remove ${them} above it.` }] : []),
  ]
}

const SEPARATORS: Readonly<Record<Exclude<HiddenHeader['separator'], ','>, string>> = {
  ';': 'The cells are separated by semicolons, as Excel writes them where the decimal sign is a comma; Exchange takes only commas.',
  '\t': 'The cells are separated by tabs; Exchange takes only commas.',
  '|': 'The cells are separated by vertical bars; Exchange takes only commas.',
  ':': 'The cells are separated by colons; Exchange takes only commas.',
  '\uff0c':
    'The cells are separated by full-width commas (U+FF0C); Exchange takes only the comma of ASCII (U+002C).',
  ' ': 'The names are separated by blanks, as on the screen: this is output of Format-Table or Out-File. Export the users with Export-Csv -NoTypeInformation -Encoding UTF8 instead.',
}

export function separatorOf({ separator }: HiddenHeader): Cause[] {
  return separator === ',' ? [] : [{ text: SEPARATORS[separator] }]
}

const WIDE: Readonly<Record<Exclude<WrongEncoding, CodePage>, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'utf-32le': 'UTF-32',
  'utf-32be': 'UTF-32 (big-endian)',
}

/** What is wrong with the encoding. */
export function encodingOf({ encoding }: HiddenHeader, damage: Damage | undefined): Cause[] {
  if (encoding === undefined) return damage === undefined ? [] : observed(DAMAGE[damage.cause])
  if (encoding in WIDE) {
    const name = WIDE[encoding as keyof typeof WIDE]
    return observed(`The file is ${name} without a byte-order mark: save it as "CSV UTF-8".`)
  }
  const name = encoding.replace('windows', 'Windows').replace('ibm', 'IBM ')
  return observed(`The file is not UTF-8 but, it seems, ${name}: letters beyond ASCII would be lost.`)
}

export const QUOTES: Readonly<Record<HiddenHeader['quotes'][number], Cause>> = {
  single: { text: 'Single quotes (\') are not the quotes of CSV: remove them, or write double ones (").' },
  typographic: {
    text: 'Typographic quotes (U+2018, U+2019, U+201C or U+201D) are not the quotes of CSV: remove them, or write straight double ones (").',
  },
  'whole-line': { text: 'The whole line is in double quotes: remove them, in every row.' },
  open: {
    text: 'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
  },
  tangled: { text: 'Double quotes in the first line are where none may be: remove them.', observed: true },
}
