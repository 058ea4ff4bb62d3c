import type { Batch, Row } from '../batch/batch.ts'
import { trim } from '../batch/blanks.ts'
import { type BooleanWord, booleanWordOf } from '../batch/boolean-words.ts'
import { nameOfCharacter } from '../batch/characters.ts'
import { replace } from '../batch/edit.ts'
import { positionOf } from '../batch/records.ts'
import type { Answer } from '../federation/answer.ts'
import type { Problem, Rule } from './rule.ts'
import { sources } from './sources.ts'

/**
 * Exchange takes no other word than True or False. Which of them must be there is known for a federated user; what is
 * no word for either is left alone, since it may be the only copy of a password, or of a whole user.
 */
export const invalidForceChangePassword: Rule = {
  id: 'invalid-force-change-password',
  severity: 'error',
  title: 'ForceChangePassword is neither True nor False',
  source: sources.csvFiles,
  scope: 'rows',
  fixable: true,

  *check(batch, { lookup }) {
    for (const [number, cause] of batch.aside) if (cause === 'swapped-word') yield swapped(batch, number)
    for (const row of batch.where('ForceChangePassword', 'other')) {
      const cell = row.cell('ForceChangePassword')
      const answer = lookup(row)
      const word = booleanWordOf(trim(cell.value))
      const message = `Row ${row.index}: ForceChangePassword is neither True nor False, and Exchange accepts nothing else${tell(word)}. ${cureFor(answer, word)}`
      const found = { row, at: cell, source: sources.csvFiles, message }
      yield word !== undefined && answer.federated === true
        ? { ...found, edit: replace(cell, 'False') }
        : found
    }
  },
}

/** Says what the word means, and what is beside it. */
function tell(found: BooleanWord | undefined): string {
  if (found === undefined) return ''
  const { word, means, language, stray } = found
  const isEnglish = language === undefined
  const meaning = isEnglish ? `${word} means ${say(means)}` : `${word} is ${language} for ${say(means)}`
  const isMeant = isEnglish && /^(?:true|false)$/i.test(word)
  const beside = stray && `${nameOfCharacter(stray.character)} is ${stray.side} ${isMeant ? word : 'it'}`
  return `: ${[...(isMeant ? [] : [meaning]), ...(beside ? [beside] : [])].join(', and ')}`
}

function cureFor({ federated, because }: Answer, word: BooleanWord | undefined): string {
  if (federated === true) {
    const left = word === undefined ? ' What is there is not corrected: it may be kept nowhere else.' : ''
    return `Write False: ${because}.${left}`
  }
  if (word === undefined) return 'Write one of them.'
  return word.means && federated === undefined
    ? 'Write True, or False if the user is federated.'
    : `Write ${say(word.means)}.`
}

function say(means: boolean): string {
  return means ? 'True' : 'False'
}

function swapped(batch: Batch, number: number): Problem {
  const row: Row = batch.rowAt(positionOf(batch.table, number)!)
  return {
    row,
    at: row.cell('ForceChangePassword'),
    source: sources.csvFiles,
    message: `Row ${number}: True or False is in Password and not in ForceChangePassword: the two seem to be swapped. Put each value into its own column.`,
  }
}
