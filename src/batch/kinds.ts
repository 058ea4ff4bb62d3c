/** The column names that Exchange knows in any kind of batch. */
export type Column =
  | 'EmailAddress'
  | 'Password'
  | 'ForceChangePassword'
  | 'Username'
  | 'UserRoot'
  | 'MailboxType'
  | 'BadItemLimit'
  | 'LargeItemLimit'
  | 'TargetDatabase'
  | 'TargetArchiveDatabase'

/** The kinds of migration batch; `unknown` is a header that could be several of them. */
export type Kind = 'staged' | 'imap' | 'move' | 'google' | 'unknown'

/** What a kind of batch may hold. */
export interface KindOfBatch {
  readonly name: Kind
  readonly columns: readonly Column[]
  /** Columns whose cells must not be empty. */
  readonly required: readonly Column[]
  /** Columns that hold an SMTP address. */
  readonly addresses: readonly Column[]
  /** Columns that hold True or False. */
  readonly booleans?: readonly Column[]
  /** Columns that hold one of a few values; an empty cell means the value given with the batch. */
  readonly values?: Partial<Readonly<Record<Column, Values>>>
  /** Columns of any text that white space must neither begin nor end. */
  readonly trimmed?: readonly Column[]
  /** The column of passwords that are set on the new mailboxes; those of other kinds are the source's own. */
  readonly newPassword?: Column
  /** The most rows that Exchange is documented to take. */
  readonly maxRows?: number
}

/** What a cell may hold. */
export interface Values {
  /** Words, compared ignoring case. */
  readonly words: readonly string[]
  /** The largest whole number, if numbers from 0 on are values too. */
  readonly largest?: number
  /** Whether only Exchange Server uses them: in Exchange Online they are deprecated. */
  readonly onPremises?: true
}

const LIMIT: Values = { words: ['Unlimited'], largest: 2_147_483_647, onPremises: true }

/**
 * What each kind may hold. `src/rules/sources.ts` names the page that lists the columns of a kind; that a staged batch may
 * have a Username was only observed.
 */
export const kinds: Readonly<Record<Kind, KindOfBatch>> = {
  staged: {
    name: 'staged',
    columns: ['EmailAddress', 'Password', 'ForceChangePassword', 'Username'],
    required: ['EmailAddress'],
    addresses: ['EmailAddress', 'Username'],
    booleans: ['ForceChangePassword'],
    newPassword: 'Password',
    maxRows: 2000,
  },
  imap: {
    name: 'imap',
    columns: ['EmailAddress', 'Username', 'Password', 'UserRoot'],
    required: ['EmailAddress', 'Username', 'Password'],
    addresses: ['EmailAddress'],
    trimmed: ['Username'],
    maxRows: 50_000,
  },
  move: {
    name: 'move',
    columns: [
      'EmailAddress',
      'MailboxType',
      'BadItemLimit',
      'LargeItemLimit',
      'TargetDatabase',
      'TargetArchiveDatabase',
    ],
    required: ['EmailAddress'],
    addresses: ['EmailAddress'],
    values: {
      MailboxType: { words: ['PrimaryOnly', 'ArchiveOnly', 'PrimaryAndArchive'] },
      BadItemLimit: LIMIT,
      LargeItemLimit: LIMIT,
    },
  },
  google: {
    name: 'google',
    columns: ['EmailAddress', 'Username'],
    required: ['EmailAddress'],
    addresses: ['EmailAddress', 'Username'],
  },
  unknown: {
    name: 'unknown',
    columns: ['EmailAddress'],
    required: ['EmailAddress'],
    addresses: ['EmailAddress'],
  },
}

/** What a header names, exactly or nearly. */
export interface NamedColumns {
  readonly columns: ReadonlySet<Column>
  /** How many names belong to no batch, and how many of those are parameters of New-MigrationBatch. */
  readonly foreign: number
  readonly parameters: number
  /** Whether EmailAddress is the first name. */
  readonly addressFirst: boolean
}

/** Columns that no other file has; UserRoot is one of them beside a user name or a password. */
const ONLY_IN_MOVES: readonly Column[] = [
  'TargetDatabase',
  'TargetArchiveDatabase',
  'BadItemLimit',
  'LargeItemLimit',
]

/** Whether one of the columns belongs to batches only. */
export function tellsBatch(columns: ReadonlySet<Column>): boolean {
  return (
    columns.has('ForceChangePassword') ||
    ONLY_IN_MOVES.some((column) => columns.has(column)) ||
    (columns.has('UserRoot') && (columns.has('Username') || columns.has('Password')))
  )
}

/**
 * Tells the kind from what the header names; `undefined`: not a batch. ForceChangePassword alone makes one; other files may have
 * EmailAddress, too.
 */
export function kindOf({ columns, foreign, parameters, addressFirst }: NamedColumns): Kind | undefined {
  if (columns.has('ForceChangePassword')) return 'staged'
  if (!columns.has('EmailAddress')) return undefined
  const isBatch = tellsBatch(columns) || foreign === parameters || (addressFirst && foreign === 1)
  return isBatch ? kindByColumns(columns) : undefined
}

function kindByColumns(columns: ReadonlySet<Column>): Kind {
  if (ONLY_IN_MOVES.some((column) => columns.has(column))) return 'move'
  if (columns.has('UserRoot')) return 'imap'
  if (columns.has('Password')) return columns.has('Username') ? 'imap' : 'staged'
  if (columns.has('MailboxType')) return 'move'
  return columns.has('Username') ? 'google' : 'unknown'
}
