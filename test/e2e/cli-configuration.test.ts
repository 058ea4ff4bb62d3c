import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, type Files, type Folder, runCli } from '../support/cli.ts'
import { staged } from '../support/staged.ts'

const BATCH = staged('joe@contoso.com,True')
const CONFIGURATION = '.github/migration-batch-check.yml'
const FEDERATED = 'federated-domains: contoso.com\n'
const MANAGED = 'federated-domains: fabrikam.com\n'

/** What a run in a folder below says of its configuration, as JSON has it. */
async function runIn(folder: Folder, below: string, ...args: string[]) {
  const inside = { path: join(folder.path, below) }
  const { status, stdout, stderr } = await runCli(inside, [...args, '--format', 'json'])
  if (stdout === '') return { status, stderr, configuration: undefined, paths: [] }
  const { configuration, files } = JSON.parse(stdout)
  return { status, stderr, configuration, paths: files.map(({ path }: { path: string }) => path) }
}

const files: Files = {
  '.git/HEAD': '',
  [CONFIGURATION]: FEDERATED,
  'waves/one/a.csv': BATCH,
  [`waves/two/${CONFIGURATION}`]: MANAGED,
  'waves/two/deep/b.csv': BATCH,
}

describe('the nearest configuration file counts', () => {
  test.concurrent.each<[string, string[], number, string]>([
    ['.', ['waves/one/a.csv'], 1, CONFIGURATION],
    ['.', ['waves/one'], 1, CONFIGURATION],
    ['.', ['waves/o*/*.csv'], 1, CONFIGURATION],
    ['.', ['WAVES/ONE/*.csv'], 1, CONFIGURATION],
    ['.', ['waves'], 1, CONFIGURATION],
    ['.', [], 1, CONFIGURATION],
    ['waves/one', [], 1, `../../${CONFIGURATION}`],
    ['waves/one', ['a.csv'], 1, `../../${CONFIGURATION}`],
    ['.', ['waves/two/deep/b.csv'], 0, `waves/two/${CONFIGURATION}`],
    ['waves/one', ['../two/deep/*.csv'], 0, `../two/${CONFIGURATION}`],
    ['waves/two', [], 0, CONFIGURATION],
    ['waves/two', ['../one'], 1, `../../${CONFIGURATION}`],
  ])('in %s for %j', async (below, targets, status, configuration) => {
    await using folder = await createFolder(files)

    expect(await runIn(folder, below, ...targets)).toMatchObject({ status, stderr: '', configuration })
  })

  test('up to the folder that holds .git, and then that of the current folder', async () => {
    await using folder = await createFolder({
      [CONFIGURATION]: FEDERATED,
      'other/.git': 'gitdir: elsewhere',
      'other/deep/a.csv': BATCH,
      'here/x.txt': '',
      [`tools/${CONFIGURATION}`]: MANAGED,
    })

    expect(await runIn(folder, 'tools', '../other/deep')).toMatchObject({
      status: 0,
      configuration: CONFIGURATION,
    })
    expect(await runIn(folder, 'here', '../other/deep')).toMatchObject({ status: 2, configuration: null })
  })

  test('for a batch on standard input that of the current folder or above it', async () => {
    await using folder = await createFolder(files)
    const { stdout } = await runCli({ path: folder.at('waves/one') }, ['-'], { input: BATCH })

    expect(stdout).toMatch(/^Configuration file: \.\.\/\.\.\/\.github\/migration-batch-check\.yml$/m)
  })

  test('and one that is named beats it', async () => {
    await using folder = await createFolder(files)
    const named = ['--config', `waves/two/${CONFIGURATION}`, 'waves/one/a.csv']

    expect(await runIn(folder, '.', ...named)).toMatchObject({
      status: 0,
      configuration: `waves/two/${CONFIGURATION}`,
    })
  })

  test('the tool in its own folder does not judge another folder by its examples', async () => {
    await using folder = await createFolder({ 'batches/a.csv': staged('joe@fabrikam.com,True') })
    const root = { path: new URL('../..', import.meta.url).pathname }
    const { status, stdout } = await runCli(root, [folder.at('batches')])

    expect(status).toBe(2)
    expect(stdout).toMatch(/^Configuration file: none$/m)
    expect(stdout).toMatch(/^Asked Microsoft's sign-in service about fabrikam\.com\.$/m)
  })
})

describe('two configuration files', () => {
  const told = (one: string, other: string) =>
    `Different configuration files count: ${one}, ${other}. Check them in two runs, or name the one that is to count with --config.\n`

  test.concurrent.each<[string[], string, string]>([
    [
      ['waves/one/a.csv', 'waves/two/deep/b.csv'],
      `${CONFIGURATION} for waves/one/a.csv`,
      `waves/two/${CONFIGURATION} for waves/two/deep/b.csv`,
    ],
    [
      ['waves/two', 'waves/one'],
      `waves/two/${CONFIGURATION} for waves/two`,
      `${CONFIGURATION} for waves/one`,
    ],
  ])('of %j are a mistake', async (targets, one, other) => {
    await using folder = await createFolder(files)

    expect(await runCli(folder, targets)).toMatchObject({ status: 2, stdout: '', stderr: told(one, other) })
  })

  test('are, too, if there is none for one of the files', async () => {
    await using folder = await createFolder({
      'a/.git/HEAD': '',
      'a/a.csv': BATCH,
      [`b/${CONFIGURATION}`]: FEDERATED,
      'b/b.csv': BATCH,
    })

    expect(await runCli(folder, ['a/a.csv', 'b'])).toMatchObject({
      status: 2,
      stderr: told('none for a/a.csv', `b/${CONFIGURATION} for b`),
    })
  })

  test('of one content, through a link, are one', async () => {
    await using folder = await createFolder({ ...files, 'waves/one/x.txt': '' })
    await mkdir(folder.at('waves/one/.github'))
    await symlink(`../../two/${CONFIGURATION}`, folder.at(`waves/one/${CONFIGURATION}`))

    expect(await runIn(folder, '.', 'waves/one', 'waves/two')).toMatchObject({
      status: 0,
      configuration: `waves/one/${CONFIGURATION}`,
    })
  })

  test('and a file that is not there: both are told', async () => {
    await using folder = await createFolder(files)
    const { status, stderr } = await runCli(folder, ['waves/one', 'waves/two', 'gone.csv'])

    expect(status).toBe(2)
    expect(stderr).toMatch(/^Different configuration files count: /m)
    expect(stderr).toMatch(/^gone\.csv: /m)
  })
})

describe('paths in a configuration file are relative to the folder that holds its .github', () => {
  const domains = 'Id,AuthenticationType\ncontoso.com,Federated\n'

  test.concurrent.each<[string, string[]]>([
    ['.', ['waves/one']],
    ['waves', ['one/a.csv']],
    ['waves/one', []],
  ])('exports, in %s for %j', async (below, targets) => {
    await using folder = await createFolder({
      ...files,
      [CONFIGURATION]: 'directory-export: ./exports/domains.csv\n',
      'exports/domains.csv': domains,
    })

    expect(await runIn(folder, below, ...targets)).toMatchObject({ status: 1, stderr: '' })
  })

  test.concurrent.each<[string, string[]]>([
    ['.', ['waves/one/a.csv']],
    ['waves', ['one/a.csv']],
    ['waves/one', ['a.csv']],
    ['waves/two/deep', []],
  ])('files, in %s: %j', async (below, paths) => {
    await using folder = await createFolder({
      '.git/HEAD': '',
      [CONFIGURATION]: `${FEDERATED}files: ["waves/*/*.csv", "!waves/three/**"]\n`,
      'waves/one/a.csv': BATCH,
      'waves/two/deep/b.csv': BATCH,
      'waves/three/c.csv': BATCH,
      'd.csv': BATCH,
    })

    expect((await runIn(folder, below)).paths).toEqual(paths)
  })

  test('files, if it is named from above: nothing beside its folder is checked', async () => {
    const own = `${FEDERATED}files: "**/*.csv"\n`
    await using folder = await createFolder({ ...files, [`waves/two/${CONFIGURATION}`]: own })

    expect((await runIn(folder, '.', '--config', `waves/two/${CONFIGURATION}`)).paths).toEqual([
      'waves/two/deep/b.csv',
    ])
  })

  test('a file with another name is read as one of the current folder', async () => {
    await using folder = await createFolder({
      ...files,
      'settings/a.yml': `${FEDERATED}files: waves/one/*.csv\n`,
    })

    expect((await runIn(folder, '.', '--config', 'settings/a.yml')).paths).toEqual(['waves/one/a.csv'])
  })
})

test.concurrent.each([
  'EmailAddress,Password,ForceChangePassword\njoe@contoso.com,CANARY,True\n',
  'EmailAddress;Password\njoe@contoso.com;CANARY\n',
  '#TYPE x\n"EmailAddress","Password"\n"joe@contoso.com","CANARY"\n',
  'Password: CANARY\nfail-on: CANARY\nrules: { CANARY: off }\n',
  'CANARY: x\n? { CANARY: 1 }\n: !CANARY y\n',
  'federated-domains: CANARY\nmax-rows: CANARY\ncloud: CANARY\ntenant-id: CANARY\n',
  'joe@contoso.com: &CANARY x\na: *CANARY\n',
])('a batch named as the configuration shows nothing that is in it: %j', async (text) => {
  await using folder = await createFolder({ 'a.csv': BATCH, 'batch.csv': text })
  const { status, stdout, stderr } = await runCli(folder, ['--config', 'batch.csv', 'a.csv'])

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/^batch\.csv(?::\d+)?: /)
  expect(stderr).not.toContain('CANARY')
})

