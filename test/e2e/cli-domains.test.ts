import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import schema from '../../docs/schema/domains.schema.json' with { type: 'json' }
import { createFolder, type Folder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known, staged } from '../support/staged.ts'

const files = {
  'wave-1.csv': staged('joe@contoso.com,False', 'ann@Fabrikam.com,', 'bad,True', 'x@corp.example,True'),
  'sub/wave-2.csv': staged('eve@contoso.com,True', 'eve@contoso.com,maybe', 'bob@eu.contoso.com,False'),
  'move.csv': 'EmailAddress,MailboxType\r\nkim@contoso.onmicrosoft.com,PrimaryOnly\r\n',
  'printers.csv': 'Name,EmailAddress\r\na,a@example.com\r\n',
}
const ALL = [
  "federated  contoso.com              3 users  Microsoft's sign-in service",
  'managed    contoso.onmicrosoft.com  1 user   every onmicrosoft.com domain is',
  'unknown    corp.example             1 user   no Microsoft 365 organisation has it',
  "federated  eu.contoso.com           1 user   Microsoft's sign-in service",
  "managed    fabrikam.com             1 user   Microsoft's sign-in service",
]

/** The JSON of a run, which keeps the contract. */
async function reportOf(folder: Folder, args: readonly string[], env = {}) {
  const { status, stdout } = await runCli(folder, ['domains', '--format', 'json', ...args], { env })
  const isReport = new Ajv().compile(schema)
  const report = JSON.parse(stdout)

  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true)
  expect(Object.keys(report)).toEqual([
    'version',
    'batches',
    'rows',
    'domains',
    'configuration',
    'notes',
    'asked',
    'notChecked',
  ])
  return { status, ...report }
}

