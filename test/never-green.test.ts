import { describe, expect, test } from 'vitest'
import { fix } from './support/checking.ts'
import { found, scan } from './support/whole-check.ts'

const NAMES = ['EmailAddress', 'Password', 'ForceChangePassword']
const USER = ['joe@contoso.com', 'Passw0rd12', 'True']

/** A batch of one user, its cells separated by something. */
const batch = (between: string, names: readonly string[] = NAMES) =>
  `${names.join(between)}\r\n${USER.join(between)}\r\n`
const HIDDEN = ['1:1 error missing-email-address']

/** Files that were green although nothing, or not the right thing, had been read; each has one finding now. */
const foundGreen: readonly (readonly [name: string, text: string, finds: readonly string[]])[] = [
  ['a row without a header', `${USER.join(',')}\r\n`, HIDDEN],
  ['a row without a header, with semicolons', `${USER.join(';')}\r\n`, HIDDEN],
  ['a row without a header, with tabs', `${USER.join('\t')}\r\n`, HIDDEN],
  ['a row without a header, with False', 'joe@contoso.com;Passw0rd12;False\r\n', HIDDEN],
  ['a row without a header, in German', 'joe@contoso.com;Passw0rd12;WAHR\r\n', HIDDEN],
  ['a title line', `Wave 1\r\n${batch(',')}`, HIDDEN],
  ['two title lines', `Wave 1\r\nSecond floor\r\n${batch(',')}`, HIDDEN],
  ['a title line with commas', `Wave 1, June, second floor\r\n${batch(',')}`, HIDDEN],
  ['sep=', `sep=,\r\n${batch(',')}`, HIDDEN],
  ['#TYPE', `#TYPE System.Object\r\n${batch(',')}`, HIDDEN],
  ['sep= and then #TYPE', `sep=,\r\n#TYPE System.Object\r\n${batch(',')}`, HIDDEN],
  ['#TYPE and then sep=', `#TYPE System.Object\r\nsep=;\r\n${batch(';')}`, HIDDEN],
  ['semicolons', batch(';'), HIDDEN],
  ['tabs', batch('\t'), HIDDEN],
  ['"|" between the names', batch('|'), HIDDEN],
  ['":" between the names', batch(':'), HIDDEN],
  ['blanks between the names', batch('   '), HIDDEN],
  ['a full-width comma between the names', batch('\uff0c'), HIDDEN],
  ['another name for EmailAddress', batch(',', ['Email', 'Password', 'ForcePasswordChange']), HIDDEN],
  ['Mail and a near miss', batch(',', ['Mail', 'Password', 'ForceChangePasword']), HIDDEN],
  ['PrimarySmtpAddress', batch(',', ['PrimarySmtpAddress', 'Password', 'ForceChangePassword']), HIDDEN],
  [
    'single quotes',
    batch(
      ',',
      NAMES.map((name) => `'${name}'`),
    ),
    HIDDEN,
  ],
  [
    'typographic quotes',
    batch(
      ',',
      NAMES.map((name) => `“${name}”`),
    ),
    HIDDEN,
  ],
  ['a second mark', `\ufeff\ufeff${batch(',')}`, HIDDEN],
  ['a mark saved as UTF-8', `\ufffd\ufffd${batch(',')}`, ['1:1 error not-unicode']],
  [
    'an invisible character behind the quotes',
    batch(',', ['"EmailAddress"\u200b', 'Password', 'ForceChangePassword']),
    ['1:1 error ambiguous-quoting'],
  ],
]

describe.each(foundGreen)('%s', (_, text, finds) => {
  test('is an error in a scan, and nothing else is said', () => {
    expect(found(text)).toEqual(finds)
  })

  test('is a staged batch, or nobody knows, of which no row is counted or corrected', async () => {
    const { kind, federated } = scan(text)
    expect(['staged', 'unknown']).toContain(kind)
    expect(federated).toBe(0)
    expect((await fix(text)).toString()).toBe(text)
  })
})

test('UTF-16 without a mark is an error', () => {
  for (const text of [batch(','), batch(';'), 'EmailAddress\r\njoe@contoso.com\r\n']) {
    const little = Buffer.from(text, 'utf16le')
    expect(found(little)).toEqual(HIDDEN)
    expect(found(Buffer.from(little).swap16())).toEqual(HIDDEN)
  }
})

describe('what only looks like a batch is left alone', () => {
  const one = (header: string, row: string) => `${header}\r\n${row}\r\n`

  test.each<[string, string]>([
    ['a list of people', one('FirstName,LastName,EmailAddress,Department', 'Joe,Doe,joe@contoso.com,Sales')],
    ['people with semicolons', one('FirstName;LastName;EmailAddress;Phone', 'Joe;Doe;joe@contoso.com;1')],
    [
      'people with passwords',
      one('Name,Username,Password,EmailAddress,Class', 'Joe,jdoe,1ScaredMonkey,joe@contoso.com,7A'),
    ],
    [
      'accounts that are enabled',
      one('SamAccountName,EmailAddress,Enabled,PasswordNeverExpires', 'joe,joe@contoso.com,True,False'),
    ],
    [
      'a report of mailboxes',
      one('DisplayName,EmailAddress,MailboxType,ItemCount', 'Joe Doe,joe@contoso.com,UserMailbox,7'),
    ],
    [
      'a report of mailboxes by another name',
      one('DisplayName,PrimarySmtpAddress,RecipientTypeDetails', 'Joe Doe,joe@contoso.com,UserMailbox'),
    ],
    [
      'an export of the admin center',
      one('"DISPLAY NAME","MAILBOX TYPE","EMAIL ADDRESS"', '"Joe Doe","User","joe@contoso.com"'),
    ],
    ['a map of public folders', one('FolderPath,TargetMailbox', '\\Sales,Mailbox1')],
    ['a batch of public folders', one('FolderPath,TargetGroupMailbox', '\\Sales,sales@contoso.com')],
    [
      'a map of PST files',
      one(
        'Workload,FilePath,Name,Mailbox,IsArchive,TargetRootFolder,ContentCodePage,SPFileContainer',
        'Exchange,,joe.pst,joe@contoso.com,FALSE,/,,',
      ),
    ],
    ['memberships', one('Group,Member,Role', 'sales@contoso.com,joe@contoso.com,Owner')],
    ['memberships by address', one('GroupName,EmailAddress,IsOwner', 'Sales,joe@contoso.com,True')],
    ['a list of errors', one('Row,EmailAddress,ErrorMessage', '1,joe@contoso.com,It failed')],
    ['an export of domains', one('Id,AuthenticationType,IsDefault', 'contoso.com,Federated,True')],
    ['users and their names', one('UserPrincipalName,Mail,Enabled', 'joe@contoso.com,joe@contoso.com,True')],
    ['an address and a flag in a long row', 'joe@contoso.com,Joe,Doe,Sales,True\r\n'],
    ['two flags beside an address', 'joe@contoso.com,True,False\r\n'],
    ['text', 'Dear all,\r\nplease send me your EmailAddress.\r\n'],
  ])('%s', (_, text) => {
    expect([scan(text).kind, ...found(text)]).toEqual(['not-a-batch'])
  })
})
