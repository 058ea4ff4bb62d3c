import { describe, expect, test } from 'vitest'
import { judge, linesOf, read } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const kindOf = (header: string) => judge(`${header}\n`).kind

describe('the kind is told from the header alone', () => {
  test.each([
    ['EmailAddress,Password,ForceChangePassword', 'staged'],
    ['EmailAddress,ForceChangePassword', 'staged'],
    ['EmailAddress,Password', 'staged'],
    ['ForceChangePassword', 'staged'],
    ['Username,ForceChangePassword,EmailAddress,Password', 'staged'],
    ['EmailAddress,ForceChangePassword,MailboxType', 'staged'],
    ['EmailAddress,UserName,Password', 'imap'],
    ['EmailAddress,UserName,Password,UserRoot', 'imap'],
    ['EmailAddress,MailboxType', 'move'],
    ['EmailAddress,BadItemLimit', 'move'],
    ['EmailAddress,LargeItemLimit', 'move'],
    ['EmailAddress,TargetDatabase', 'move'],
    ['EmailAddress,TargetArchiveDatabase', 'move'],
    ['EmailAddress,MailboxType,Username,Password', 'imap'],
    ['EmailAddress,MailboxType,Password', 'staged'],
    ['EmailAddress,Username,TargetDatabase', 'move'],
    ['EmailAddress,UserRoot', 'imap'],
    ['EmailAddress,Username', 'google'],
    ['EmailAddress', 'unknown'],
    ['EmailAddress,', 'unknown'],
    ['EmailAddress,Department', 'unknown'],
    ['EmailAddress,Password,Department', 'staged'],
    ['EmailAddress,TargetDeliveryDomain', 'unknown'],
    ['BatchName,EmailAddress,sourceendpoint,ArchiveOnly,TargetAddress,MailboxType', 'move'],
    ['Name,Site,EmailAddress,LargeItemLimit', 'move'],
    ['Name,Konto,ForceChangePassword,Site', 'staged'],
    ['Name,Konto,ForcePasswordChange,Site', 'staged'],
  ])('%s: %s', (header, kind) => {
    expect(kindOf(header)).toBe(kind)
  })

  test.each([
    ['any case', 'EMAILADDRESS,password,fORCEcHANGEpASSWORD'],
    ['any order', 'ForceChangePassword,EmailAddress,Password'],
    ['blanks around', ' EmailAddress ,\tPassword,ForceChangePassword\u00a0'],
    ['quotes', '"EmailAddress","Password","ForceChangePassword"'],
    ['blanks inside the quotes', '" EmailAddress","Password "," ForceChangePassword "'],
    ['another column', 'EmailAddress,Password,ForceChangePassword,Department'],
    ['a column twice', 'EmailAddress,Password,ForceChangePassword,Password'],
    ['blank lines before', '\r\n\n\u2028EmailAddress,Password,ForceChangePassword'],
  ])('a staged header with %s', (_, header) => {
    expect(kindOf(header)).toBe('staged')
    expect(linesOf(`${header}\n`)).toEqual([expect.stringMatching(/ error empty-batch$/)])
  })
})

describe('a name that is nearly right tells the kind too', () => {
  test.each([
    ['EmailAddress,ForceChangePasword', 'staged'],
    ['EmailAddress,Force Change Password', 'staged'],
    ['EmailAddress,Force-Change_Password', 'staged'],
    ['EmailAddress,ForceChangePasswords!', 'staged'],
    ['Name,EmailAddress,ForceChangePass', 'not-a-batch'],
    ['Name,EmailAddress,User_Root,Password', 'not-a-batch'],
    ['EmailAddress,ForcePasswordChanged', 'staged'],
    ['EmailAddress,Passwort', 'staged'],
    ['EmailAddress,User Name,Password', 'imap'],
    ['EmailAddress,MailboxTyp', 'move'],
    ['Email Address', 'unknown'],
    ['E-Mail Address,Password', 'staged'],
    ['EmailAdress,MailboxType', 'move'],
    ['Email_Adresse', 'unknown'],
  ])('%s: %s', (header, kind) => {
    expect(kindOf(header)).toBe(kind)
  })
})

describe('a file that is no batch is left alone', () => {
  test.each([
    [
      'an HR list',
      'EmailAddress,Name,Department',
      '2 of its 3 columns are in no batch; to make it one, remove them',
    ],
    [
      'a name before EmailAddress',
      'Name,EmailAddress',
      'one of its 2 columns is in no batch; to make it one, remove that column',
    ],
    [
      'an HR list with a near miss',
      'Email Address,Name,Department',
      'to make it one, rename "Email Address" to EmailAddress and remove the columns that a batch does not have',
    ],
    [
      'a user list with common columns',
      'Name,EmailAddress,Username,Password,MailboxType',
      'one of its 5 columns is in no batch; to make it one, remove that column',
    ],
    [
      'another name for the addresses',
      'Name,Primary SMTP-Address',
      "it has no EmailAddress column; if column 2 has the users' addresses, name it EmailAddress",
    ],
    ['no address column', 'Name,Department', 'it has no EmailAddress column'],
    ['passwords without addresses', 'UserName,Password', 'it has no EmailAddress column'],
    ['a name three letters off', 'EmailAddr,Password', 'it has no EmailAddress column'],
    ['a list of addresses without a header', 'a@contoso.com', 'it has no EmailAddress column'],
    [
      'an export of users',
      'Name,GivenName,Surname,EmailAddress',
      '3 of its 4 columns are in no batch; to make it one, remove them',
    ],
    [
      'words near to short names',
      'EmailAddress,UserRole,Passport',
      '2 of its 3 columns are in no batch; to make it one, remove them',
    ],
    ['a table of something else, separated by ;', 'Name;Department', 'it has no EmailAddress column'],
    ['sep= above something else', 'sep=;\nName;Department', 'it has no EmailAddress column'],
    ['#TYPE above something else', '#TYPE X\n"Name"', 'it has no EmailAddress column'],
  ])('%s', (_, text, why) => {
    expect(judge(`${text}\nx,y,z,"\n`)).toMatchObject({
      kind: 'not-a-batch',
      leftAlone: why,
      rows: 0,
      findings: [],
      edits: [],
    })
  })

  test('one that cannot be decoded too', () => {
    expect(judge(Buffer.from('Na\u00e9me,Department\nx,y\n', 'latin1'))).toMatchObject({
      kind: 'not-a-batch',
      leftAlone: 'it has no EmailAddress column',
      findings: [],
    })
  })
})

