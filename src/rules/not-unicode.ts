import type { Damage, DamageCause } from '../batch/damage.ts'
import type { Encoding, Text } from '../batch/decode.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'utf-32le': 'UTF-32',
  'utf-32be': 'UTF-32',
}

/** Exchange puts U+FFFD where bytes cannot be decoded and goes on, so the user gets another name or password. */
export const notUnicode: Rule = {
  id: 'not-unicode',
  severity: 'error',
  title: 'The file is not Unicode text',
  source: sources.stagedMigration,
  scope: 'bytes',
  fixable: false,

  *check({ text }) {
    const { damage } = text
    if (damage === undefined) return
    yield {
      at: { start: damage.at, end: damage.at + LENGTH[damage.cause] },
      source: 'observed',
      message: describe(text, damage),
    }
  },
}

/** Bytes of the character in the text that is marked: U+FFFD takes three. */
const LENGTH: Readonly<Record<DamageCause, number>> = {
  undecodable: 3,
  replaced: 3,
  nul: 1,
  'utf-16': 1,
  'single-byte': 1,
}

const APPENDED =
  'Exchange may misread everything below. Out-File -Append and >> write another encoding than Export-Csv: write the file anew, in one go, with Export-Csv -NoTypeInformation -Encoding UTF8.'

function describe(text: Text, { cause }: Damage): string {
  if (cause === 'undecodable') {
    const read = text.mark ? `${NAMES[text.encoding]}, as its byte-order mark says` : 'UTF-8'
    return `From here on there are bytes that cannot be read as ${read}; Exchange may put another character in their place. Save the file again as "CSV UTF-8 (Comma delimited)".`
  }
  if (cause === 'replaced') {
    return 'Here the file holds U+FFFD, the character that takes the place of one that was lost when the file was converted; Exchange may take it as it is. Export the file again from where it came from.'
  }
  if (cause === 'nul') {
    return 'Here is a NUL character, which no text has; Exchange may misread everything below. Export the file again.'
  }
  return cause === 'utf-16'
    ? `UTF-16 begins here (NUL characters between the letters), in a file of another encoding; ${APPENDED}`
    : `Here begin single bytes of ASCII in a file of UTF-16; ${APPENDED}`
}
