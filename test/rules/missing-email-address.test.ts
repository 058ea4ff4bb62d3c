import { describe, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { type Judging, judge, judgementOf, linesOf, read } from '../support/checking.ts'
import { encodeAs } from '../support/generators.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\na@contoso.com,pw,True\n'
const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** The message of the one finding, without what it says of the outcome. */
function causesOf(file: string | Uint8Array, path?: string): string {
  const { findings } = judgeAt(file, path)
  expect(findings.map(({ rule, severity, row, user }) => ({ rule, severity, row, user }))).toEqual([
    { rule: 'missing-email-address', severity: 'error', row: null, user: null },
  ])
  return findings[0]!.message.replace(/^Exchange .*? the whole batch\. /, '')
}

const judgeAt = (file: string | Uint8Array, path = 'users.csv') => check(read(file, path), judgementOf())

const ROW =
  'The first line is a user, not a header: put a line that names the columns, such as EmailAddress,Password,ForceChangePassword, above it.'
const SEMICOLONS =
  'The cells are separated by semicolons, as Excel writes them where the decimal sign is a comma; Exchange takes only commas.'
const SEPARATOR_LINE = 'It may take the "sep=" line for the header: remove that line.'
const TYPE_LINE =
  'It may take the "#TYPE" line for the header: export with -NoTypeInformation, or remove that line.'
const READ = "[IO.File]::ReadAllText((Resolve-Path -LiteralPath 'users.csv')"
const WRITE = "Export-Csv 'users-new.csv' -NoTypeInformation -Encoding UTF8"

describe('the likely cause is named', () => {
  test.each<[string, string | Uint8Array, string]>([
    [
      'no such column',
      'Konto,Password,ForceChangePassword\nx,pw,True\n',
      "Name the column with the users' addresses EmailAddress.",
    ],
    [
      'another name for it, and another for ForceChangePassword',
      'Email,Password,ForcePasswordChange\na@contoso.com,pw,True\n',
      'Name column 1, which seems to have the users\' addresses, EmailAddress. Write ForceChangePassword instead of "ForcePasswordChange".',
    ],
    ['a typo', 'EmailAdress,Password\n', 'Write EmailAddress instead of "EmailAdress".'],
    [
      'a blank in the name',
      'Email Address,Password\n',
      'Write EmailAddress instead of "Email Address", without blanks.',
    ],
    [
      'a hyphen in the name',
      'E-MailAddress,Password\n',
      'Write EmailAddress instead of "E-MailAddress", without hyphens.',
    ],
    [
      'blanks, hyphens and underscores in several names',
      'Email Address,Pass-word,Force_Change_Password\n',
      'Write EmailAddress instead of "Email Address", Password instead of the name of column 2 and ForceChangePassword instead of "Force_Change_Password", without blanks, hyphens and underscores.',
    ],
    [
      'columns that no batch has',
      'Mail,ForceChangePassword,Site,Room\n',
      "Name column 1, which seems to have the users' addresses, EmailAddress. No batch has columns 3 and 4: correct their names, or remove them.",
    ],
    [
      'one that no batch has',
      'Email Address,ForceChangePassword,Site\n',
      'Write EmailAddress instead of "Email Address", without blanks. No batch has column 3: correct its name, or remove it.',
    ],
    [
      'an invisible character',
      'Email\u200bAddress,Password\n',
      'An invisible character (U+200B) is in the name of column 1: write EmailAddress anew.',
    ],
    [
      'a control character in two names',
      'EmailAddress\u0007,ForceChangePassword\u0007\n',
      'An invisible character (U+0007) is in the names of columns 1 and 2: write EmailAddress and ForceChangePassword anew.',
    ],
    [
      'two marks',
      `\ufeff\ufeff${BATCH}`,
      'A byte-order mark (U+FEFF) belongs to the name of a column: save the file again as "CSV UTF-8".',
    ],
    ['sep=', `sep=,\n${BATCH}`, SEPARATOR_LINE],
    ['#TYPE', `#TYPE System.Object\n${BATCH}`, TYPE_LINE],
    ['both', `sep=,\n#TYPE System.Object\n${BATCH}`, `${SEPARATOR_LINE} ${TYPE_LINE}`],
    ['a title', `Users\n${BATCH}`, 'The header is line 2: remove the line above it.'],
    [
      'two titles and an empty line',
      `Users, of Monday\n\nAll of them\n${BATCH}`,
      'The header is line 4: remove the 2 lines above it.',
    ],
    [
      'sep= and a title',
      `sep=,\nUsers\n${BATCH}`,
      `${SEPARATOR_LINE} The header is line 3: remove the line above it.`,
    ],
    [
      'users above',
      `b@contoso.com,x,False\n${BATCH}`,
      'The header is line 2, below users: move it to the top.',
    ],
    ['the header left out', 'a@contoso.com,pw,True\n', ROW],
    ['the header left out, with semicolons', 'a@contoso.com;pw;True\n', `${SEMICOLONS} ${ROW}`],
    [
      'the header left out, with tabs',
      'pw\ta@contoso.com\tFalse\n',
      `The cells are separated by tabs; Exchange takes only commas. ${ROW}`,
    ],
    [
      'a quote never closed',
      `"${BATCH}`,
      'A double quote in the first line is never closed, so all that follows belongs to one value: remove the quote or close it.',
    ],
    [
      'quotes in odd places',
      'Email"Address,Pass"word\na@contoso.com,x\n',
      'Double quotes in the first line are where none may be: remove them.',
    ],
    [
      'quotes around the line',
      '"EmailAddress,Password"\n"a@contoso.com,x"\n',
      'The whole line is in double quotes: remove them, in every row.',
    ],
    [
      'single quotes',
      "'EmailAddress','Password','ForceChangePassword'\n'a@contoso.com','x','True'\n",
      'Single quotes (\') are not the quotes of CSV: remove them, or write double ones (").',
    ],
    [
      'single quotes around the only name',
      "'EmailAddress'\n'a@contoso.com'\n",
      'Single quotes (\') are not the quotes of CSV: remove them, or write double ones (").',
    ],
    [
      'typographic quotes and a typo',
      '\u201cEmailAdress\u201d,\u201cForceChangePassword\u201d\nx,True\n',
      'Typographic quotes (U+2018, U+2019, U+201C or U+201D) are not the quotes of CSV: remove them, or write straight double ones ("). Write EmailAddress instead of "EmailAdress".',
    ],
    [
      'blanks between the names',
      'EmailAddress   Password ForceChangePassword\n------------   -------- -------------------\n',
      'The names are separated by blanks, as on the screen: this is output of Format-Table or Out-File. Export the users with Export-Csv -NoTypeInformation -Encoding UTF8 instead.',
    ],
    [
      'letters that were lost',
      'Mail,Passw\ufffdrd,ForceChangePassword\na@contoso.com,x,True\n',
      "Letters were lost when the file was converted (U+FFFD is in their place): export it again. Name column 1, which seems to have the users' addresses, EmailAddress.",
    ],
    [
      'NULs below',
      `${BATCH.replaceAll(',', ';')}\0\0\0`,
      `${SEMICOLONS} There are NUL characters, which no text has: export it again.`,
    ],
    [
      'UTF-16 below',
      Buffer.concat([
        Buffer.from(BATCH.replaceAll(',', ';')),
        Buffer.from('b@contoso.com;x;True\n', 'utf16le'),
      ]),
      `${SEMICOLONS} The file goes on in UTF-16: write it anew, in one go.`,
    ],
    [
      'a mark of UTF-16 before ASCII',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(BATCH)]),
      'Not all of the file is UTF-16, which its byte-order mark says: write it anew, in one go.',
    ],
    [
      'a byte that the mark does not promise, and semicolons',
      Buffer.concat([
        encodeAs(BATCH.replaceAll(',', ';'), { encoding: 'utf-16le', mark: true }),
        Buffer.from('x'),
      ]),
      `${SEMICOLONS} Some bytes cannot be read in the encoding of the file: export it again.`,
    ],
  ])('%s', (_, file, causes) => {
    expect(causesOf(file)).toBe(causes)
  })

  test.each<[string, string | Uint8Array, string]>([
    [
      'semicolons',
      BATCH.replaceAll(',', ';'),
      `${SEMICOLONS} In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter ';' | ${WRITE}`,
    ],
    [
      'semicolons and a column of others',
      BATCH.replaceAll(',', ';').replace('\n', ';Site\n'),
      `${SEMICOLONS} No batch has column 4: correct its name, or remove it. In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter ';' | ${WRITE}`,
    ],
    [
      'tabs',
      BATCH.replaceAll(',', '\t'),
      `The cells are separated by tabs; Exchange takes only commas. In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter "\`t" | ${WRITE}`,
    ],
    [
      'vertical bars',
      BATCH.replaceAll(',', ' | '),
      `The cells are separated by vertical bars; Exchange takes only commas. In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter '|' | ${WRITE}`,
    ],
    [
      'colons',
      BATCH.replaceAll(',', ':'),
      `The cells are separated by colons; Exchange takes only commas. In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter ':' | ${WRITE}`,
    ],
    [
      'full-width commas',
      BATCH.replaceAll(',', '\uff0c'),
      `The cells are separated by full-width commas (U+FF0C); Exchange takes only the comma of ASCII (U+002C). In PowerShell: ${READ}) | ConvertFrom-Csv -Delimiter '\uff0c' | ${WRITE}`,
    ],
    [
      'UTF-16 without a mark',
      encodeAs(BATCH, { encoding: 'utf-16le', mark: false }),
      `The file is UTF-16 without a byte-order mark: save it as "CSV UTF-8". In PowerShell: ${READ}, [Text.Encoding]::Unicode) | ConvertFrom-Csv | ${WRITE}`,
    ],
    [
      'big-endian UTF-16 without a mark, with semicolons',
      encodeAs(BATCH.replaceAll(',', ';'), { encoding: 'utf-16be', mark: false }),
      `${SEMICOLONS} The file is UTF-16 (big-endian) without a byte-order mark: save it as "CSV UTF-8". In PowerShell: ${READ}, [Text.Encoding]::BigEndianUnicode) | ConvertFrom-Csv -Delimiter ';' | ${WRITE}`,
    ],
    [
      'UTF-32 without a mark',
      encodeAs(BATCH, { encoding: 'utf-32le', mark: false }),
      `The file is UTF-32 without a byte-order mark: save it as "CSV UTF-8". In PowerShell: ${READ}, [Text.Encoding]::UTF32) | ConvertFrom-Csv | ${WRITE}`,
    ],
    [
      'big-endian UTF-32 without a mark',
      encodeAs(BATCH, { encoding: 'utf-32be', mark: false }),
      `The file is UTF-32 (big-endian) without a byte-order mark: save it as "CSV UTF-8". In PowerShell: ${READ}, [Text.Encoding]::GetEncoding(12001)) | ConvertFrom-Csv | ${WRITE}`,
    ],
    [
      '#TYPE and semicolons: the command leaves the line out',
      `#TYPE X\n${BATCH.replaceAll(',', ';')}`,
      `${TYPE_LINE} ${SEMICOLONS} In PowerShell: (${READ}) -replace '\\A(.*\\r?\\n)') | ConvertFrom-Csv -Delimiter ';' | ${WRITE}`,
    ],
    [
      'sep=, a title and tabs: it leaves both out',
      `sep=\t\nUsers\n${BATCH.replaceAll(',', '\t')}`,
      `${SEPARATOR_LINE} The header is line 3: remove the line above it. The cells are separated by tabs; Exchange takes only commas. In PowerShell: (${READ}) -replace '\\A(.*\\r?\\n){2}') | ConvertFrom-Csv -Delimiter "\`t" | ${WRITE}`,
    ],
    [
      "a German Excel's file: separator, encoding and words in one command",
      latin1(
        'EmailAddress;Password;ForceChangePassword\na@contoso.com;M\u00fcller;WAHR\nb@contoso.com;x;FALSCH\n',
      ),
      `${SEMICOLONS} The file is not UTF-8 but, it seems, Windows-1252: letters beyond ASCII would be lost. WAHR and FALSCH are German for True and False: Exchange takes only the English words. In PowerShell: ${READ}, [Text.Encoding]::GetEncoding(1252)) | ConvertFrom-Csv -Delimiter ';' | ForEach-Object { $_.ForceChangePassword = $_.ForceChangePassword -replace '^\\s*WAHR\\s*$', 'True' -replace '^\\s*FALSCH\\s*$', 'False'; $_ } | ${WRITE}`,
    ],
    [
      'commas, a name and the encoding',
      latin1('EmailAdress,ForceChangePassword\nm\u00fcller@contoso.com,True\n'),
      `The file is not UTF-8 but, it seems, Windows-1252: letters beyond ASCII would be lost. Write EmailAddress instead of "EmailAdress". In PowerShell: ${READ}, [Text.Encoding]::GetEncoding(1252)) | ConvertFrom-Csv | ${WRITE}`,
    ],
  ])('with the command that converts the file: %s', (_, file, causes) => {
    expect(causesOf(file)).toBe(causes)
  })
})