describe('a line that Exchange takes for the header and is none', () => {
  const batch = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,"pw" ,True\nb,c\n'
  const utf16 = { encoding: 'utf-16le', mark: true } as const

  test.each<[string, string | Uint8Array, string]>([
    ['sep=', `sep=,\r\n${batch}`, '1:1-1:6'],
    ['SEP= of another separator', `SEP=;\n${batch.replaceAll(',', ';')}`, '1:1-1:6'],
    ['#TYPE', `#TYPE Selected.System.Object\r\n${batch}`, '1:1-1:29'],
    ['#TYPE behind a mark', `\ufeff#TYPE Selected\n"EmailAddress","Password"\n`, '1:1-1:15'],
    ['; as separator', batch.replaceAll(',', ';'), '1:1-1:42'],
    ['; and quotes', '"EmailAddress";"Password"\n"a@contoso.com";"pw"\n', '1:1-1:26'],
    ['; and a near miss', 'Email Address;Password\n', '1:1-1:23'],
    ['tab as separator', batch.replaceAll(',', '\t'), '1:1-1:42'],
    ['a row above', `a@contoso.com,Pa$$w0rd,True\n${batch}`, '1:1-1:28'],
    ['a row of commas above', `,,\r\n${batch}`, '1:1-1:3'],
    ['a title above', `# our batch\n${batch}`, '1:1-1:12'],
    ['the whole line in quotes', '"EmailAddress,Password"\n"a@contoso.com,pw"\n', '1:1-1:24'],
    ['sep= behind two marks', `\ufeff\ufeffsep=,\n${batch}`, '1:1-1:7'],
    ['a quoted sep=', `"sep=;"\n${batch}`, '1:1-1:8'],
    [
      'an open quote and semicolons',
      '"EmailAddress;Password;ForceChangePassword\na@contoso.com;x;True\n',
      '1:1-1:43',
    ],
    ['UTF-16 without a mark', encodeAs(batch, utf16).subarray(2), expect.anything()],
    [
      'big-endian UTF-16 without a mark',
      encodeAs(batch, { ...utf16, encoding: 'utf-16be' }).subarray(2),
      expect.anything(),
    ],
  ])('%s hides the batch: one finding', (_, file, place) => {
    const outcome = judge(file)

    expect(outcome.kind).toBe('staged')
    expect(outcome.findings).toHaveLength(1)
    expect(outcome.edits).toEqual([])
    expect(linesOf(file)).toEqual([
      typeof place === 'string'
        ? `${place} error missing-email-address`
        : expect.stringMatching(/^1:\d+-1:\d+ error missing-email-address$/),
    ])
  })

  test.each([
    ['a row', 'a@contoso.com,Pa$$w0rd,True\nb@contoso.com,"pw" ,True\n', '1:1-1:28'],
    ['a quoted row in another order', '"False","a@contoso.com"\n', '1:1-1:24'],
    ['a row behind blank lines', '\n\r\na@contoso.com,Pa$$w0rd,True\n', '3:1-3:28'],
  ])('%s without a header has no kind', (_, text, place) => {
    expect(judge(text)).toMatchObject({ kind: 'unknown', rows: 0, federated: 0, edits: [] })
    expect(linesOf(text)).toEqual([`${place} error missing-email-address`])
  })

  test.each([
    ['sep=', 'EmailAddress,Password\nsep=,\na@contoso.com,pw\n'],
    ['a value with ; and tab', 'EmailAddress,Password;x\t\n'],
  ])('%s elsewhere hides nothing', (_, text) => {
    expect(linesOf(text).join()).not.toContain('missing-email-address')
  })
})

test('of a column named twice the first counts', () => {
  const header = 'EmailAddress,ForceChangePassword,EmailAddress,ForceChangePassword\n'

  expect(linesOf(`${header}a@contoso.com,True,bad,True\nbad,True,a@contoso.com,yes\n`)).toEqual([
    '2:15-2:19 error federated-force-change-password, row 1, a@contoso.com, fix False',
    '3:1-3:4 error invalid-email-address, row 2',
  ])
  expect([...read(header).header.columns]).toEqual([
    ['EmailAddress', 0],
    ['ForceChangePassword', 1],
  ])
})
