import type { Dice } from './sheet.ts'

/** The kinds of batch, and the columns of each as Microsoft's page has them. */
export const columnsOf = {
  staged: ['EmailAddress', 'Password', 'ForceChangePassword', 'Username'],
  imap: ['EmailAddress', 'Username', 'Password', 'UserRoot'],
  move: [
    'EmailAddress',
    'MailboxType',
    'BadItemLimit',
    'LargeItemLimit',
    'TargetDatabase',
    'TargetArchiveDatabase',
  ],
  google: ['EmailAddress', 'Username'],
} as const
export type Kind = keyof typeof columnsOf

/** Stands for bytes that no decoder can read. */
export const DAMAGE = '\ud800'

/** The list of federated domains that goes with the addresses; the unknown ones are for the directory. */
export const FEDERATED = 'contoso.com,bücher.example,!it.contoso.com'
const DOMAINS = {
  federated: [
    'contoso.com',
    'eu.contoso.com',
    'CONTOSO.com',
    'bücher.example',
    'xn--bcher-kva.example',
    'BÜCHER.example',
  ],
  managed: [
    'fabrikam.com',
    'it.contoso.com',
    'mail.IT.contoso.com',
    'notcontoso.com',
    'contoso.onmicrosoft.com',
  ],
  unknown: ['tailspin.example', 'wingtip.example', 'Tailspin.example'],
} as const
export const UNKNOWN: readonly string[] = DOMAINS.unknown
type Federation = keyof typeof DOMAINS

const LOCAL_PARTS = ['joe', 'Joe.Bloggs+', 'ann', 'bob', 'cat_', 'müller', '用户', "o'neil-"]
const PASSWORDS = [
  'Pa$$w0rd',
  'pässwörd',
  'with "quotes"',
  'a,b,c,d,e',
  'two\r\nlines!',
  'split\u2028here',
  '😀😀😀😀',
  'cr\rin it all',
  'line\nend "here"',
]
const SHORT_PASSWORDS = ['short', '1234567', '😀😀😀x', 'ééééééé', '""""', 'a,b']
const EDGED_PASSWORDS = [' Pa$$w0rd', 'Pa$$w0rd\u00a0', '\u3000long enough', 'long enough\n']
const EDGED_NAMES = [' contoso\\joe', 'joe\u00a0', '\u3000joe "x"\t']
const TRUE = ['True', 'TRUE', 'true', 'tRuE', ' True', 'TRUE \t', '\u3000true\u00a0']
const FALSE = ['False', '', 'FALSE', 'false', ' False ']
/** Words for true and false that Exchange does not know, and what is none and may be anything. */
const WORDS = ['yes', '1', '$true', 'Sand', 'Wahr', ' 0 ', "'True'", 'FALSE;', 'T\u200b', 'ложь']
const NO_WORDS = ['Tru e', 'да', 'yes, please', 'say "yes"', 'Pa$$w0rd', 'ann@contoso.com', '\u3000']
const BAD_ADDRESSES = [
  'nobody',
  'a@b',
  'a b@contoso.com',
  'a@@contoso.com',
  'a..b@contoso.com',
  '.a@contoso.com',
  'a@contoso_x.com',
  'a@-contoso.com',
  'smtp:a@contoso.com',
  ' a@contoso.com',
  `${'x'.repeat(250)}@contoso.com`,
  '😀@contoso.com',
  'contoso\\joe',
  'a,b@contoso.com',
]
const VALUES: Readonly<Record<string, readonly string[]>> = {
  UserRoot: ['/users', '', '/a "b"'],
  MailboxType: ['PrimaryOnly', '', 'archiveonly', 'PRIMARYANDARCHIVE'],
  BadItemLimit: ['Unlimited', '0', '', '2147483647', '007'],
  LargeItemLimit: ['UNLIMITED', '10', '', '2147483647'],
  TargetDatabase: ['DB1', '', 'DB, "one"'],
  TargetArchiveDatabase: ['', 'DB2', '日本'],
}
const BAD_VALUES: Readonly<Record<string, readonly string[]>> = {
  MailboxType: ['Primary', 'Primary Only', '1', 'x,y'],
  BadItemLimit: ['-1', '2147483648', '1.0', 'ten', 'Unlimited!'],
  LargeItemLimit: ['+1', '99999999999', '0x10', '١'],
}
/** What stands in columns that no rule may read. */
const JUNK = ['', 'True', 'yes', 'bad@', 'x,y', 'short', 'a@contoso.com', ' x ']
const SHAPES = ['"x" ', '"x"y', 'x"y"z', '"a" "b"', 'x "b,c"', 'x""y', 'x "b\nc"', '"x"\u00a0', '\'x\'""']

