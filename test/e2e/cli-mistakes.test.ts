import { existsSync } from 'node:fs'
import { chmod, link, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, type Folder, runCli } from '../support/cli.ts'

const FIXABLE = 'EmailAddress,ForceChangePassword\na@contoso.com,True\n'

async function createBatches(): Promise<Folder> {
  const folder = await createFolder({
    'a.csv': FIXABLE,
    'sub/b.csv': FIXABLE,
    'dir.csv/c.csv': FIXABLE,
    'broken.yml': 'fail-on: error\nfiles: **/*.csv\n',
    'unknown.yml': '\nfail_on: error\n',
    'wrong.yml': 'rules:\n  too-many-row: warning\nfederated-domains: [contoso.com, contoso]\n',
  })
  return folder
}

/** Every file of a folder with its content. */
async function contentsOf(folder: Folder): Promise<string[][]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'latin1')]))
}

test('--fix leaves a read-only file alone and says why', async () => {
  await using folder = await createBatches()
  await chmod(folder.path, 0o777)
  await chmod(folder.at('a.csv'), 0o444)
  const { status, stdout } = await runCli(folder, ['--fix', '--federated-domains', 'contoso.com', 'a.csv'], {
    asNobody: true,
  })

  expect(status).toBe(1)
  expect(stdout).toMatch(/Not corrected: the file cannot be written \(the system does not permit it\)\./)
  expect(await folder.read('a.csv')).toEqual(Buffer.from(FIXABLE))
})

describe('a mistake is told in a sentence, and nothing is written', () => {
  test.concurrent.each<[string[], RegExp[]]>([
    [['--fixx'], [/^--fixx: there is no such option\. Did you mean --fix\?$/]],
    [['--nonsense'], [/^--nonsense: there is no such option\. See --help\.$/]],
    [['--output'], [/^--output needs a value\./]],
    [['--format', 'xml'], [/^--format must be terminal, json, csv or github, not "xml"\.$/]],
    [['--format', 'sarif'], [/^--format sarif is not available in this version\./]],
    [['--format', 'html'], [/^--format html is not available in this version\./]],
    [['--fail-on', 'warn'], [/^command line: fail-on must be error, warning or never\.$/]],
    [['--max-rows', 'many'], [/^command line: max-rows must be a whole number from 1 to 1000000, /]],
    [['--federated-domains', 'contoso'], [/^command line: federated-domains: entry 1 is not a domain\./]],
    [
      ['--federated-domains', 'domains.txt'],
      [/^command line: federated-domains: entry 1 is the name of a file, .* directory-export\.$/],
    ],
    [['--federated-domains', '!eu.contoso.com'], [/^command line: federated-domains only excludes domains/]],
    [['missing.csv'], [/^missing\.csv: there is no such file or folder\.$/]],
    [['*.xls'], [/^\*\.xls: no file matches\./]],
    [
      ['dir.csv'],
      [/^dir\.csv: this is a folder, not a file\. Write dir\.csv\/ to check the batches in it\.$/],
    ],
    [['--config', 'missing.yml'], [/^--config missing\.yml: there is no such file\.$/]],
    [['--config', 'sub'], [/^--config sub: it cannot be read \(it is a folder\)\.$/]],
    [['--config', 'broken.yml'], [/^broken\.yml:2: this is not YAML .*in quotes\.$/]],
    [['--config', 'unknown.yml'], [/^unknown\.yml:2: there is no such setting\. Did you mean fail-on\?$/]],
    [['--output', 'missing/report.json'], [/^--output missing\/report\.json: its folder does not exist\.$/]],
    [['--output', 'sub'], [/^--output sub: this is a folder\. Name a file\.$/]],
    [['--output', './a.csv'], [/^--output \.\/a\.csv: the report would overwrite a\.csv\./]],
    [['-', 'a.csv'], [/stands alone/]],
    [
      [
        '--fixx',
        '--format',
        'xml',
        '--config',
        'wrong.yml',
        '--max-rows',
        '0',
        'missing.csv',
        '*.xls',
        '--output',
        'sub',
      ],
      [
        /^--fixx: /,
        /^--format must be /,
        /^missing\.csv: /,
        /^\*\.xls: /,
        /^--output sub: /,
        /^wrong\.yml:2: there is no such rule\. Did you mean too-many-rows\?$/,
        /^wrong\.yml:3: federated-domains: entry 2 is not a domain\./,
        /^command line: max-rows must be /,
      ],
    ],
  ])('%j', async (args, sentences) => {
    await using folder = await createBatches()
    const before = await contentsOf(folder)
    const { status, stdout, stderr } = await runCli(folder, ['--fix', ...args], { input: FIXABLE })

    for (const sentence of sentences)
      expect(stderr.split('\n')).toContainEqual(expect.stringMatching(sentence))
    expect(stderr.trimEnd().split('\n')).toHaveLength(sentences.length)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(await contentsOf(folder)).toEqual(before)
  })

  test('in the configuration file that is found by itself', async () => {
    await using folder = await createBatches()
    await folder.write({ '.github/migration-batch-check.yml': 'federated-domains: *\n' })
    const { status, stderr } = await runCli(folder, ['--fix'])

    expect(status).toBe(2)
    expect(stderr).toMatch(/^\.github\/migration-batch-check\.yml:1: this is not YAML .*\n$/)
    expect(await folder.read('a.csv')).toEqual(Buffer.from(FIXABLE))
  })
})

