import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file as somebody had it, and what is right. */
export interface Sample {
  readonly file: string
  readonly kind: 'staged' | 'imap' | 'unknown' | 'not-a-batch'
  /** Everything that a scan finds, with contoso.com federated. */
  readonly finds: readonly string[]
  /** Words that the message of a rule must have, or must not have. */
  readonly says?: readonly (readonly [rule: string, words: RegExp])[]
  readonly neverSays?: RegExp
  /** How many rows Exchange would read, and how many are of federated users; not said where the file is no batch. */
  readonly counts?: readonly [rows: number, federated: number]
  /** What --fix replaces, by the text before and after; nothing: the file stays byte for byte. */
  readonly corrected?: readonly (readonly [before: string, after: string])[]
}

/** The bytes of a sample. */
export function bytesOf({ file }: Sample): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../fixtures/samples/found/${file}`, import.meta.url)))
}

const PASSWORDS = '1:14 notice federated-password'

/** The passwords of these files, which nobody may ever be shown. */
export const SECRETS = ['Passw0rd12', 'Pa55word34', 'P@ssw0rd', '1ScaredMonkey', '1HappyFish']

/** What a file that is no batch is, and nothing else. */
const noBatch = { kind: 'not-a-batch', finds: [] } as const

export const samples: readonly Sample[] = [
  {
    file: 'values-swapped.csv',
    kind: 'staged',
    finds: ['2:23 error invalid-force-change-password', '3:22 error invalid-force-change-password'],
    says: [['invalid-force-change-password', /seem to be swapped/]],
    counts: [2, 2],
  },
  {
    file: 'quotes-swallow-a-user.csv',
    kind: 'staged',
    finds: [PASSWORDS, '2:28 error line-break-in-value'],
    says: [['line-break-in-value', /line 3\b/]],
    counts: [1, 1],
  },
  {
    file: 'imap-quotes-swallow-a-user.csv',
    kind: 'imap',
    finds: ['2:21 error line-break-in-value'],
    says: [['line-break-in-value', /line 3\b/]],
    counts: [1, 0],
  },
  {
    file: 'imap-username-edge-space.csv',
    kind: 'imap',
    finds: ['2:19 error invalid-value'],
    says: [['invalid-value', /UserName/i]],
    counts: [1, 0],
  },
  {
    file: 'non-ascii-local-part.csv',
    kind: 'staged',
    finds: [
      PASSWORDS,
      '2:1 warning invalid-email-address',
      '2:29 error federated-force-change-password',
      '3:1 warning invalid-email-address',
    ],
    says: [['invalid-email-address', /ASCII/]],
    counts: [2, 1],
    corrected: [['jörg@contoso.com,Passw0rd12,True', 'jörg@contoso.com,Passw0rd12,False']],
  },
  { file: 'mailbox-report.csv', ...noBatch },
  { file: 'user-list-with-passwords.csv', ...noBatch },
  {
    file: 'address-and-target.csv',
    kind: 'unknown',
    finds: ['1:14 error unknown-column'],
    says: [['unknown-column', /TargetAddress.*(New-MigrationBatch|TargetDeliveryDomain)/s]],
    neverSays: /did you mean/i,
    counts: [1, 0],
  },
  {
    file: 'admin-center-export.csv',
    ...noBatch,
    says: [
      ['not-a-batch', /EMAIL ADDRESS.*\bEmailAddress\b/s],
      ['not-a-batch', /remove/i],
    ],
    neverSays: /did you mean|MailboxType/i,
  },
  {
    file: 'format-table-output.csv',
    kind: 'staged',
    finds: ['2:1 error missing-email-address'],
    says: [
      ['missing-email-address', /blank|space/i],
      ['missing-email-address', /Export-Csv/],
    ],
    counts: [0, 0],
  },
  {
    file: 'utf16-appended-to-ascii.csv',
    kind: 'unknown',
    finds: ['3:2 error not-unicode'],
    says: [
      ['not-unicode', /UTF-16/],
      ['not-unicode', /NUL/],
    ],
  },
  {
    file: 'invisible-characters.csv',
    kind: 'staged',
    finds: [
      '1:16 notice federated-password',
      '2:1 error invalid-email-address',
      '3:1 error invalid-email-address',
      '4:1 error invalid-email-address',
      '5:29 error federated-force-change-password',
      '6:32 error federated-force-change-password',
    ],
    says: [
      ['invalid-email-address', /U\+0020|\bblank\b|\bspace\b/i],
      ['invalid-email-address', /U\+00A0 no-break space/i],
      ['invalid-email-address', /U\+200B zero-width space/i],
      ['invalid-email-address', /\bend\b|\b16\b|\blast\b/],
    ],
    counts: [5, 2],
    corrected: [
      ['cat@contoso.com\u00a0,Passw0rd12,True', 'cat@contoso.com\u00a0,Passw0rd12,False'],
      ['"dan@contoso.com","Passw0rd12","True "', '"dan@contoso.com","Passw0rd12","False "'],
    ],
  },
  {
    file: 'two-files-joined.csv',
    kind: 'staged',
    finds: [
      PASSWORDS,
      '3:1 error invalid-email-address',
      '4:28 error federated-force-change-password',
      '5:1 error wrong-column-count',
    ],
    says: [
      ['invalid-email-address', /header/],
      ['wrong-column-count', /Ctrl-Z/],
    ],
    corrected: [['ann@contoso.com,Passw0rd12,True', 'ann@contoso.com,Passw0rd12,False']],
  },
  {
    file: 'force-password-change.csv',
    kind: 'staged',
    finds: [PASSWORDS, '1:23 error unknown-column'],
    says: [['unknown-column', /ForceChangePassword/]],
    counts: [1, 1],
  },
  {
    file: 'type-line-and-semicolons.csv',
    kind: 'staged',
    finds: ['1:1 error missing-email-address'],
    says: [
      ['missing-email-address', /#TYPE/],
      ['missing-email-address', /semicolon|";"/],
    ],
    counts: [0, 0],
  },
  {
    file: 'rows-in-quotes.csv',
    kind: 'staged',
    finds: ['2:1 error wrong-column-count', '3:1 error wrong-column-count'],
    says: [['wrong-column-count', /whole (line|row).*double quotes.*remove/is]],
    counts: [2, 0],
  },
  {
    file: 'single-quotes.csv',
    kind: 'staged',
    finds: ['1:1 error missing-email-address'],
    says: [['missing-email-address', /single quote|U\+0027|apostrophe/i]],
    counts: [0, 0],
  },
  {
    file: 'workbook-renamed.csv',
    ...noBatch,
    says: [
      ['not-a-batch', /Excel workbook/],
      ['not-a-batch', /CSV UTF-8/],
    ],
  },
]
