import type { Batch, Span } from '../batch/batch.ts'
import type { CodePage, WrongEncoding } from '../batch/first-lines.ts'
import type { Names } from '../batch/header.ts'
import type { HiddenHeader } from '../batch/hidden-header.ts'
import { firstLine, recordOf } from '../batch/records.ts'
import { conversionOf } from './conversion.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/** Without a column named EmailAddress Exchange refuses the batch; the name is right there in most cases, hidden. */
export const missingEmailAddress: Rule = {
  id: 'missing-email-address',
  severity: 'error',
  title: 'The header has no EmailAddress column',
  source: sources.csvFiles,
  scope: 'hidden-header',
  fixable: false,

  *check(batch) {
    const { hidden } = batch.header
    if (hidden === undefined) return
    const causes = causesOf(batch, hidden)
    const cures = [...causes.map(({ text }) => text), ...conversionFor(batch.path, hidden)].join(' ')
    const at = placeOf(batch, hidden)
    yield causes.every(({ observed }) => observed)
      ? {
          at,
          source: 'observed',
          message: `Exchange may find no EmailAddress column and refuse the whole batch. ${cures}`,
        }
      : {
          at,
          source: sources.csvFiles,
          message: `Exchange finds no EmailAddress column and refuses the whole batch. ${cures}`,
        }
  },
}

/** Something that hides the name, in a sentence with its cure. */
interface Cause {
  readonly text: string
  /** It is known from observation only, so Exchange may do otherwise today. */
  readonly observed?: boolean
}

function causesOf({ text }: Batch, hidden: HiddenHeader): Cause[] {
  const { names, encoding } = hidden
  const lost = text.damage?.cause === 'replaced' ? [{ text: LOST, observed: true }] : []
  return [
    ...aboveOf(hidden),
    ...separatorOf(hidden),
    ...(encoding === undefined ? lost : [encodingCause(encoding)]),
    ...hidden.quotes.map((quotes) => QUOTES[quotes]),
    ...(names === undefined ? [ROW] : namesOf(names)),
    ...wordsOf(hidden),
  ]
}

/** What the words below the header mean, those of one language together. */
function wordsOf({ words }: HiddenHeader): Cause[] {
  const languages = [...new Set(words.map(({ language }) => language))]
  return languages.map((language) => {
    const own = words.filter((word) => word.language === language)
    const said = own.map(({ word }) => word).join(' and ')
    const meant = own.map(({ means }) => (means ? 'True' : 'False')).join(' and ')
    const are = own.length === 1 ? 'is' : 'are'
    return { text: `${said} ${are} ${language} for ${meant}: Exchange takes only the English words.` }
  })
}

const LOST = 'Letters were lost when the file was converted (U+FFFD is in their place): export it again.'

const ROW: Cause = {
  text: 'The first line is a user, not a header: put a line that names the columns, such as EmailAddress,Password,ForceChangePassword, above it.',
}

const ABOVE: Readonly<Record<HiddenHeader['above'][number], Cause>> = {
  'separator-line': { text: 'It may take the "sep=" line for the header: remove that line.', observed: true },
  'type-line': {
    text: 'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.',
    observed: true,
  },
  title: { text: '' },
}

/** What Exchange takes for the header although it is above it. */
function aboveOf({ above, line }: HiddenHeader): Cause[] {
  const titles = above.filter((each) => each === 'title').length
  const own = new Set(above.filter((each) => each !== 'title'))
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

function separatorOf({ separator }: HiddenHeader): Cause[] {
  return separator === ',' ? [] : [{ text: SEPARATORS[separator] }]
}

const WIDE: Readonly<Record<Exclude<WrongEncoding, CodePage>, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'utf-32le': 'UTF-32',
  'utf-32be': 'UTF-32 (big-endian)',
}

function encodingCause(encoding: WrongEncoding): Cause {
  if (encoding in WIDE) {
    const name = WIDE[encoding as keyof typeof WIDE]
    return { text: `The file is ${name} without a byte-order mark: save it as "CSV UTF-8".`, observed: true }
  }
  const name = encoding.replace('windows', 'Windows').replace('ibm', 'IBM ')
  return {
    text: `The file is not UTF-8 but, it seems, ${name}: letters beyond ASCII would be lost.`,
    observed: true,
  }
}

const QUOTES: Readonly<Record<HiddenHeader['quotes'][number], Cause>> = {
  single: { text: 'Single quotes (\') are not the quotes of CSV: remove them, or write double ones (").' },
  typographic: {
    text: 'Typographic quotes (U+2018, U+2019, U+201C or U+201D) are not the quotes of CSV: remove them, or write straight double ones (").',
  },
  'whole-line': { text: 'The whole line stands in double quotes: remove them, in every row.' },
  open: {
    text: 'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
  },
  tangled: { text: 'Double quotes in the first line are where none may be: remove them.', observed: true },
}

/** What is wrong with the names themselves; what only the header's form hides needs no correction. */
function namesOf({ columns, near, otherAddress, foreignAt }: Names): Cause[] {
  const wrong = Array.from(near, ([column, { name, index }]) => nearName(column, name, index))
  const address =
    columns.has('EmailAddress') || near.has('EmailAddress')
      ? []
      : [
          otherAddress === undefined
            ? "Name the column with the users' addresses EmailAddress."
            : `Name column ${otherAddress + 1}, which seems to have the users' addresses, EmailAddress.`,
        ]
  const foreign = foreignAt.filter((index) => index !== otherAddress).map((index) => index + 1)
  const others =
    foreign.length === 0 || (otherAddress === undefined && !near.has('EmailAddress'))
      ? []
      : [
          `No batch has ${foreign.length === 1 ? 'column' : 'columns'} ${foreign.join(', ')}: correct the name, or remove the column.`,
        ]
  return [...address, ...wrong, ...others].map((text) => ({ text }))
}

/** Shows a name only if it cannot be a password, which is often near to that word. */
function nearName(column: string, name: string, index: number): string {
  const hidden = /[\p{Cc}\p{Cf}]/u.exec(name)
  if (hidden !== null) {
    const code = hidden[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `An invisible character (U+${code}) is in the name of column ${index + 1}: write ${column} anew.`
  }
  const shown = column === 'Password' ? `column ${index + 1}` : `"${name}"`
  return `Write ${column} instead of ${shown}${/[\s_-]/.test(name) ? ', without blanks, hyphens or underscores' : ''}.`
}

/** The command that converts the file, where more than a line or a name must change. */
function conversionFor(path: string, hidden: HiddenHeader): string[] {
  const { separator, encoding, words, names } = hidden
  if (names === undefined || separator === ' ') return []
  if (separator === ',' && encoding === undefined && words.length === 0) return []
  return [`In PowerShell: ${conversionOf(path, hidden)}`]
}

/** The first line that is not empty or, if a name in it is all that is wrong, that name. */
function placeOf({ table }: Batch, hidden: HiddenHeader): Span {
  const { names, above, separator, encoding, quotes } = hidden
  const near = names?.near
  const isAllElseRight = separator === ',' && above.length + quotes.length === 0 && encoding === undefined
  const index = near?.get('EmailAddress')?.index
  if (isAllElseRight && near?.size === 1 && index !== undefined) {
    return { start: table.start[index]!, end: table.end[index]! }
  }
  return firstLine(table.bytes, recordOf(table, 0))
}
