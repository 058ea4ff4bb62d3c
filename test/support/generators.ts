import fc from 'fast-check'

/** How often a property is tried; `npm run test:long` looks deeper. */
export const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1000) }

/** A fixed draw, to show that a generator reaches its hard cases. */
export function draw<T>(arbitrary: fc.Arbitrary<T>, numRuns = 500): T[] {
  return fc.sample(arbitrary, { numRuns, seed: 2845956 })
}

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const
type Encoding = (typeof encodings)[number]

/** How a file is written; a wide encoding is only read with its mark. */
export interface Writing {
  readonly encoding: Encoding
  readonly mark: boolean
}

export const writings: readonly Writing[] = [
  { encoding: 'utf-8', mark: false },
  ...encodings.map((encoding) => ({ encoding, mark: true })),
]

export const writing: fc.Arbitrary<Writing> = fc.constantFrom(...writings)

/** The bytes of a text, one code unit after the other. */
export function encodeAs(text: string, { encoding, mark }: Writing): Buffer {
  const whole = mark ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return Buffer.from(whole)
  const wide = encoding.startsWith('utf-32')
  const codes = wide
    ? Array.from(whole, (character) => character.codePointAt(0)!)
    : Array.from({ length: whole.length }, (_, index) => whole.charCodeAt(index))
  const size = wide ? 4 : 2
  const bytes = codes.flatMap((code) =>
    Array.from({ length: size }, (_, index) => (code >>> (8 * index)) & 255),
  )
  const swapped = codes.flatMap((_, index) => bytes.slice(index * size, (index + 1) * size).reverse())
  return Buffer.from(encoding.endsWith('le') ? bytes : swapped)
}

const LINE_ENDS = ['\r\n', '\n', '\r', '\u2028', '\u2029', '\n\r', '\r\r\n', '\n\n'] as const
const BLANKS = [' ', '\t', '\u00a0', '\u0085', '\u3000', '\u2003', '\v', '\u1680', '  \t'] as const
/** What only looks like a blank, or shares its first byte with one or with U+2028. */
const NOT_BLANKS = ['\u200b', '\ufeff', '\u202a', '\u00e5', '\u1681', '\u20ac', '\u3001'] as const
const WORDS = ['a', 'False', ' TRUE', 'pw', 'é', '日本', '😀', '𝒳y', 'a@b.com', "'", ';', '\0'] as const

/** Halves of a character: no text has them, but UTF-16 files can. */
const HALVES = ['\ud800', '\udbff', '\udc00', '\udfff'] as const

const lineEnd = fc.constantFrom(...LINE_ENDS)
const blank = fc.constantFrom(...BLANKS)
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...NOT_BLANKS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }).map(withoutSyntax) },
)

function withoutSyntax(text: string): string {
  return text.replace(/["\r\n\u2028\u2029,]/g, '')
}

function joined(part: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(part, { maxLength }).map((parts) => parts.join(''))
}

/** Quotes, commas, line ends, blanks and words in any order: the cells are rarely well formed. */
export const tangledText: fc.Arbitrary<string> = joined(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('"', '""', ',"', '",', '" ,') },
    { weight: 3, arbitrary: fc.constant(',') },
    { weight: 2, arbitrary: lineEnd },
    { weight: 2, arbitrary: blank },
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom(...HALVES) },
  ),
  40,
)

const outerBlanks = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: blank })
const plainCell = fc
  .tuple(outerBlanks, joined(fc.oneof(word, word, blank), 3), outerBlanks)
  .map((parts) => parts.join(''))
const inQuotes = fc.oneof(word, blank, fc.constantFrom('""', ',', '\r\n', '\n', '\r', '\u2028', '\u2029'))
const quotedCell = joined(inQuotes, 5).map((text) => `"${text}"`)
/** A reader that does not skip the blank before a quote takes a comma or a line end in the quotes for its own. */
const indentedCell = fc
  .tuple(blank, joined(fc.oneof(word, fc.constant('""')), 3))
  .map(([before, text]) => `${before}"${text}"`)

/** A cell that every reader takes for the same. */
const plainlyWrittenCell: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: plainCell },
  { weight: 3, arbitrary: quotedCell },
  { weight: 1, arbitrary: indentedCell },
)

