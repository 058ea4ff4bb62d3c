import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known } from '../support/staged.ts'

const batch = (...rows: readonly string[]) =>
  ['EmailAddress,Password,ForceChangePassword', ...rows, ''].join('\r\n')
/** Four users of contoso.com, which is federated; by their sign-in names only joe is. */
const BATCH = batch(
  'joe@contoso.com,made-up-1,True',
  'Ann.Lee@Contoso.com,made-up-2,True',
  'reception@contoso.com,made-up-3,False',
  'front.desk@fabrikam.com,,True',
)
const USERS = [
  'UserPrincipalName,Mail,ProxyAddresses',
  'joe@contoso.com,joe@contoso.com,',
  'ann@fabrikam.com,ann@contoso.com,SMTP:ann@contoso.com;smtp:ann.lee@contoso.com',
  'reception@contoso.onmicrosoft.com,reception@contoso.com,smtp:front.desk@fabrikam.com',
  '',
].join('\r\n')
const LISTED = ['--directory-export', 'users.csv', 'a.csv']
const NAMED = ['--federated-domains', 'contoso.com', ...LISTED]

/** The JSON report and the exit status of a run over `a.csv`. */
async function check(args: readonly string[], users = USERS, text = BATCH) {
  await using folder = await createFolder({ 'a.csv': text, 'users.csv': users })
  const { status, stdout } = await runCli(folder, ['--format', 'json', ...args])
  return { status, ...JSON.parse(stdout) }
}

describe('a list of users', () => {
  test('says by which name each signs in, and the message says so', async () => {
    const { status, findings } = await check(NAMED)

    expect(status).toBe(1)
    expect(findings.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/^A federated user has a password in this batch\./),
      'Row 1: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
    ])
  })

  test('lets the address of a managed domain be that of a federated user', async () => {
    const { findings } = await check(['--federated-domains', 'fabrikam.com', ...LISTED])

    expect(findings[1]).toMatchObject({
      row: 2,
      user: 'Ann.Lee@Contoso.com',
      message:
        'Row 2: ForceChangePassword must be False: Ann.Lee@Contoso.com signs in as ann@fabrikam.com (users.csv line 3), and fabrikam.com is federated (named in federated-domains).',
    })
    expect(findings).toHaveLength(2)
  })

  test('counts federated users, and those with a password, one by one', async () => {
    const federated = batch('a@contoso.com,made-up-1,', 'b@contoso.com,made-up-2,', 'c@contoso.com,,')
    const users = 'UserPrincipalName,Mail\r\nb@fabrikam.com,b@contoso.com\r\n'
    const { files, findings } = await check(NAMED, users, federated)

    expect(files).toMatchObject([{ rows: 3, federated: 2 }])
    expect(findings).toMatchObject([
      { rule: 'federated-password', message: expect.stringMatching(/^A federated user has a password/) },
    ])
  })

  test('the fix follows it', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': USERS })
    await runCli(folder, ['--fix', ...NAMED])

    expect((await folder.read('a.csv')).toString()).toBe(BATCH.replace('True', 'False'))
  })

  test('a sign-in name under a domain that is never sent anywhere', async () => {
    const users = 'UserPrincipalName,Mail\r\njoe@corp.example,joe@contoso.com\r\n'
    const { findings } = await check(['--federated-domains', 'corp.example', ...LISTED], users)

    expect(findings[1]).toMatchObject({
      message: expect.stringMatching(
        /: joe@contoso\.com signs in as joe@corp\.example .*, and corp\.example is federated/,
      ),
    })
  })
})

describe('without a list of domains the service is asked', () => {
  test('about the domains of sign-in names, not of addresses', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': USERS })
    const { stdout } = await runCli(folder, LISTED, { env: microsoft.env })

    expect(domainsAsked(microsoft).toSorted()).toEqual(['contoso.com', 'fabrikam.com']) // both at once
    expect(stdout).toMatch(/^1 batch checked, 4 rows, 1 federated user: 1 error, 1 notice\./m)
  })

  test('and one that nobody has is named by the user', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    const users = 'UserPrincipalName,Mail\r\njoe@corp.example,joe@contoso.com\r\n'
    await using folder = await createFolder({ 'a.csv': batch('joe@contoso.com,,True'), 'users.csv': users })
    const { status, stdout } = await runCli(folder, LISTED, { env: microsoft.env })

    expect(status).toBe(0)
    expect(stdout).toContain(
      'Row 1: joe@contoso.com signs in as joe@corp.example (users.csv line 2), and no Microsoft 365 organisation has corp.example, so ',
    )
  })
})