describe('the command names the file as PowerShell takes it literally', () => {
  const semicolons = BATCH.replaceAll(',', ';')

  test.each([
    ["it's.csv", "'it''s.csv'", "'it''s-new.csv'"],
    ['it\u2019s.csv', "'it\u2019\u2019s.csv'", "'it\u2019\u2019s-new.csv'"],
    ['wave 1/Users.CSV', "'wave 1/Users.CSV'", "'wave 1/Users-new.csv'"],
    ['users.txt', "'users.txt'", "'users.txt-new.csv'"],
    ['$x `n [1].csv', "'$x `n [1].csv'", "'$x `n [1]-new.csv'"],
    ['-', "'FILE.csv'", "'FILE-new.csv'"],
    ['two\nlines.csv', "'FILE.csv'", "'FILE-new.csv'"],
  ])('%j', (path, from, to) => {
    const command = causesOf(semicolons, path).replace(/^.* In PowerShell: /, '')

    expect(command).toBe(
      `[IO.File]::ReadAllText((Resolve-Path -LiteralPath ${from})) | ConvertFrom-Csv -Delimiter ';' | Export-Csv ${to} -NoTypeInformation -Encoding UTF8`,
    )
  })
})

describe('what was only observed is told so', () => {
  test.each<[string, string | Uint8Array]>([
    ['sep=', `sep=,\n${BATCH}`],
    ['#TYPE', `#TYPE System.Object\n${BATCH}`],
    ['UTF-16 without a mark', encodeAs(BATCH, { encoding: 'utf-16le', mark: false })],
    ['quotes in odd places', 'Email"Address,Pass"word\na@contoso.com,x\n'],
  ])('%s', (_, file) => {
    expect(judge(file).findings[0]!.message).toMatch(
      /^Exchange may find no EmailAddress column and refuse the whole batch\. /,
    )
  })

  test.each<[string, string]>([
    ['a title', `Users\n${BATCH}`],
    ['sep= and semicolons', `sep=;\n${BATCH.replaceAll(',', ';')}`],
  ])('but not %s', (_, file) => {
    expect(judge(file).findings[0]!.message).toMatch(
      /^Exchange finds no EmailAddress column and refuses the whole batch\. /,
    )
  })
})

