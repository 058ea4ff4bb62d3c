import { chmod, symlink } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, type Folder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, staged } from '../support/staged.ts'

const FEDERATED = 'Id,AuthenticationType\r\ncontoso.com,Federated\r\n'
const MANAGED = FEDERATED.replace('Federated', 'Managed')
const files = {
  'a.csv': staged('joe@contoso.com,True', 'ann@eu.contoso.com,True'),
  'exports/domains.csv': FEDERATED,
  'exports/more.csv': '#TYPE x\r\n"Name","Authentication"\r\n"eu.contoso.com","Managed"\r\n',
}
const EXPORTS = ['--directory-export', 'exports/domains.csv', '--directory-export', 'exports/more.csv']
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/exports/${name}`, import.meta.url))

describe('--directory-export', () => {
  test('may be given several times, and nobody is asked about what they hold', async () => {
    await using microsoft = await startMicrosoft()
    await using folder = await createFolder(files)
    const { status, stdout } = await runCli(folder, EXPORTS, { env: microsoft.env })

    expect(status).toBe(1)
    expect(stdout).toContain('contoso.com is federated (exports/domains.csv line 2).')
    expect(stdout).toMatch(/^1 batch checked, 2 rows, 1 federated user: 1 error\. 1 can be fixed/m)
    expect(microsoft.tunnels).toEqual([])
  })

  test('comes after the named list and before the service', async () => {
    await using microsoft = await startMicrosoft({ domains: { 'fabrikam.com': 'Federated' } })
    await using folder = await createFolder({
      ...files,
      'a.csv': staged('a@contoso.com,True', 'b@eu.contoso.com,True', 'c@fabrikam.com,True'),
    })
    const args = [...EXPORTS, '--federated-domains', '!contoso.com,auto', '--format', 'json']
    const { stdout } = await runCli(folder, args, { env: microsoft.env })

    expect(JSON.parse(stdout).findings).toMatchObject([
      { message: expect.stringContaining("fabrikam.com is federated (Microsoft's sign-in service)") },
    ])
    expect(domainsAsked(microsoft)).toEqual(['fabrikam.com'])
  })

  test('may stand in the configuration file; the argument wins', async () => {
    await using folder = await createFolder({
      ...files,
      'old.csv': MANAGED,
      '.github/migration-batch-check.yml':
        'directory-export: [exports/domains.csv, ./exports/more.csv]\nfiles: a.csv\n',
    })
    const [configured, argued] = await Promise.all([
      runCli(folder, []),
      runCli(folder, ['--directory-export', 'old.csv']),
    ])

    expect(configured).toMatchObject({ status: 1, stderr: '' })
    expect(argued).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing is wrong') })
  })

  test.concurrent.each(['get-mgdomain-ps51.csv', 'get-mgdomain-ps51-unicode.csv', 'graph-domains.json'])(
    'reads what PowerShell and Graph write: %s',
    async (name) => {
      await using folder = await createFolder({ 'a.csv': files['a.csv'] })
      const { status, stdout } = await runCli(folder, ['--directory-export', fixture(name)])

      expect(status).toBe(1)
      expect(stdout).toMatch(/: contoso\.com is federated \(.*exports\/.* (line|entry) \d+\)\./)
      expect(stdout).not.toContain('Row 2')
    },
  )
})

describe('a complete list beside an export of domains', () => {
  test.concurrent.each([
    ['check', []],
    ['domains', ['domains']],
  ])('is a mistake, since one would be ignored: %s', async (_, command) => {
    await using folder = await createFolder(files)
    const args = [...command, ...EXPORTS, '--federated-domains', 'none', 'a.csv']

    expect(await runCli(folder, args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'federated-domains answers for every domain, so exports of domains would be ignored. Add exports to it (contoso.com,exports), or auto, to have the domains asked for that it does not name, or leave one of the two out.\n',
    })
  })

  test('is none with exports in it: the rest is not known, and nobody is asked', async () => {
    await using folder = await createFolder({
      ...files,
      'a.csv': staged('a@contoso.com,True', 'b@x.example,True'),
    })
    const args = [...EXPORTS, '--federated-domains', 'exports', '--format', 'json', 'a.csv']
    const { status, stdout, stderr } = await runCli(folder, args)

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { rule: 'federated-force-change-password' },
        {
          rule: 'unknown-federation',
          message: expect.stringContaining('no export has x.example, so'),
        },
      ],
      asked: [],
      notChecked: [],
    })
  })

  test.concurrent.each([
    ['contoso.com,auto', EXPORTS],
    ['contoso.com', ['--directory-export', 'users.csv']],
    ['contoso.com', []],
  ])('is not where nothing is left out: %s %j', async (list, exports) => {
    const users = 'UserPrincipalName,Mail\r\njoe@contoso.com,joe@contoso.com\r\n'
    await using folder = await createFolder({ ...files, 'users.csv': users })
    const { status, stdout, stderr } = await runCli(folder, [
      ...exports,
      '--federated-domains',
      list,
      'a.csv',
    ])

    expect(status).toBe(1)
    expect(stdout + stderr).not.toContain('answers for every domain')
  })
})

describe('a mistake in an export', () => {
  test.concurrent.each<[string, Record<string, string | Uint8Array>, RegExp[]]>([
    ['there is none', {}, [/^directory-export x: there is no such file\.$/]],
    ['it is a folder', { 'x/y.csv': '' }, [/^directory-export x: it cannot be read \(it is a folder\)\.$/]],
    [
      'it is a batch',
      { x: files['a.csv'] },
      [/^x is an export of neither .*EmailAddress, ForceChangePassword\.$/],
    ],
    [
      'it is a batch that has sign-in names',
      { x: 'UserPrincipalName,EmailAddress,ForceChangePassword\r\na@b.com,a@b.com,True\r\n' },
      [/^x is an export of neither .* It has UserPrincipalName, EmailAddress, ForceChangePassword\.$/],
    ],
    [
      'it is a batch that has words about domains',
      { x: 'Name,Authentication,Password\r\ncontoso.com,Federated,Cuckoo1\r\n' },
      [/^x is an export of neither (?!.*Cuckoo).* It has Name, Authentication, Password\.$/],
    ],
    ['it is empty', { x: '' }, [/^x is an export of neither domains nor users\..* It is empty\.$/]],
    [
      'it is kept in Git LFS',
      { x: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n' },
      [
        /^x is a Git LFS pointer, not the file itself\. Fetch it with "git lfs pull" or, for the Action, keep it out of Git LFS\.$/,
      ],
    ],
    [
      'nobody in it is verified',
      { x: 'Id,AuthenticationType,IsVerified\ncontoso.com,Federated,False\n' },
      [/^x has no domain that is verified\.$/],
    ],
    ['a header only', { x: 'Id,AuthenticationType\n' }, [/^x has a header and nothing below it\./]],
    [
      'a row is torn',
      { x: `${FEDERATED}eu.contoso.com,Managed,\r\n` },
      [/^x line 3 does not have as many cells as the header: 3 instead of 2\.$/],
    ],
    ['no domain', { x: `${FEDERATED}contoso,Managed\n` }, [/^x line 3: Id is not a domain\.$/]],
    [
      'another word',
      { x: `${FEDERATED}example.com,Yes\n,\n` },
      [/^x line 4: Id is not a domain: it is empty\.$/],
    ],
    ['no JSON', { x: '{"value": [' }, [/^x is not valid JSON\./]],
    [
      'it contradicts itself',
      { x: `${FEDERATED}Contoso.com,Managed\n` },
      [/^contoso\.com is federated in x line 2 and managed in x line 3\./],
    ],
  ])('%s: exit status 2, and nothing is done', async (_, more, sentences) => {
    await using folder = await createFolder({ 'a.csv': files['a.csv'], ...more })
    const { status, stdout, stderr } = await runCli(folder, ['--fix', '--directory-export', 'x', 'a.csv'])

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual(sentences.map((each) => expect.stringMatching(each)))
    expect((await folder.read('a.csv')).toString()).toBe(files['a.csv'])
  })

  test('all mistakes at once, of every export; beyond ten they are counted', async () => {
    const many = ['Id,AuthenticationType', ...Array.from({ length: 12 }, () => 'contoso,Managed'), ''].join(
      '\n',
    )
    await using folder = await createFolder({ ...files, x: many })
    const { stderr } = await runCli(folder, ['--directory-export', 'x', '--directory-export', 'missing', '.'])

    expect(stderr.trimEnd().split('\n')).toHaveLength(11)
    expect(stderr).toMatch(/^More mistakes in the exports: 3\.$/m)
  })

  test('two exports contradict each other', async () => {
    await using folder = await createFolder({ ...files, 'exports/more.csv': MANAGED })
    const { status, stderr } = await runCli(folder, EXPORTS)

    expect(status).toBe(2)
    expect(stderr).toBe(
      'contoso.com is federated in exports/domains.csv line 2 and managed in exports/more.csv line 2. Remove the one that is out of date.\n',
    )
  })

  test('it may not be read', async () => {
    await using folder = await createFolder(files)
    await chmod(folder.at('exports/domains.csv'), 0o600)
    const args = ['--directory-export', 'exports/domains.csv', 'a.csv']
    const { status, stderr } = await runCli(folder, args, { asNobody: true })

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'directory-export exports/domains.csv: it cannot be read (the system does not permit it).\n',
    })
  })
})

describe('an export among the batches', () => {
  /** A list of users that could be taken for a batch. */
  const users = 'UserPrincipalName,EmailAddress\r\njoe@fabrikam.com,joe@contoso.com\r\n'
  const among = { 'a.csv': files['a.csv'], 'users.csv': users }
  const pathsOf = async (folder: Folder, ...args: string[]) => {
    const { stdout } = await runCli(folder, ['--federated-domains', 'none', '--format', 'json', ...args])
    return JSON.parse(stdout).files.map(({ path }: { path: string }) => path)
  }

  test.concurrent.each([[[]], [['.']], [['*.csv']], [['users.csv', 'a.csv']], [['link.csv', 'a.csv']]])(
    'is not taken for one, however it is met: %j',
    async (targets) => {
      await using folder = await createFolder(among)
      await symlink('users.csv', folder.at('link.csv'))

      expect(await pathsOf(folder, '--directory-export', './users.csv', ...targets)).toEqual(['a.csv'])
      expect(await pathsOf(folder, '--directory-export', folder.at('users.csv'), ...targets)).toEqual([
        'a.csv',
      ])
    },
  )

  test.concurrent.each<[string[], string, 'stdout' | 'stderr']>([
    [['users.csv'], 'terminal', 'stdout'],
    [['.'], 'terminal', 'stdout'],
    [['users.csv'], 'json', 'stdout'],
    [['users.csv'], 'csv', 'stderr'],
  ])('is said to be all there is: %j in %s on %s', async (targets, format, where) => {
    await using folder = await createFolder({ 'users.csv': users })
    const args = ['--directory-export', 'users.csv', '--format', format, ...targets]
    const { status, [where]: told } = await runCli(folder, args)

    expect(status).toBe(0)
    const note = 'Only exports were found, and they are not checked as batches.'
    expect(told.split(note)).toHaveLength(2)
  })

  test('is not said to be all where there is a batch, or nothing', async () => {
    await using folder = await createFolder(among)
    await using empty = await createFolder({ 'users.txt': users })
    const runs = [
      await runCli(folder, ['--directory-export', 'users.csv', '--federated-domains', 'none']),
      await runCli(empty, ['--directory-export', 'users.txt']),
    ]

    for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain('Only exports')
  })

  test('is not overwritten by the report', async () => {
    await using folder = await createFolder(among)
    await symlink('users.csv', folder.at('report.txt'))
    for (const output of ['users.csv', './users.csv', 'report.txt']) {
      const args = ['--directory-export', 'users.csv', '--output', output, 'a.csv']
      const { status, stderr } = await runCli(folder, args)

      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `--output ${output}: the report would overwrite users.csv. Name another file.\n`,
      })
    }
    expect((await folder.read('users.csv')).toString()).toBe(users)
  })
})