/** Rows of cells without ambiguous quotes, mostly three, with any line ends and blank lines. */
export const plainlyWrittenText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.array(plainlyWrittenCell, { minLength: 3, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.array(plainlyWrittenCell, { minLength: 1, maxLength: 5 }) },
        { weight: 1, arbitrary: blank.map((line) => [line]) },
      ),
      lineEnd,
    ),
    { maxLength: 8 },
  )
  .map((rows) => rows.map(([cells, end]) => cells.join(',') + end).join(''))

/** Text of any kind. */
export const anyText: fc.Arbitrary<string> = fc.oneof(tangledText, plainlyWrittenText)

const emailAddress = fc.constantFrom('a@contoso.com', 'ü@contoso.com', '', 'nobody', 'b@fabrikam.com', '😀@x')
const change = fc.constantFrom(
  'True',
  'FALSE',
  ' "true" ',
  '"True"',
  ' TRUE\t',
  'yes',
  '',
  '" True "',
  '"True',
)
const password = fc.oneof(
  fc.constantFrom('Pa$$w0rd', '"a,b"', '"x""y"', '"1\r\n2"', 'Pa"s"s', '"pw" '),
  plainCell,
)

/** A staged batch with everything that can be wrong in one, its rows mostly of the right width. */
export const stagedText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      'EmailAddress,Password,ForceChangePassword',
      '"emailaddress", PASSWORD ,ForceChangePassword',
    ),
    fc.array(
      fc.tuple(
        fc.tuple(emailAddress, password, change).map((cells) => cells.join(',')),
        fc.oneof(
          { weight: 8, arbitrary: fc.constant('') },
          { weight: 1, arbitrary: fc.constantFrom(',', ',x', '   ') },
        ),
        lineEnd,
      ),
      { maxLength: 8 },
    ),
    lineEnd,
    fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: lineEnd }),
  )
  .map(([header, rows, end, blankLines]) =>
    [blankLines, header, end, ...rows.map((parts) => parts.join(''))].join(''),
  )

const limit = fc.constantFrom('', '10', 'Unlimited', '2147483648', '-1', ' 5 ', '"5" ', '"1,000"', 'many')
const user = fc.oneof({ weight: 3, arbitrary: emailAddress }, { weight: 1, arbitrary: password })

/** Batches of the other kinds, each with what can be wrong in its columns. */
export const otherKindText: fc.Arbitrary<string> = fc.oneof(
  rowsOf('EmailAddress,MailboxType,BadItemLimit,LargeItemLimit', [
    emailAddress,
    fc.constantFrom('', 'PrimaryOnly', 'archiveonly', 'Both', '"Primary" '),
    limit,
    limit,
  ]),
  rowsOf('EmailAddress,UserName,Password', [emailAddress, user, password]),
  rowsOf('EmailAddress,Username', [emailAddress, user]),
  rowsOf('EmailAddress', [user]),
)

function rowsOf(header: string, cells: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const row = fc
    .tuple(
      fc.tuple(...cells).map((all) => all.join(',')),
      lineEnd,
    )
    .map((parts) => parts.join(''))
  return fc.array(row, { maxLength: 8 }).map((rows) => `${header}\r\n${rows.join('')}`)
}

/** A wrong byte: put in, in the place of another, or followed by nothing more. */
const damage = fc.record({
  at: fc.noBias(fc.nat()),
  byte: fc.nat(255),
  how: fc.constantFrom('put in', 'changed', 'cut off'),
})
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Buffer, { at, byte, how }: Damage): Buffer {
  const place = at % (bytes.length + 1)
  const before = [bytes.subarray(0, place), Buffer.from([byte])]
  if (how === 'cut off') return Buffer.concat(before)
  return Buffer.concat([...before, bytes.subarray(how === 'put in' ? place : place + 1)])
}

/** Files, most of them with wrong bytes in them. */
export function mostlyDamaged(files: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const damages = fc.array(damage, { minLength: 1, maxLength: 4 })
  return fc.oneof(
    { weight: 2, arbitrary: files },
    { weight: 3, arbitrary: fc.tuple(files, damages).map(([bytes, all]) => all.reduce(damaged, bytes)) },
  )
}

const written = fc
  .tuple(fc.oneof(stagedText, otherKindText, anyText), writing)
  .map(([text, as]) => encodeAs(text, as))

/** Any bytes: noise, text in every encoding, and such text with wrong bytes in it. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  { weight: 5, arbitrary: mostlyDamaged(written) },
)
