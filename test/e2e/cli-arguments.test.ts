import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'

const BATCH = 'EmailAddress,Password,ForceChangePassword\r\njoe@contoso.com,made-up-password-1,True\r\n'
const LIST = 'Name,EmailAddress,Room\r\nJoe,joe@contoso.com,1\r\n'
const CONTOSO = ['--federated-domains', 'contoso.com']
const bundle = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))

describe('what a Windows admin types', () => {
  test.each([['/?'], ['-?'], ['/help'], ['help'], ['--help'], ['-h']])(
    '%s prints the help',
    async (argument) => {
      await using folder = await createFolder({ 'a.csv': BATCH })
      const { status, stdout, stderr } = await runCli(folder, [argument])

      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toMatch(/^Checks Exchange migration batches/)
    },
  )

  test('-v prints the version', async () => {
    await using folder = await createFolder()

    expect(await runCli(folder, ['-v'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+/),
    })
  })

  test.each(['/x?', '/*', '/**/*.csv', '/nowhere.csv'])('%s never searches the disk', async (argument) => {
    await using folder = await createFolder({ 'a.csv': BATCH })
    const { status, stderr } = await runCli(folder, [argument])

    expect(status).toBe(2)
    expect(stderr).toBe(`${argument}: there is no such file or folder.\n`)
  })
})

test('what follows an unknown option is not taken for a file', async () => {
  await using folder = await createFolder({ 'a.csv': BATCH })
  const { status, stderr } = await runCli(folder, ['--federated', 'contoso.com', 'a.csv'])

  expect(status).toBe(2)
  expect(stderr).toMatch(/^--federated: there is no such option\..*\n$/)
})

test('of a name that is nearly right the right one is named', async () => {
  await using folder = await createFolder({ 'batches/Wave-1.csv': BATCH })
  const { status, stderr } = await runCli(folder, ['batches/wave1.csv'])

  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'batches/wave1.csv: there is no such file or folder. Did you mean batches/Wave-1.csv?\n',
  })
})

describe('a file that is no batch', () => {
  const files = { 'lists/people.csv': LIST, 'lists/wave.csv': BATCH }

  test.each([
    ['named', ['lists/people.csv'], 1],
    ['named beside a folder that has it', ['lists', 'lists/people.csv'], 1],
    ['in a folder', ['lists'], 1],
    ['by a glob', ['lists/p*.csv'], 0],
    ['named to a scan', ['--scan', 'lists/people.csv'], 0],
    ['found', [], 1],
  ])('%s', async (how, targets, status) => {
    await using folder = await createFolder(files)
    const answer = await runCli(folder, [...CONTOSO, ...targets])

    expect(answer.status).toBe(status)
    expect(answer.stdout.includes('people.csv:1:1 error not-a-batch')).toBe(/^named(?! to)/.test(how))
    expect(answer.stdout.includes('1 file left alone, not a batch')).toBe(!/^named(?! to)/.test(how))
  })

  test('on standard input is an error, too, but not in a scan', async () => {
    await using folder = await createFolder()
    const named = await runCli(folder, ['-'], { input: LIST })
    const found = await runCli(folder, ['--scan', '-'], { input: LIST })

    expect([named.status, found.status]).toEqual([1, 0])
  })
})

describe('what cannot be read is said', () => {
  test.each(['gone/a.csv', 'gone/*.csv', 'gone'])('through a link that leads nowhere: %s', async (target) => {
    await using folder = await createFolder()
    symlinkSync('nowhere', folder.at('gone'))

    expect(await runCli(folder, [target])).toMatchObject({
      status: 2,
      stderr: `${target}: gone is a link that leads nowhere.\n`,
    })
  })

  test('a folder that a glob leads through', async () => {
    await using folder = await createFolder({ 'Locked/a.csv': BATCH })
    execFileSync('chmod', ['000', folder.at('Locked')])
    const { status, stderr } = await runCli(folder, ['locked/*.csv'], { asNobody: true })
    execFileSync('chmod', ['755', folder.at('Locked')])

    expect(status).toBe(2)
    expect(stderr).toMatch(/^Locked: the folder cannot be read \(/)
  })

  test('a name that is not Unicode beside its look-alike', async () => {
    await using folder = await createFolder({ 'a\ufffd.csv': BATCH })
    writeFileSync(
      Buffer.concat([Buffer.from(folder.at('a')), Buffer.from([0xff]), Buffer.from('.csv')]),
      BATCH,
    )
    const { status, stderr } = await runCli(folder, CONTOSO)

    expect(status).toBe(2)
    expect(stderr).toMatch(/^a\ufffd\.csv: the name of this file or folder is not Unicode/)
  })
})

test('a name that has U+FFFD in it is a name like any other', async () => {
  await using folder = await createFolder({ 'a\ufffd.csv': BATCH })

  expect((await runCli(folder, CONTOSO)).status).toBe(1)
})

test('a link to a folder is not followed, and named', async () => {
  await using folder = await createFolder({ 'real/a.csv': BATCH })
  symlinkSync('real', folder.at('link'))
  const { status, stdout } = await runCli(folder, CONTOSO)

  expect(status).toBe(1)
  expect(stdout).toContain('Links to folders are not followed: link. Name a folder to check what is in it.\n')
  expect(stdout).toContain('1 batch checked')
})

describe('standard streams', () => {
  const shell = (folder: { path: string }, command: string) => {
    try {
      const options = { cwd: folder.path, stdio: 'pipe', env: { ...process.env, BUNDLE: bundle } } as const
      execFileSync(
        'sh',
        ['-c', command.replace('check', `"${process.execPath}" "$BUNDLE" ${CONTOSO.join(' ')}`)],
        options,
      )
      return { status: 0, stderr: '' }
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer }
      return { status, stderr: stderr.toString() }
    }
  }

  test.each([
    ['input that is closed', 'check - <&-', /^-: standard input is closed/],
    ['input that is a folder', 'check - < .', /^-: standard input is a folder/],
    [
      'output that is full',
      'check a.csv > /dev/full',
      /^The report cannot be written \(the disk is full\)\.\n$/,
    ],
    [
      'a report that is full',
      'check a.csv --output /dev/full',
      /^The report cannot be written \(the disk is full\)\.\n$/,
    ],
  ])('%s', async (_, command, stderr) => {
    await using folder = await createFolder({ 'a.csv': BATCH })

    expect(shell(folder, command)).toEqual({ status: 2, stderr: expect.stringMatching(stderr) })
  })

  test('a report never overwrites the batch that is read', async () => {
    await using folder = await createFolder({ 'a.csv': BATCH })

    expect(shell(folder, 'check - --fix --output a.csv < a.csv')).toEqual({
      status: 2,
      stderr: '--output a.csv: the report would overwrite the batch on standard input. Name another file.\n',
    })
    expect((await folder.read('a.csv')).toString()).toBe(BATCH)
  })
})