/** A column that may be read, or one that may not: of another name, or named before. */
export type Role = string | undefined

/** Something to be found in a row; the place is that of a cell. */
export interface Found {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly cell: number
  readonly fix?: 'False'
}

/** A user, and whether the domain is federated. */
export interface User {
  readonly address: string
  readonly federation: Federation
}

/** A row before it is written. */
export interface Draft {
  /** The user if the address can be read. */
  user: User | undefined
  readonly roles: readonly Role[]
  /** A value a column. */
  readonly values: string[]
  /** Cells that are written just so. */
  readonly asIs: Map<number, string>
  /** The word in ForceChangePassword that the correction replaces. */
  word: string | undefined
  readonly found: Found[]
  /** How many cells more or fewer than the header has; `blank`: a line of blanks. */
  surplus: number | 'blank'
}

/** What a row is made of. */
export interface Making {
  readonly dice: Dice
  readonly kind: Kind
  readonly roles: readonly Role[]
  /** Makes the address one of its own. */
  readonly unique: string
  /** Users of earlier rows, of the file before this one, too. */
  readonly known: readonly User[]
}

type Offend = (draft: Draft, making: Making) => void

/** The ways in which a row offends; one that lacks the column for it stays good. */
const OFFENCES = {
  none: () => {},
  'federated True': (draft, { dice }) => writeTrue(draft, dice.of(TRUE), true),
  'unknown True': (draft, { dice }) => {
    if (!put(draft, 'ForceChangePassword', dice.of(TRUE))) return
    find(draft, 'unknown-federation', 'EmailAddress', { severity: 'warning' })
  },
  'federated, no boolean': (draft, { dice }) => {
    const word = dice.of(WORDS)
    if (!put(draft, 'ForceChangePassword', word)) return
    draft.word = word.trim()
    find(draft, 'invalid-force-change-password', 'ForceChangePassword', { fix: 'False' })
  },
  'federated, no word': (draft, { dice }) => {
    if (put(draft, 'ForceChangePassword', dice.of(NO_WORDS)))
      find(draft, 'invalid-force-change-password', 'ForceChangePassword')
  },
  'managed, no boolean': (draft, { dice }) => {
    if (put(draft, 'ForceChangePassword', dice.of([...WORDS, ...NO_WORDS])))
      find(draft, 'invalid-force-change-password', 'ForceChangePassword')
  },
  'bad address': (draft, { dice, kind }) => {
    const column = dice.of(
      kind === 'staged' || kind === 'google' ? ['EmailAddress', 'Username'] : ['EmailAddress'],
    )
    if (put(draft, column, dice.of(BAD_ADDRESSES))) find(draft, 'invalid-email-address', column)
  },
  'empty cell': (draft, { dice, kind }) => {
    const column = dice.of(kind === 'imap' ? ['EmailAddress', 'Username', 'Password'] : ['EmailAddress'])
    if (put(draft, column, '')) find(draft, 'missing-value', column)
  },
  'bad value': (draft, { dice }) => {
    const columns = draft.roles.filter((role) => role !== undefined && role in BAD_VALUES) as string[]
    if (columns.length === 0) return
    const column = dice.of(columns)
    put(draft, column, dice.of(BAD_VALUES[column]!))
    find(draft, 'invalid-value', column)
  },
  'blank-edged user name': (draft, { dice }) => {
    if (put(draft, 'Username', dice.of(EDGED_NAMES))) find(draft, 'invalid-value', 'Username')
  },
  'short password': (draft, { dice, kind }) => badPassword(draft, kind, dice.of(SHORT_PASSWORDS)),
  'blank-edged password': (draft, { dice, kind }) => badPassword(draft, kind, dice.of(EDGED_PASSWORDS)),
  'user again': (draft, { dice, known }) => {
    if (known.length === 0) return
    const { address, federation } = dice.of(known)
    const again = dice.of([address, address.toUpperCase(), address.toLowerCase()])
    if (!put(draft, 'EmailAddress', again)) return
    draft.user = { address: again, federation }
    put(draft, 'ForceChangePassword', dice.of(FALSE))
  },
  'another width': (draft, { dice }) => {
    draft.surplus = dice.of([1, -1, 'blank', 2])
  },
  'ambiguous quotes': (draft, { dice }) => {
    const cell = dice.of([...draft.roles.keys()])
    makeUnreadable(draft, { dice, cell, written: dice.of(SHAPES) })
    draft.found.push({ rule: 'ambiguous-quoting', severity: 'error', cell })
  },
  damage: (draft, { dice }) => {
    const cell = dice.of([...draft.roles.keys()])
    makeUnreadable(draft, {
      dice,
      cell,
      written: dice.of([`M${DAMAGE}ller`, `"${DAMAGE}😀"`, `a${DAMAGE}@contoso.com`]),
    })
  },
} satisfies Record<string, Offend>