describe('a single near miss is marked at its cell', () => {
  test.each([
    ['the first one', 'Email Address,Password\nx,y\n', '1:1-1:14'],
    ['behind others', 'Password,"E-Mail Address"\nx,y\n', '1:10-1:26'],
    ['behind blank lines', '\r\n\nEmail Address,Password\nx,y\n', '3:1-3:14'],
    ['with blanks around', ' Email Address , Password \nx,y\n', '1:2-1:15'],
  ])('%s', (_, text, place) => {
    expect(linesOf(text)).toEqual([`${place} error missing-email-address`])
  })

  test.each([
    ['two near misses', 'Email Address,Pass word\nx,y\n', '1:1-1:24'],
    ['a column that no batch has', 'Email Address,Password,Site\nx,y,z\n', '1:1-1:28'],
    ['one far from it', 'Konto,ForceChangePassword\nx,y\n', '1:1-1:26'],
    ['another name for it', 'Mail,ForceChangePassword\nx,y\n', '1:1-1:25'],
    ['the first of several lines', '"E-Mail","ForceChange\nPassword"\nx,y\n', '1:1-1:22'],
    ['a line above', '\nUsers\nEmail Address,Password,ForceChangePassword\n', '2:1-2:6'],
    ['quotes around it', "'Email Address','Password'\nx,y\n", '1:1-1:27'],
  ])('otherwise the first line is: %s', (_, text, place) => {
    expect(linesOf(text)).toEqual([`${place} error missing-email-address`])
  })
})

