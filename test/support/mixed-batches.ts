import fc from 'fast-check'

/** The words that say yes or no, as the documentation lists them; it shares nothing with src/. */
export const YES_OR_NO = [
  ...['true', 'false', 'yes', 'no', 'y', 'n', 't', 'f', 'on', 'off', '1', '0', '$true', '$false'],
  ...[
    '=true()',
    '=false()',
    '=true',
    '=false',
    'wahr',
    'falsch',
    'vrai',
    'faux',
    'verdadero',
    'falso',
    'vero',
  ],
  ...['verdadeiro', 'waar', 'onwaar', 'sand', 'falsk', 'sann', 'usann', 'sant', 'falskt', 'tosi', 'epätosi'],
  ...['prawda', 'fałsz', 'pravda', 'nepravda', 'igaz', 'hamis', 'истина', 'ложь', 'doğru', 'yanlış'],
  ...['adevărat', 'fals'],
]

const PASSWORDS = [
  'Passw0rd12',
  'Pa55word34',
  'P@ssw0rd.2024',
  'a,b,c',
  'two "words"',
  'Yes!',
  'True1',
  '12345678',
]
const USERS = ['joe@contoso.com', 'ann@contoso.com', 'bob@fabrikam.com', 'jörg@contoso.com', 'nobody', '']
const BESIDE = ["'", '’', '“', ';', '.', '\u200b', ' ', '\u00a0', '""']

const word = fc
  .tuple(fc.constantFrom(...YES_OR_NO), fc.constantFrom('as it is', 'upper', 'capital'))
  .map(([text, letters]) => {
    if (letters === 'as it is') return text
    return letters === 'upper' ? text.toUpperCase() : text[0]!.toUpperCase() + text.slice(1)
  })
const wordBeside = fc
  .tuple(fc.constantFrom('', '', ...BESIDE), word, fc.constantFrom('', '', ...BESIDE))
  .map((parts) => parts.join(''))
const password = fc.constantFrom(...PASSWORDS)
const user = fc.constantFrom(...USERS)
const wholeRow = fc.tuple(user, password, word).map((cells) => cells.join(','))
const lines = fc
  .array(fc.oneof(user, password, word, wholeRow), { minLength: 2, maxLength: 3 })
  .chain((parts) => fc.constantFrom('\r\n', '\n', '\r', '\u2028').map((end) => parts.join(end)))
/** Anything that can be in a cell. */
const anything = fc.oneof(
  { weight: 3, arbitrary: user },
  { weight: 3, arbitrary: password },
  { weight: 4, arbitrary: wordBeside },
  { weight: 1, arbitrary: wholeRow },
  { weight: 1, arbitrary: lines },
)
const quotes = fc.constantFrom('as needed', 'as needed', 'always', 'never')

/** A value, written with quotes or without, be it right or not. */
const written = (value: fc.Arbitrary<string>) =>
  fc.tuple(value, quotes).map(([text, how]) => {
    const isNeeded = /[",\r\n\u2028]/.test(text)
    return how === 'never' || (how === 'as needed' && !isNeeded) ? text : `"${text.replaceAll('"', '""')}"`
  })

/** The values of one user in the order of the columns, in their places or not. */
const values = (columns: readonly string[]) => {
  const good = columns.map((column) => {
    if (column === 'Password') return password
    return column === 'ForceChangePassword' ? wordBeside : user
  })
  const cells = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(...good.map(written)) },
    { weight: 2, arbitrary: fc.tuple(...columns.map(() => written(anything))) },
  )
  return fc
    .tuple(cells, fc.constantFrom('right', 'right', 'right', 'shifted', 'swapped'))
    .map(([row, how]) => {
      if (how === 'shifted') return [...row.slice(1), row[0]!]
      return how === 'swapped' ? row.toReversed() : row
    })
}

const COLUMNS = [
  ['EmailAddress', 'Password', 'ForceChangePassword'],
  ['Password', 'EmailAddress', 'ForceChangePassword'],
  ['ForceChangePassword', 'EmailAddress'],
  ['EmailAddress', 'ForceChangePassword', 'Username', 'Password'],
  ['EmailAddress', 'UserName', 'Password'],
]

/** Batches with passwords, users and boolean words in every cell: quoted and not, shifted, swapped, swallowed, over lines. */
export const mixedBatch: fc.Arbitrary<string> = fc
  .constantFrom(...COLUMNS)
  .chain((columns) =>
    fc.tuple(
      fc.constant(columns.join(',')),
      fc.array(
        values(columns).map((row) => row.join(',')),
        { minLength: 1, maxLength: 5 },
      ),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.array(fc.nat(200), { maxLength: 2 }),
      fc.boolean(),
    ),
  )
  .map(([header, rows, end, at, swallows]) => {
    const body = rows.map((row) => row + end).join('')
    return header + end + (swallows ? withQuotes(body, at) : body)
  })

/** Two stray quotes, at the edges of cells: what is between them is one value, lines and all. */
function withQuotes(body: string, at: readonly number[]): string {
  const edges = [...body.matchAll(/(?<=^|[,\r\n])(?=[^"\r\n])|(?<=[^"\r\n])(?=[,\r\n])/g)].map(
    ({ index }) => index,
  )
  const places = at.map((each) => edges[each % edges.length] ?? 0).sort((a, b) => b - a)
  return places.reduce((text, place) => `${text.slice(0, place)}"${text.slice(place)}`, body)
}
