import type { Names } from '../batch/header.ts'
import type { Column } from '../batch/kinds.ts'
import { columnOf } from '../batch/names.ts'
import { bare } from '../batch/split-line.ts'
import { listOf } from './list.ts'

/** What is wrong with the names themselves; quotes around them and letters that were lost are told apart. */
export function wrongNames(names: Names): string[] {
  const near = Array.from(names.near, ([column, { name, index }]) => ({ column, name: bare(name), index }))
  const wrong = near.filter(({ column, name }) => columnOf(name) !== column && !name.includes('\ufffd'))
  const isInvisible = ({ name }: WrongName) => INVISIBLE.test(name)
  return [
    ...addressOf(names),
    ...sayInvisible(wrong.filter(isInvisible)),
    ...sayWrong(wrong.filter((each) => !isInvisible(each))),
    ...sayForeign(names),
  ]
}

function addressOf({ columns, near, otherAddress }: Names): string[] {
  if (columns.has('EmailAddress') || near.has('EmailAddress')) return []
  return otherAddress === undefined
    ? ["Name the column with the users' addresses EmailAddress."]
    : [`Name column ${otherAddress + 1}, which seems to have the users' addresses, EmailAddress.`]
}

/** A name that is not quite that of its column, without its quotes. */
interface WrongName {
  readonly column: Column
  readonly name: string
  readonly index: number
}

const SECOND_MARK =
  'A byte-order mark (U+FEFF) belongs to the name of a column: save the file again as "CSV UTF-8".'
const INVISIBLE = /[\p{Cc}\p{Cf}]/u

function sayInvisible(wrong: readonly WrongName[]): string[] {
  const [first] = wrong
  if (first === undefined) return []
  if (first.name.startsWith('\ufeff')) return [SECOND_MARK]
  const code = INVISIBLE.exec(first.name)![0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  const where = `${wrong.length === 1 ? 'name of column' : 'names of columns'} ${numbersOf(wrong)}`
  const anew = listOf(wrong.map(({ column }) => column))
  return [`An invisible character (U+${code}) is in the ${where}: write ${anew} anew.`]
}

/** Shows a name only if it cannot be a password, which is often near to that word. */
function sayWrong(wrong: readonly WrongName[]): string[] {
  if (wrong.length === 0) return []
  const shown = wrong.map(
    ({ column, name, index }) =>
      `${column} instead of ${column === 'Password' ? `the name of column ${index + 1}` : `"${name}"`}`,
  )
  const all = wrong.map(({ name }) => name).join('')
  const without = IN_NAMES.filter(([character]) => character.test(all)).map(([, name]) => name)
  return [`Write ${listOf(shown)}${without.length === 0 ? '' : `, without ${listOf(without)}`}.`]
}

/** What people write between the words of a name. */
const IN_NAMES = [
  [/\s/, 'blanks'],
  [/-/, 'hyphens'],
  [/_/, 'underscores'],
] as const

/** Tells of foreign columns only where it is certain that none of them has the addresses. */
function sayForeign({ columns, near, otherAddress, foreignAt }: Names): string[] {
  const isKnown = columns.has('EmailAddress') || near.has('EmailAddress') || otherAddress !== undefined
  const foreign = foreignAt.filter((index) => index !== otherAddress).map((index) => ({ index }))
  if (!isKnown || foreign.length === 0) return []
  return foreign.length === 1
    ? [`No batch has column ${numbersOf(foreign)}: correct its name, or remove it.`]
    : [`No batch has columns ${numbersOf(foreign)}: correct their names, or remove them.`]
}

function numbersOf(columns: readonly { readonly index: number }[]): string {
  return listOf(columns.map(({ index }) => `${index + 1}`))
}