describe('what may not be read or written', () => {
  test('a folder: the rest is not checked either', async () => {
    await using folder = await createBatches()
    await chmod(folder.at('sub'), 0o700)
    const { status, stdout, stderr } = await runCli(folder, [], { asNobody: true })

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe('sub: the folder cannot be read (the system does not permit it).\n')
  })

  test.each([[['.']], [['a.csv']], [['*.csv']]])('a file named by %j', async (args) => {
    await using folder = await createBatches()
    await chmod(folder.at('a.csv'), 0o600)
    const { status, stdout, stderr } = await runCli(folder, args, { asNobody: true })

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe('a.csv: the file cannot be read (the system does not permit it).\n')
  })

  test('the configuration file', async () => {
    await using folder = await createBatches()
    await folder.write({ '.github/migration-batch-check.yml': 'federated-domains: none\n' })
    await chmod(folder.at('.github/migration-batch-check.yml'), 0o600)
    const { status, stderr } = await runCli(folder, [], { asNobody: true })

    expect(status).toBe(2)
    expect(stderr).toBe(
      '--config .github/migration-batch-check.yml: it cannot be read (the system does not permit it).\n',
    )
  })

  test('the report', async () => {
    await using folder = await createBatches()
    const { status, stdout, stderr } = await runCli(folder, ['--output', 'report.txt'], { asNobody: true })

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe('--output report.txt: it cannot be written (the system does not permit it).\n')
  })

  test('a corrected file: the finding stays and says why', async () => {
    await using folder = await createBatches()
    const { status, stdout } = await runCli(
      folder,
      ['--fix', '--federated-domains', 'contoso.com', 'a.csv'],
      {
        asNobody: true,
      },
    )

    expect(status).toBe(1)
    expect(stdout).toMatch(/Not corrected: the file cannot be written \(the system does not permit it\)\./)
    expect(stdout).toMatch(/: 1 error\./)
    expect(await folder.read('a.csv')).toEqual(Buffer.from(FIXABLE))
    expect(await readdir(folder.path)).not.toContainEqual(expect.stringMatching(/tmp/))
  })
})

test('an empty folder called x.csv is no batch where it is only met', async () => {
  await using folder = await createFolder()
  await mkdir(folder.at('x.csv'))
  const { status, stdout } = await runCli(folder, [])

  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: 'Configuration file: none\nNo CSV file was found: nothing was checked.\n',
  })
})

test.skipIf(!existsSync('/dev/full'))('a full disk is said in a sentence', async () => {
  await using folder = await createFolder({ 'a.csv': FIXABLE })
  const { status, stderr } = await runCli(folder, ['--federated-domains', 'none', '--output', '/dev/full'])

  expect([status, stderr]).toEqual([2, 'The report cannot be written (the disk is full).\n'])
})

test('a report does not overwrite a batch behind a link, nor the configuration', async () => {
  await using folder = await createFolder({
    'a.csv': FIXABLE,
    '.github/migration-batch-check.yml': 'federated-domains: none\n',
  })
  await symlink('a.csv', folder.at('soft'))
  await link(folder.at('a.csv'), folder.at('hard'))
  for (const output of ['soft', 'hard', '.github/migration-batch-check.yml']) {
    const { status, stderr } = await runCli(folder, ['a.csv', '--output', output])
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^--output .* would overwrite /)])
  }
  expect((await folder.read('a.csv')).toString()).toBe(FIXABLE)
})

test.each([
  [
    'a folder of PowerShell options',
    ['-FederatedDomains', 'contoso.com'],
    /^-FederatedDomains: .*Did you mean --federated-domains\?$/m,
  ],
  ['an option given twice', ['--fail-on', 'error', '--fail-on', 'never'], /^--fail-on is given twice\./m],
  ['a short one, which is near to everything', ['-x'], /^-x: there is no such option\. See --help\.$/m],
])('%s', async (_, args, sentence) => {
  await using folder = await createFolder({ 'a.csv': FIXABLE })
  const { status, stderr } = await runCli(folder, args)

  expect(status).toBe(2)
  expect(stderr).toMatch(sentence)
})