export type Offence = keyof typeof OFFENCES

const IN_ANY: readonly Offence[] = [
  'none',
  'none',
  'none',
  'bad address',
  'empty cell',
  'user again',
  'user again',
  'another width',
  'ambiguous quotes',
]
/** The offences that rows of a kind can have, but for damage. */
export const offencesOf: Readonly<Record<Kind, readonly Offence[]>> = {
  staged: [
    ...IN_ANY,
    'federated True',
    'federated True',
    'unknown True',
    'federated, no boolean',
    'federated, no word',
    'federated, no word',
    'unknown True',
    'managed, no boolean',
    'short password',
    'blank-edged password',
  ],
  imap: [...IN_ANY, 'blank-edged user name'],
  move: [...IN_ANY, 'bad value', 'bad value'],
  google: IN_ANY,
}

/** Offences of users in certain domains. */
const FEDERATION: Partial<Record<Offence, Federation>> = {
  'federated True': 'federated',
  'unknown True': 'unknown',
  'federated, no boolean': 'federated',
  'federated, no word': 'federated',
  'managed, no boolean': 'managed',
  'ambiguous quotes': 'federated',
  damage: 'federated',
}

/** A row that offends in one way, or in none. */
export function draftRow(offence: Offence, making: Making): Draft {
  const { dice, roles, unique } = making
  const federation = FEDERATION[offence] ?? dice.of(['federated', 'managed', 'unknown'] as const)
  const user = { address: `${dice.of(LOCAL_PARTS)}${unique}@${dice.of(DOMAINS[federation])}`, federation }
  const values = roles.map((role) => goodValue(role, user, making))
  const draft: Draft = { user, roles, values, asIs: new Map(), word: undefined, found: [], surplus: 0 }
  const offend: Offend = OFFENCES[offence]
  offend(draft, making)
  return draft
}

function goodValue(role: Role, { address, federation }: User, { dice, kind, unique }: Making): string {
  if (role === undefined) return dice.of(JUNK)
  if (role === 'EmailAddress') return address
  if (role === 'ForceChangePassword') return dice.of(federation === 'managed' ? [...TRUE, ...FALSE] : FALSE)
  if (role === 'Password') return dice.of(kind === 'imap' ? [...PASSWORDS, 'x'] : [...PASSWORDS, '', ''])
  if (role === 'Username')
    return dice.of(kind === 'imap' ? [`contoso\\${unique}`, 'a, b'] : [`x${unique}@y.example`, ''])
  return dice.of(VALUES[role]!)
}

/** Puts a value into a column; tells whether there is one. */
function put(draft: Draft, column: string, value: string): boolean {
  const cell = draft.roles.indexOf(column)
  if (cell < 0) return false
  draft.values[cell] = value
  if (column === 'EmailAddress') draft.user = undefined
  return true
}

function find(
  draft: Draft,
  rule: string,
  column: string,
  more: Pick<Found, 'fix'> & { severity?: 'warning' } = {},
) {
  draft.found.push({ rule, severity: 'error', cell: draft.roles.indexOf(column), ...more })
}

function writeTrue(draft: Draft, written: string, curable: boolean): void {
  if (!put(draft, 'ForceChangePassword', written)) return
  if (curable) draft.word = written.trim()
  find(draft, 'federated-force-change-password', 'ForceChangePassword', curable ? { fix: 'False' } : {})
}

function badPassword(draft: Draft, kind: Kind, password: string): void {
  if (kind === 'staged' && put(draft, 'Password', password))
    find(draft, 'invalid-password', 'Password', { severity: 'warning' })
}

/** A cell that nobody reads for sure; the others are judged, and none of them is corrected. */
function makeUnreadable(
  draft: Draft,
  { dice, cell, written }: { dice: Dice; cell: number; written: string },
): void {
  const role = draft.roles[cell]
  draft.asIs.set(cell, written)
  if (role === 'EmailAddress') draft.user = undefined
  else if (role !== 'ForceChangePassword' && dice.of([true, false])) writeTrue(draft, dice.of(TRUE), false)
}