describe('a list in which something does nothing', () => {
  const LIST = ['--federated-domains', 'exampel.com,contoso.com,fabrikam.com', '--format', 'json']
  const batch = staged('a@contoso.com,True', 'b@example.com,False')
  const NOTES = [
    'No user of these batches is in exampel.com, which federated-domains names: did you mean example.com?',
    'No user of these batches is in fabrikam.com, which federated-domains names.',
  ]

  test.concurrent.each([[['a.csv']], [['domains', 'a.csv']]])('is told in a note: %j', async (args) => {
    await using folder = await createFolder({ 'a.csv': batch })
    const { stdout } = await runCli(folder, [...args, ...LIST])

    expect(JSON.parse(stdout).notes).toEqual(NOTES)
  })

  test('is told before what decided, and changes no exit status', async () => {
    await using folder = await createFolder({ 'a.csv': batch.replace('True', 'False') })
    const { status, stdout } = await runCli(folder, ['--federated-domains', 'exampel.com,contoso.com'])

    expect(status).toBe(0)
    expect(stdout).toContain(`${NOTES[0]}\nConfiguration file: none\ncontoso.com federated, 1 user: `)
  })

  test('is not told where a file could not be read', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'
    await using folder = await createFolder({ 'a.csv': batch, 'b.csv': pointer })
    const { status, stdout } = await runCli(folder, LIST)

    expect(status).toBe(2)
    expect(JSON.parse(stdout).notes).toEqual([])
  })

  test('is told where nobody could say who is federated', async () => {
    await using folder = await createFolder({ 'a.csv': staged('b@example.com,True') })
    const { status, stdout } = await runCli(folder, [
      '--federated-domains',
      'exampel.com,auto',
      '--format',
      'json',
    ])

    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      domains: [{ domain: 'example.com', federated: null, users: 1, because: 'nobody could answer' }],
      notes: [NOTES[0]],
    })
  })

  test('is not told where there is no staged batch', async () => {
    await using folder = await createFolder({
      'a.csv': 'EmailAddress,MailboxType\na@contoso.com,PrimaryOnly\n',
    })
    const { stdout } = await runCli(folder, LIST)

    expect(JSON.parse(stdout)).toMatchObject({ domains: [], notes: [] })
  })
})

test('a domain that no row needs an answer about is told as one that nobody was asked about', async () => {
  await using folder = await createFolder({ 'a.csv': staged('a@contoso.com,False', 'b@contoso.com,') })
  const { status, stdout } = await runCli(folder, [])

  expect(status).toBe(0)
  expect(stdout).toContain('contoso.com not known, 2 users: nobody was asked, since no row needs an answer\n')
})
