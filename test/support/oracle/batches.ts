import fc from 'fast-check'
import { encodeAs } from '../generators.ts'
import { COLUMNS, OTHER_NAMES, PARAMETERS, TELLING } from './names.ts'

const KNOWN = [...new Set(Object.values(COLUMNS).flat())]
const FOREIGN = ['DisplayName', 'Department', 'UserPrincipalName', 'Id', 'Enabled', '', 'MAILBOX TYPE']
const { constantFrom, oneof, tuple } = fc

/** A choice that is mostly the first. */
function mostly<T>(usual: fc.Arbitrary<T>, ...odd: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return oneof(
    { weight: 5 * odd.length, arbitrary: usual },
    ...odd.map((arbitrary) => ({ weight: 1, arbitrary })),
  )
}

const itself = (text: string) => text

/** How people get a name wrong, one way or another. */
const misspelling = constantFrom<(name: string) => string>(
  (name) => name.replace(/(.)\1/, '$1'),
  (name) => name.slice(0, -1),
  (name) => `${name}s`,
  (name) => name.replace(/(?<=[a-z])[A-Z]/, ' $&'),
  (name) => name.replace(/(?<=[a-z])[A-Z]/, '-$&'),
  (name) => name.replace(/(?<=[a-z])[A-Z]/, '_$&'),
)

/** What clings to a cell. */
const clinging = constantFrom<(cell: string) => string>(
  (cell) => `"${cell}"`,
  (cell) => `'${cell}'`,
  (cell) => `“${cell}”`,
  (cell) => `"${cell}`,
  (cell) => `${cell}"`,
  (cell) => `"${cell}"\u200b`,
  (cell) => `"${cell}" `,
  (cell) => `\u200b${cell}`,
  (cell) => `${cell}\u00a0`,
  (cell) => `\ufffd${cell}`,
  (cell) => `\ufffd\ufffd${cell}`,
  (cell) => `\ufeff${cell}`,
  (cell) => ` ${cell}\t`,
  (cell) => cell.toUpperCase(),
)

const cling = mostly(fc.constant(itself), clinging)
const wrap = (texts: fc.Arbitrary<string>) => tuple(texts, cling).map(([text, how]) => how(text))

const spelled = tuple(constantFrom(...KNOWN, ...TELLING), mostly(fc.constant(itself), misspelling)).map(
  ([name, how]) => how(name),
)
const foreign = constantFrom(...FOREIGN, ...PARAMETERS, ...OTHER_NAMES)

/** The names of a header: a batch's own in three of four, then others among them. */
const names: fc.Arbitrary<readonly string[]> = oneof(
  { weight: 6, arbitrary: fc.constant(['EmailAddress', 'Password', 'ForceChangePassword']) },
  { weight: 2, arbitrary: fc.constant(['EmailAddress', 'UserName', 'Password']) },
  { weight: 2, arbitrary: fc.constant(['EmailAddress']) },
  { weight: 4, arbitrary: fc.shuffledSubarray(['EmailAddress', 'Password', 'ForceChangePassword']) },
  { weight: 4, arbitrary: fc.array(oneof(spelled, spelled, foreign), { minLength: 1, maxLength: 4 }) },
  {
    weight: 4,
    arbitrary: tuple(mostly(fc.constant('EmailAddress'), spelled), fc.array(oneof(spelled, foreign))).map(
      ([first, rest]) => [first, ...rest.slice(0, 3)],
    ),
  },
)

const header = tuple(names, fc.infiniteStream(cling), fc.infiniteStream(misspelling), fc.nat(40)).map(
  ([all, clings, spellings, odd]) =>
    all.map((name, index) => {
      const spell = odd === index ? spellings.next().value! : itself
      return clings.next().value!(spell(name))
    }),
)

const SEPARATORS = [';', '\t', '|', ':', '\uff0c', ' ', '   ']
const separator = mostly(fc.constant(','), constantFrom(...SEPARATORS))