describe('domains', () => {
  test('tells of all domains, whatever is in ForceChangePassword, and asks about each once', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    const { status, stdout, stderr } = await runCli(folder, ['domains'], { env: microsoft.env })

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      ...ALL,
      '',
      'Left out: 1 row without a valid address in its place.',
      "Asked Microsoft's sign-in service about contoso.com, eu.contoso.com, fabrikam.com, corp.example.",
      'Configuration file: none',
      '3 batches, 5 domains.',
      '',
    ])
    expect(domainsAsked(microsoft)).toHaveLength(4)
  })

  test.concurrent.each<[string[], string[]]>([
    [['sub'], ['contoso.com', 'eu.contoso.com']],
    [
      ['wave-1.csv', 'move.csv'],
      ['contoso.com', 'contoso.onmicrosoft.com', 'corp.example', 'fabrikam.com'],
    ],
    [
      ['*.csv', '--federated-domains', 'none'],
      ['contoso.com', 'contoso.onmicrosoft.com', 'corp.example', 'fabrikam.com'],
    ],
    [['printers.csv'], []],
  ])('of %j: %j', async (args, names) => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    const { status, domains } = await reportOf(folder, args, microsoft.env)

    expect(status).toBe(0)
    expect(domains.map(({ domain }: { domain: string }) => domain)).toEqual(names)
  })

  test('of standard input', async () => {
    await using folder = await createFolder()
    const args = ['domains', '-', '--federated-domains', 'contoso.com']
    const answer = await runCli(folder, args, { input: files['sub/wave-2.csv'] })

    expect(answer).toMatchObject({ status: 0, stderr: '' })
    expect(answer.stdout).toBe(
      [
        'federated  contoso.com     2 users  named in federated-domains',
        'federated  eu.contoso.com  1 user   belongs to contoso.com (named in federated-domains)',
        '',
        'Configuration file: none',
        '1 batch, 2 domains.',
        '',
      ].join('\n'),
    )
  })

  test('of no batch', async () => {
    await using folder = await createFolder({ 'printers.csv': files['printers.csv'] })

    expect(await runCli(folder, ['domains'])).toMatchObject({
      status: 0,
      stdout: 'Configuration file: none\nNo batch was found: there is nobody to ask about.\n',
      stderr: '',
    })
  })

  test('of users who sign in under another domain', async () => {
    const users =
      'UserPrincipalName,Mail\r\neve@fabrikam.com,eve@contoso.com\r\nbob@contoso.com,bob@eu.contoso.com\r\n'
    await using folder = await createFolder({ ...files, 'users.csv': users })
    const args = [
      '--federated-domains',
      'contoso.com',
      '--directory-export',
      'users.csv',
      'wave-1.csv',
      'sub',
    ]
    const { domains } = await reportOf(folder, args)

    expect(domains).toEqual([
      {
        domain: 'contoso.com',
        signInDomain: 'contoso.com',
        answer: 'federated',
        because: 'named in federated-domains',
        users: 1,
      },
      {
        domain: 'contoso.com',
        signInDomain: 'fabrikam.com',
        answer: 'managed',
        because:
          'eve@contoso.com signs in as eve@fabrikam.com (users.csv line 2), and fabrikam.com is managed (not named in federated-domains)',
        users: 2,
      },
      {
        domain: 'corp.example',
        signInDomain: 'corp.example',
        answer: 'managed',
        because: 'not named in federated-domains',
        users: 1,
      },
      {
        domain: 'eu.contoso.com',
        signInDomain: 'contoso.com',
        answer: 'federated',
        because:
          'bob@eu.contoso.com signs in as bob@contoso.com (users.csv line 3), and contoso.com is federated (named in federated-domains)',
        users: 1,
      },
      {
        domain: 'fabrikam.com',
        signInDomain: 'fabrikam.com',
        answer: 'managed',
        because: 'not named in federated-domains',
        users: 1,
      },
    ])
  })

  test('counts the batches, and the rows whether they have an address or not', async () => {
    await using folder = await createFolder(files)
    const { batches, rows, domains } = await reportOf(folder, ['--federated-domains', 'none'])

    const users = domains.reduce((sum: number, each: { users: number }) => sum + each.users, 0)
    expect([batches, rows, users]).toEqual([3, 8, 7])
  })

  test('says how many rows it left out', async () => {
    await using folder = await createFolder({ 'a.csv': staged('bad,True', ',False', 'a@contoso.com,') })
    const { status, stdout } = await runCli(folder, ['domains', '--federated-domains', 'none'])

    expect(status).toBe(0)
    expect(stdout).toContain(
      '\nLeft out: 2 rows without a valid address in its place.\nConfiguration file: none\n1 batch, 1 domain.\n',
    )
  })

  test.concurrent.each([
    ['semicolons', 'EmailAddress;ForceChangePassword\r\na@contoso.com;True\r\n'],
    ['no header', 'a@contoso.com,True\r\nb@contoso.com,False\r\n'],
    ['a name misspelt', 'EmailAdress,ForceChangePassword\r\na@contoso.com,True\r\n'],
  ])('a batch whose addresses cannot be told is not taken for one without users: %s', async (_, text) => {
    await using folder = await createFolder({ ...files, 'odd.csv': text })
    const args = ['--federated-domains', 'none']
    const { status, notChecked, batches, domains } = await reportOf(folder, args)

    const why = 'its header names no EmailAddress that can be read: check it first'
    expect({ status, notChecked, batches }).toEqual({
      status: 2,
      notChecked: [{ path: 'odd.csv', why }],
      batches: 4,
    })
    expect(domains).toHaveLength(5)
    const { stdout } = await runCli(folder, ['domains', ...args])
    expect(stdout).toMatch(new RegExp(`^odd\\.csv was left out: ${why}\\.$`, 'm'))
  })

  test('of 200,000 domains', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `a@d${index}.example.com,`)
    await using folder = await createFolder({ 'a.csv': staged(rows.join('\r\n')) })
    const { status, stdout, stderr } = await runCli(folder, ['domains', '--federated-domains', 'none'])

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n').slice(-3)).toEqual(['Configuration file: none', '1 batch, 200000 domains.', ''])
  })

  test('may go into a file', async () => {
    await using folder = await createFolder(files)
    const args = ['domains', '--federated-domains', 'contoso.com']
    const printed = await runCli(folder, args)
    const written = await runCli(folder, [...args, '--output', 'domains.txt'])

    expect(written).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect((await folder.read('domains.txt')).toString()).toBe(printed.stdout)
  })
})

describe('nobody can answer', () => {
  test('exit status 2; the reason and the cure are said once', async () => {
    await using microsoft = await startMicrosoft({ fault: () => ({ status: 503 }) })
    await using folder = await createFolder(files)
    const { status, stdout } = await runCli(folder, ['domains'], { env: microsoft.env })

    expect(status).toBe(2)
    expect(stdout).toMatch(/^unknown {2}contoso\.com {14}3 users {2}nobody could answer$/m)
    expect(stdout).toMatch(/^managed {2}contoso\.onmicrosoft\.com /m)
    expect(stdout.match(/it failed twice \(HTTP 503\)/g)).toHaveLength(1)
    expect(stdout).toMatch(
      /^Nobody could say whether contoso\.com, corp\.example, eu\.contoso\.com, fabrikam\.com are federated: .* Run the check again with --federated-domains "auto,contoso\.com,corp\.example,eu\.contoso\.com,fabrikam\.com", and ! before each that is not\.$/m,
    )
  })

  test('in json the reason stands at the domain', async () => {
    await using folder = await createFolder(files)
    const { status, domains } = await reportOf(folder, ['wave-1.csv'])

    expect(status).toBe(2)
    expect(domains[0]).toMatchObject({
      domain: 'contoso.com',
      answer: 'unknown',
      because: expect.stringMatching(
        /^Microsoft's sign-in service .* gave no answer: the connection was refused/,
      ),
    })
  })
})
