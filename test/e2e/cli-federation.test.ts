import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known, staged } from '../support/staged.ts'

const files = {
  'wave-1.csv': staged('joe@contoso.com,True', 'ann@fabrikam.com,True', 'eve@example.com,False'),
  'wave-2.csv': staged('JOE2@Contoso.com,True', 'x@corp.example,maybe', 'bad,True', 'eve@example.com,'),
  'move.csv': 'EmailAddress,MailboxType\r\nx@example.com,PrimaryOnly\r\n',
}
const ASKED = ['contoso.com', 'fabrikam.com', 'corp.example']

describe('without a list', () => {
  test.concurrent.each([[[]], [['--fix']], [['--federated-domains', 'auto']]])(
    'the sign-in service is asked about domains that decide something, each once: %j',
    async (args) => {
      await using microsoft = await startMicrosoft({ domains: known })
      await using folder = await createFolder(files)
      const { status, stderr } = await runCli(folder, args, { env: microsoft.env })

      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      expect(domainsAsked(microsoft).sort()).toEqual([...ASKED].sort())
      expect(new Set(microsoft.tunnels)).toEqual(new Set(['login.microsoftonline.com:443']))
    },
  )

  test('nobody’s address leaves the machine, nor a header that tells more', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    await runCli(folder, [], { env: microsoft.env })
    const sent = microsoft.requests.map(({ method, url, body, headers }) => ({ method, url, body, headers }))

    expect(JSON.stringify(sent)).not.toMatch(/joe|ann|maybe|cookie|authorization|batches-/i)
    expect(sent.map(({ method, url, body }) => `${method} ${url}${body}`).sort()[1]).toBe(
      'GET https://login.microsoftonline.com/common/userrealm/migration-batch-check-asks-for-the-domain@corp.example?api-version=1.0',
    )
  })

  test('its answers decide, and --fix writes them', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    const { stdout } = await runCli(folder, ['--fix'], { env: microsoft.env })

    expect(stdout).toContain(
      "ForceChangePassword must be False: contoso.com is federated (Microsoft's sign-in service).",
    )
    expect((await folder.read('wave-1.csv')).toString()).toBe(files['wave-1.csv'].replace('True', 'False'))
    expect((await folder.read('wave-2.csv')).toString()).toBe(files['wave-2.csv'].replace('True', 'False'))
  })

  test('a sub-domain is asked about as it is written', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({ 'a.csv': staged('a@eu.contoso.com,True') })
    const { stdout } = await runCli(folder, [], { env: microsoft.env })

    expect(stdout).toContain(": eu.contoso.com is federated (Microsoft's sign-in service)")
    expect(domainsAsked(microsoft)).toEqual(['eu.contoso.com'])
  })

  test('a domain that no tenant has is a warning, once a file', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({ 'a.csv': staged('a@corp.example,True', 'b@corp.example,True') })
    const { status, stdout } = await runCli(folder, [], { env: microsoft.env })

    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^a\.csv:2:1 warning unknown-federation\n {2}Row 1: no Microsoft 365 organisation has corp\.example, so /,
    )
    expect(stdout).toMatch(/^1 batch checked, 2 rows, 0 federated users: 1 warning\.$/m)
  })

  test.concurrent.each<[string, string, string]>([
    ['personal accounts', 'outlook.com', 'warning unknown-federation'],
    ['personal accounts in a country', 'hotmail.co.uk', 'is for personal accounts'],
    ['onmicrosoft.com', 'contoso.onmicrosoft.com', 'nothing is wrong'],
  ])('it is not asked about %s', async (_, domain, says) => {
    await using microsoft = await startMicrosoft({ domains: { [domain]: 'Federated' } })
    await using folder = await createFolder({ 'a.csv': staged(`a@${domain},True`) })
    const { status, stdout } = await runCli(folder, [], { env: microsoft.env })

    expect(status).toBe(0)
    expect(stdout).toContain(says)
    expect(microsoft.tunnels).toEqual([])
  })

  test.concurrent.each(['contoso.com', 'none', '*', '!contoso.com'])(
    'but not if there is one that answers for all: %s',
    async (list) => {
      await using microsoft = await startMicrosoft({ domains: known })
      await using folder = await createFolder(files)
      await runCli(folder, ['--federated-domains', list], { env: microsoft.env })

      expect(microsoft.tunnels).toEqual([])
    },
  )
})

describe('a list and auto', () => {
  test('the list first, and the service for the rest', async () => {
    await using microsoft = await startMicrosoft({
      domains: { 'contoso.com': 'Managed', 'fabrikam.com': 'Federated' },
    })
    await using folder = await createFolder(files)
    const args = ['--federated-domains', 'contoso.com,auto', 'wave-1.csv']
    const { stdout } = await runCli(folder, args, { env: microsoft.env })

    expect(stdout).toContain('contoso.com is federated (named in federated-domains)')
    expect(stdout).toContain("fabrikam.com is federated (Microsoft's sign-in service)")
    expect(domainsAsked(microsoft)).toEqual(['fabrikam.com'])
  })
})

describe('what was asked is said', () => {
  const SAID = "Asked Microsoft's sign-in service about contoso.com, fabrikam.com."
  const sayings = { terminal: 'stdout', github: 'stdout', csv: 'stderr' } as const

  test.concurrent.each(Object.entries(sayings))('in %s on %s', async (format, where) => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    const answer = await runCli(folder, ['--format', format, 'wave-1.csv'], { env: microsoft.env })

    expect(answer[where].split('\n')).toContain(SAID)
    expect(`${answer.stdout}${answer.stderr}`.split(SAID)).toHaveLength(2)
  })

  test('in json as a list, in the order of asking', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(files)
    const { stdout, stderr } = await runCli(folder, ['--format', 'json'], { env: microsoft.env })

    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ asked: expect.arrayContaining(ASKED), notChecked: [] })
  })
})

test('standard input is asked for like a file', async () => {
  await using microsoft = await startMicrosoft({ domains: known })
  await using folder = await createFolder()
  const input = staged('joe@contoso.com,True', 'ann@fabrikam.com,True')
  const fixed = await runCli(folder, ['-', '--fix'], { input, env: microsoft.env })

  expect(fixed).toMatchObject({ status: 0, stdout: input.replace('True', 'False') })
  expect(fixed.stderr).toContain("Asked Microsoft's sign-in service about contoso.com, fabrikam.com.\n")
  expect(domainsAsked(microsoft)).toHaveLength(2)
})