describe('what should be known about it', () => {
  const UNFLATTENED = fileURLToPath(
    new URL('../fixtures/exports/get-mguser-select-unflattened-ps7.csv', import.meta.url),
  )
  const NOTE = /^.*: ProxyAddresses holds the name of a list, or only its beginning.* -join ';'}}.*\.$/m

  test.concurrent.each([
    ['terminal', 'stdout'],
    ['github', 'stdout'],
    ['csv', 'stderr'],
  ] as const)('a list that was not flattened, in %s on %s', async (format, where) => {
    await using folder = await createFolder({ 'a.csv': BATCH })
    const args = ['--federated-domains', 'none', '--directory-export', UNFLATTENED]
    const { status, [where]: told } = await runCli(folder, [...args, '--format', format, 'a.csv'])

    expect(status).toBe(0)
    expect(told).toMatch(NOTE)
    const { stdout } = await runCli(folder, [...args, '--format', 'json', 'a.csv'])
    expect(JSON.parse(stdout).notes).toEqual([expect.stringMatching(NOTE)])
  })

  test('names without a domain, beside others', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': `${USERS}joe,x@contoso.com,\r\n` })
    const { status, stdout } = await runCli(folder, NAMED)

    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^users\.csv line 5 has no UserPrincipalName that can be used, so the domain of the address decides\.$/m,
    )
  })

  test('a list that was not asked for', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH })
    const path = fileURLToPath(new URL('../fixtures/exports/get-mguser-all-ps7.csv', import.meta.url))
    const args = ['--federated-domains', 'none', '--directory-export', path, 'a.csv']
    const { status, stdout } = await runCli(folder, args)

    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^.*-all-ps7\.csv: ProxyAddresses is empty in every row, so users are known by one address at most\. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses\.$/m,
    )
  })

  test.concurrent.each([
    ['{smtp:ann@contoso.com, smtp:ann.lee@contoso.com...}', 'Windows PowerShell'],
    ['{smtp:ann@contoso.com, smtp:ann.lee@contoso.com\u2026}', 'PowerShell 7'],
  ])('a list that PowerShell cut short: %s', async (list) => {
    const users = `UserPrincipalName,Mail,ProxyAddresses\r\nann@fabrikam.com,ann@contoso.com,"${list}"\r\n`
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': users })
    const { stdout } = await runCli(folder, NAMED)

    expect(stdout).toMatch(NOTE)
  })

  test.concurrent.each([
    ['a name', 'joe@contoso.com,joe@contoso.com,\r\nm\xfcller@contoso.com,m@contoso.com,\r\n'],
    ['an address', 'joe@contoso.com,joe@contoso.com,\r\nm@contoso.com,m\xfcller@contoso.com,\r\n'],
  ])('%s that is not Unicode: exit status 2, and the line is named', async (_, rows) => {
    const users = Buffer.from(`UserPrincipalName,Mail,ProxyAddresses\r\n${rows}`, 'latin1')
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': users })

    expect(await runCli(folder, NAMED)).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'users.csv line 3 has a name or an address with bytes that are not Unicode. Export it again with -Encoding UTF8, or save it as UTF-8.\n',
    })
  })

  test('a first page only', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH })
    const path = fileURLToPath(new URL('../fixtures/exports/graph-users-first-page.json', import.meta.url))
    const { stdout } = await runCli(folder, [
      '--federated-domains',
      'none',
      '--directory-export',
      path,
      'a.csv',
    ])

    expect(stdout).toMatch(/^.*first-page\.json is the first page of a longer list[.:] /m)
  })

  test.concurrent.each<[string, string, RegExp]>([
    [
      'two users claim an address',
      `${USERS}x@contoso.com,JOE@contoso.com,\r\n`,
      /^users\.csv line 2 and users\.csv line 5: two users have the address JOE@contoso\.com\./,
    ],
    ['only names of lists', 'UserPrincipalName,ProxyAddresses\r\na@contoso.com,System.String[]\r\n', NOTE],
    [
      'no address',
      'UserPrincipalName,Mail\r\na@contoso.com,\r\n',
      /^users\.csv has no user with a sign-in name and an address\./,
    ],
  ])('%s: exit status 2', async (_, users, sentence) => {
    await using folder = await createFolder({ 'a.csv': BATCH, 'users.csv': users })
    const { status, stdout, stderr } = await runCli(folder, NAMED)

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trimEnd()).toMatch(sentence)
  })
})
