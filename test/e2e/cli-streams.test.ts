import { type StdioOptions, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { link, symlink, truncate } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, type Folder } from '../support/cli.ts'
import { staged } from '../support/staged.ts'

const bundle = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))
const BAD = staged('a@contoso.com,True')
const FEDERATED = ['--federated-domains', 'contoso.com']

/** What each stream is: a file, how it is opened, and otherwise a pipe, or the null device for standard input. */
interface Streams {
  readonly input?: string
  readonly output?: string
  readonly errors?: string
}

function runWith(folder: Folder, args: readonly string[], { input, output, errors }: Streams) {
  const open = (path: string | undefined, flags: string) =>
    path === undefined ? undefined : openSync(folder.at(path), flags)
  const files = [open(input, 'r'), open(output, 'a'), open(errors, 'a')]
  const stdio: StdioOptions = [files[0] ?? 'ignore', files[1] ?? 'pipe', files[2] ?? 'pipe']
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: folder.path,
    stdio,
    encoding: 'utf8',
  })
  for (const file of files) if (file !== undefined) closeSync(file)
  return { status, stdout, stderr }
}

describe.skipIf(!existsSync('/dev/full'))('a full disk behind', () => {
  test.each<[string, string[]]>([
    ['the report', [...FEDERATED, 'a.csv']],
    ['the JSON report', ['--format', 'json', ...FEDERATED, 'a.csv']],
    ['the help', ['--help']],
    ['the list of domains', ['domains', ...FEDERATED, 'a.csv']],
  ])('standard output is said in a sentence: %s', async (_, args) => {
    await using folder = await createFolder({ 'a.csv': BAD })
    await symlink('/dev/full', folder.at('full'))

    expect(runWith(folder, args, { output: 'full' })).toMatchObject({
      status: 2,
      stderr: 'The report cannot be written (the disk is full).\n',
    })
  })

  test('the corrected batch is said in a sentence', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    await symlink('/dev/full', folder.at('full'))
    const { status, stderr } = runWith(folder, ['-', '--fix', ...FEDERATED], {
      input: 'a.csv',
      output: 'full',
    })

    expect(status).toBe(2)
    expect(stderr).toMatch(/^The batch cannot be written to standard output \(the disk is full\)\.$/m)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('standard error is told by the exit status', async () => {
    await using folder = await createFolder()
    await symlink('/dev/full', folder.at('full'))

    expect(runWith(folder, ['missing.csv'], { errors: 'full' })).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('standard input', () => {
  const refused = (sentence: string) => ({ status: 2, stdout: '', stderr: `${sentence}\n` })

  test('may be a file', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })

    expect(runWith(folder, ['-', '--fix', ...FEDERATED], { input: 'a.csv' })).toMatchObject({
      status: 0,
      stdout: BAD.replace('True', 'False'),
    })
  })

  test.each([[[]], [['domains']]])('is no batch if nothing is connected to it: %j', async (command) => {
    await using folder = await createFolder()

    expect(runWith(folder, [...command, '-', ...FEDERATED], {})).toEqual(
      refused('-: nothing is connected to standard input. Pipe a batch into it, or name a file.'),
    )
  })

  test.skipIf(process.platform === 'win32')('is no batch if it is closed', async () => {
    await using folder = await createFolder()
    const line = `"${process.execPath}" "${bundle}" - --federated-domains none <&-`
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder.path, encoding: 'utf8' })

    expect({ status, stdout, stderr }).toEqual(
      refused('-: nothing is connected to standard input. Pipe a batch into it, or name a file.'),
    )
  })

  test('is no batch if it is a folder', async () => {
    await using folder = await createFolder()

    expect(runWith(folder, ['-', ...FEDERATED], { input: '.' })).toEqual(
      refused('-: standard input is a folder. Pipe a batch into it, or name a file.'),
    )
  })

  test.each(['a.csv', './a.csv', 'soft', 'hard'])('is not overwritten by the report: %s', async (output) => {
    await using folder = await createFolder({ 'a.csv': BAD })
    await symlink('a.csv', folder.at('soft'))
    await link(folder.at('a.csv'), folder.at('hard'))
    for (const args of [['-'], ['-', '--fix'], ['domains', '-']])
      expect(runWith(folder, [...args, ...FEDERATED, '--output', output], { input: 'a.csv' })).toEqual(
        refused(
          `--output ${output}: the report would overwrite the batch on standard input. Name another file.`,
        ),
      )
    expect((await folder.read('a.csv')).toString()).toBe(BAD)
  })

  test('is not what standard output is written to', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    const streams = { input: 'a.csv', output: 'a.csv' }

    expect(runWith(folder, ['-', '--fix', ...FEDERATED], streams)).toMatchObject({
      status: 2,
      stderr: '-: standard input and standard output are one file. Write to another file.\n',
    })
    expect((await folder.read('a.csv')).toString()).toBe(BAD)
  })
})

test.each([[[]], [['--fix']], [['domains']]])(
  'an old report stays as it was if standard input cannot be read: %j',
  async (command) => {
    await using folder = await createFolder({ 'report.txt': 'the report of last week', 'huge.csv': '' })
    await truncate(folder.at('huge.csv'), 2 ** 28 + 1) // sparse: takes no room
    const args = [...command, ...FEDERATED, '--output', 'report.txt', '-']
    const { status, stderr } = runWith(folder, args, { input: 'huge.csv' })

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: '-: standard input cannot be read (it is larger than 256 MiB).\n',
    })
    expect((await folder.read('report.txt')).toString()).toBe('the report of last week')
  },
)