const above = mostly(
  fc.constant(''),
  constantFrom(
    '\r\n',
    'Wave 1\r\n',
    'Wave 1, June\r\n',
    'Wave 1\r\nSecond floor\r\n',
    'Wave 1, June\r\n\r\nSecond floor, all\r\n',
    'sep=,\r\n',
    'sep=;\r\n',
    '#TYPE System.Object\r\n',
    'sep=,\r\n#TYPE System.Object\r\n',
    '#TYPE System.Object\r\nsep=;\r\n',
  ),
)

const address = mostly(
  constantFrom('joe@contoso.com', 'ann@eu.contoso.com', 'bob@fabrikam.com'),
  constantFrom('', 'nobody', 'jörg@contoso.com', 'joe@contoso.com '),
)
const password = mostly(
  constantFrom('Passw0rd12', ''),
  constantFrom('True', 'joe@contoso.com', 'Pa"ss', '"a""b"'),
)
const change = mostly(
  constantFrom('True', 'False', 'TRUE', ''),
  constantFrom('WAHR', 'yes', ' true ', 'Passw0rd12'),
)

/** A cell that fits the column, or one of another. */
function cellFor(name: string): fc.Arbitrary<string> {
  const plain = name.replace(/[^a-z]/gi, '').toLowerCase()
  if (/^f?orce/.test(plain)) return mostly(change, address, password)
  if (/mail(?!box)|user|smtp/.test(plain)) return mostly(address, change, password)
  return mostly(password, address, change)
}

const end = mostly(fc.constant('\r\n'), constantFrom('\n', '\r', '\n\n', '\u2028', '\r\n \r\n'))

/** A row, sometimes with a cell too few or too many, or one quote that swallows what follows. */
function row(columns: readonly string[], between: string): fc.Arbitrary<string> {
  const cells = tuple(...columns.map((name) => wrap(cellFor(name))))
  const spoil = mostly(
    fc.constant(itself),
    constantFrom<(text: string) => string>(
      (text) => `${text}${between}`,
      (text) => text.slice(0, text.lastIndexOf(between)),
      (text) => text.replace(between, `${between}"`),
      (text) => `"${text}"`,
      (text) => `${text}"`,
      (text) => text.replace(/a/, '\0'),
    ),
  )
  return tuple(cells, spoil, end).map(([all, how, after]) => how(all.join(between)) + after)
}

const tail = (top: string) =>
  mostly(fc.constant(''), constantFrom('\x1a', `\ufeff${top}\r\n`, `${top}\r\n`, '\ufeff'))

/** The text of a batch, or of something like one. */
const text: fc.Arbitrary<string> = tuple(above, header, separator).chain(([title, columns, between]) => {
  const top = columns.join(between)
  const rows = fc.array(row(columns, between), { maxLength: 5 })
  const parts = tuple(rows, tail(top), row(columns, between), fc.nat(20))
  const join = ([all, last, more, lost]: [string[], string, string, number]) =>
    `${title}${lost === 0 ? '' : `${top}\r\n`}${all.join('')}${last}${last === '' ? '' : more}`
  return parts.map(join)
})

const utf16 = (letters: string) => Buffer.from(letters, 'utf16le')
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** How a text comes to lie in a file. */
const written = mostly<(letters: string) => Buffer>(
  fc.constant((letters) => Buffer.from(letters)),
  constantFrom<(letters: string) => Buffer>(
    (letters) => Buffer.concat([MARK, Buffer.from(letters)]),
    (letters) => Buffer.concat([MARK, MARK, Buffer.from(letters)]),
    (letters) => encodeAs(letters, { encoding: 'utf-16le', mark: true }),
    (letters) => encodeAs(letters, { encoding: 'utf-16be', mark: true }),
  ),
  constantFrom<(letters: string) => Buffer>(
    (letters) => utf16(letters),
    (letters) => Buffer.from(letters, 'latin1'),
    (letters) => Buffer.concat([Buffer.from(letters), utf16('"ann@contoso.com"\r\n')]),
    (letters) => Buffer.concat([Buffer.from('\ufffd\ufffd'), Buffer.from(letters)]),
    (letters) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(letters)]),
  ),
)

/** Files that are batches, nearly batches, or not at all, with everything that was seen to go wrong in one. */
export const files: fc.Arbitrary<Buffer> = tuple(text, written).map(([letters, write]) => write(letters))