describe('it is the only finding of the file', () => {
  const ALL: Judging = { maxRows: 1, severities: { 'unknown-column': 'error', 'duplicate-column': 'error' } }

  test.each([
    ['whatever stands in rows', 'Email Address,ForceChangePassword\nbad,maybe\n,True,x\n"a"b,True\n'],
    ['whatever else is in the header', 'Email Address,Site,Site,"ForceChangePassword" \nx,y,z,True\n'],
    ['without rows', 'Email Address,ForceChangePassword\n'],
  ])('%s', (_, text) => {
    expect(linesOf(text, ALL)).toHaveLength(1)
    expect(judge(text, ALL)).toMatchObject({
      rows: 0,
      federated: 0,
      edits: [],
      notChecked: undefined,
      leftAlone: undefined,
      findings: [{ rule: 'missing-email-address' }],
    })
  })
})

test.each(['EmailAddress', 'emailaddress', ' "EmailAddress" '.trimEnd(), 'EMAILADDRESS,Password'])(
  'not for %s',
  (header) => {
    expect(linesOf(`${header}\n`)).toEqual(['1:1-1:1 error empty-batch'])
  },
)

test('a damaged name is left to the finding about the bytes', () => {
  expect(linesOf(latin1('EmailAddr\u00e9ss,Password\na@contoso.com,\n'))).toEqual([
    '1:10-1:11 error not-unicode',
  ])
})

test('no password that stands where a name belongs is shown', () => {
  for (const text of [
    'a@contoso.com,ForceChangePassw0rd,False\n',
    'a@contoso.com;EmailAddress1;False\n',
    'Email Address,Passw0rd\nx,y\n',
    'Mail,ForceChangePassword,CANARY-1\nx,y,z\n',
  ]) {
    expect(judge(text).findings[0]!.message).not.toMatch(/Passw0rd|EmailAddress1|CANARY/)
  }
})
