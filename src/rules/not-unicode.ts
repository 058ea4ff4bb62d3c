import type { Encoding } from '../batch/decode.ts'
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
  scope: 'file',
  fixable: false,

  *check({ text }) {
    if (text.damage === undefined) return
    const read = text.mark ? `${NAMES[text.encoding]}, as its byte-order mark says` : 'UTF-8'
    yield {
      at: { start: text.damage, end: text.damage + 3 }, // U+FFFD takes three bytes
      source: 'observed',
      message:
        `From here on there are bytes that cannot be read as ${read}; Exchange may put another character in their place. ` +
        'Save the file again as "CSV UTF-8 (Comma delimited)".',
    }
  },
}
