import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { staged } from '../support/staged.ts'

const LONG = 'x'.repeat(300)
const DOMAINS = 'Id,AuthenticationType\r\ncontoso.com,Federated\r\n'

/** A folder with a batch, an export, a circle of links and a file that holds more than is read. */
async function createOdd() {
  const folder = await createFolder({
    'a.csv': staged('joe@contoso.com,True'),
    'exports/d.csv': DOMAINS,
    'nul.yml': 'directory-export: "x\\0y"\n',
  })
  await symlink('circle', folder.at('circle'))
  await writeFile(folder.at('large'), '')
  await truncate(folder.at('large'), 2 ** 28 + 1) // without a block on the disk
  return folder
}

describe('an odd path is a mistake in a sentence, never a stack', () => {
  test.concurrent.each([
    [['--directory-export', 'a.csv/x'], 'it cannot be read (a part of its path is not a folder).'],
    [['--directory-export', 'circle'], 'it cannot be read (its links lead in a circle).'],
    [['--directory-export', LONG], 'it cannot be read (its name is too long).'],
    [['--directory-export', 'exports'], 'it cannot be read (it is a folder).'],
    [['--directory-export', 'large'], 'it is larger than 256 MiB.'],
    [['--output', 'circle'], 'it cannot be written (its links lead in a circle).'],
    [['--output', 'a.csv/x'], 'it cannot be written (a part of its path is not a folder).'],
    [['--output', LONG], 'it cannot be written (its name is too long).'],
  ])('%j', async (args, sentence) => {
    await using folder = await createOdd()
    const list = args[0] === '--output' ? ['--federated-domains', 'none'] : []
    for (const command of [[], ['domains']]) {
      const answer = await runCli(folder, [...command, ...args, ...list, 'a.csv'])

      expect(answer).toMatchObject({
        status: 2,
        stdout: '',
        stderr: `${args.join(' ').replace('--dir', 'dir')}: ${sentence}\n`,
      })
    }
  })

  test('a name with a NUL, from the configuration', async () => {
    await using folder = await createOdd()

    expect(await runCli(folder, ['--config', 'nul.yml', 'a.csv'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'directory-export x\\u{0}y: it cannot be read (its name has a NUL in it).\n',
    })
  })
})

test.concurrent.each(['.//exports/d.csv', 'exports/../exports/d.csv', 'exports//d.csv'])(
  'a path may be written as %s',
  async (path) => {
    await using folder = await createOdd()
    await mkdir(folder.at('.github'))
    await writeFile(folder.at('.github/migration-batch-check.yml'), `directory-export: ${path}\n`)
    for (const args of [['--directory-export', path], []]) {
      const { status, stdout, stderr } = await runCli(folder, [...args, 'a.csv', 'exports'])

      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      expect(stdout).toContain('contoso.com is federated (exports/d.csv line 2).')
    }
  },
)

test('the same file by two names is one export', async () => {
  await using folder = await createOdd()
  const args = ['./exports/d.csv', 'exports//d.csv'].flatMap((path) => ['--directory-export', path])
  const { stdout } = await runCli(folder, [...args, '--format', 'json', 'a.csv'])

  expect(JSON.parse(stdout).findings).toHaveLength(1)
})

describe('nothing in a mistake is obeyed by the runner or by a terminal', () => {
  test.concurrent.each<[string, string[], string]>([
    ['a setting', ['--config', 'stop.yml'], 'stop.yml:1: fail-on must be error, warning or never.'],
    [
      'the name of an export',
      ['--directory-export', 'x\n::stop-commands::abc\u001b[31m'],
      'directory-export x\\u{a}::stop-commands::abc\\u{1b}[31m: there is no such file.',
    ],
    ['the name of a file', ['::error::x'], './::error::x: there is no such file or folder.'],
    ['an option', ['--x\n::error::y'], '--x\\u{a}::error::y: there is no such option. See --help.'],
  ])('%s', async (_, args, sentence) => {
    await using folder = await createFolder({ 'stop.yml': 'fail-on: "x\\n::stop-commands::abc"\n' })
    const { status, stdout, stderr } = await runCli(folder, [...args, '--federated-domains', 'none'])

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.split('\n')).toContain(sentence)
    expect(stderr).not.toMatch(/^\s*::/m)
    expect(stderr).not.toContain('\u001b')
  })
})
