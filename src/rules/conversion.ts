import type { CodePage, WrongEncoding } from '../batch/first-lines.ts'
import type { HiddenHeader } from '../batch/hidden-header.ts'

/** How .NET names the encodings, for a command that reads a file in them. */
const ENCODINGS: Readonly<Record<Exclude<WrongEncoding, CodePage>, string>> = {
  'utf-16le': '[Text.Encoding]::Unicode',
  'utf-16be': '[Text.Encoding]::BigEndianUnicode',
  'utf-32le': '[Text.Encoding]::UTF32',
  'utf-32be': '[Text.Encoding]::GetEncoding(12001)',
}

/**
 * The command that writes what Exchange can read into a new file. It means the same in Windows PowerShell 5.1 and in PowerShell 7,
 * which do not agree on what `-Encoding Default` is.
 */
export function conversionOf(path: string, hidden: HiddenHeader): string {
  const { separator, encoding, line } = hidden
  const file = /\p{Cc}/u.test(path) || path === '-' ? 'FILE.csv' : path
  const how = encoding === undefined ? '' : `, ${netEncoding(encoding)}`
  const text = `[IO.File]::ReadAllText((Resolve-Path -LiteralPath ${quoted(file)})${how})`
  const below = line > 1 ? `(${text} -replace '\\A(.*\\r?\\n)${line > 2 ? `{${line - 1}}` : ''}')` : text
  const delimiter = separator === ',' ? '' : ` -Delimiter ${separator === '\t' ? '"`t"' : quoted(separator)}`
  return [
    below,
    `ConvertFrom-Csv${delimiter}`,
    ...inEnglish(hidden),
    `Export-Csv ${quoted(file.replace(/(\.csv)?$/i, '-new.csv'))} -NoTypeInformation -Encoding UTF8`,
  ].join(' | ')
}

function netEncoding(encoding: WrongEncoding): string {
  if (encoding in ENCODINGS) return ENCODINGS[encoding as keyof typeof ENCODINGS]
  return `[Text.Encoding]::GetEncoding(${encoding.replace(/\D/g, '')})`
}

/** The step that writes True and False for words of another language. */
function inEnglish({ words, names }: HiddenHeader): string[] {
  if (words.length === 0 || !names?.columns.has('ForceChangePassword')) return []
  const replaced = words.map(
    ({ word, means }) => ` -replace '^\\s*${word}\\s*$', '${means ? 'True' : 'False'}'`,
  )
  const cell = '$_.ForceChangePassword'
  return [`ForEach-Object { ${cell} = ${cell}${replaced.join('')}; $_ }`]
}

/** A text as PowerShell takes it literally; it ends a text at typographic quotes too. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
