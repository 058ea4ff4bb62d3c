import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { createFolder, type Files, runCli } from '../support/cli.ts'
import { parseCommand } from '../support/runner/commands.ts'

const HEADER = 'EmailAddress,ForceChangePassword\r\n'
const FEDERATED = ['--federated-domains', 'contoso.com']

/** Two waves that have a user in common, whose address is written in two ways. */
const waves: Files = {
  'wave-1.csv': `${HEADER}ann@contoso.com,False\r\n\r\njoe@contoso.com,False\r\n`,
  'wave-2.csv': `${HEADER}JOE@Contoso.com,False\r\neve@contoso.com,False\r\n`,
}
const twice: Files = { 'wave-1.csv': `${HEADER}joe@contoso.com,False\r\n"Joe@contoso.com",False\r\n` }

describe('a user in two batches', () => {
  test.concurrent.each([
    ['error', 0],
    ['warning', 1],
    ['never', 0],
  ])('is a warning: with --fail-on %s the exit status is %i', async (failOn, status) => {
    await using folder = await createFolder(waves)
    const answer = await runCli(folder, [...FEDERATED, '--fail-on', failOn])

    expect(answer).toMatchObject({ status, stderr: '' })
    expect(answer.stdout).toMatch(/^2 batches checked, 4 rows, 4 federated users: 1 warning\.$/m)
  })

  test('is found in the later one, and path, row and line of the other are named', async () => {
    await using folder = await createFolder(waves)
    const { stdout } = await runCli(folder, ['--format', 'json', ...FEDERATED])

    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          rule: 'duplicate-user',
          severity: 'warning',
          path: 'wave-2.csv',
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 16,
          row: 1,
          user: 'JOE@Contoso.com',
          message: expect.stringMatching(
            /^Row 1: the same user is in wave-1\.csv, row 2 \(line 4\), .* Remove one of the two rows\.$/,
          ),
        },
      ],
      conclusion: 'neutral',
    })
  })

  test('is found whichever is named first, and not in a batch that is not checked', async () => {
    await using folder = await createFolder(waves)
    const both = await runCli(folder, [...FEDERATED, 'wave-2.csv', 'wave-1.csv'])
    const one = await runCli(folder, [...FEDERATED, '--fail-on', 'warning', 'wave-2.csv'])

    expect(both.stdout).toMatch(/^wave-2\.csv:2:1 warning duplicate-user\n/)
    expect(one).toMatchObject({ status: 0, stdout: expect.stringMatching(/: nothing is wrong\.\n$/) })
  })

  test('stands in the way of no fix, and is left by one', async () => {
    const wrong = Object.entries(waves).map(([path, text]) => [
      path,
      String(text).replaceAll('False', 'True'),
    ])
    await using folder = await createFolder(Object.fromEntries(wrong))
    const { status, stdout } = await runCli(folder, ['--fix', ...FEDERATED])

    expect(status).toBe(0)
    expect(stdout).toMatch(/: 4 cells fixed, 1 warning\.$/m)
    for (const [path, text] of Object.entries(waves)) expect((await folder.read(path)).toString()).toBe(text)
  })

  test('is an error if the configuration says so', async () => {
    await using folder = await createFolder({ ...waves, 'c.yml': 'rules: { duplicate-user: error }\n' })

    expect((await runCli(folder, [...FEDERATED, '--config', 'c.yml'])).status).toBe(1)
  })
})

describe('a user twice in one batch', () => {
  test('is an error, and row and line of the first are named', async () => {
    await using folder = await createFolder(twice)
    const { status, stdout, stderr } = await runCli(folder, FEDERATED)

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'wave-1.csv:3:1 error duplicate-user',
      expect.stringMatching(/^ {2}Row 2: the same user is in row 1 \(line 2\) already, .* Remove one of/),
      '',
      '  3 | Joe@contoso.com,False',
      '    | ^^^^^^^^^^^^^^^',
    ])
  })

  test('is one on standard input too', async () => {
    await using folder = await createFolder()
    const { status, stdout } = await runCli(folder, ['-', ...FEDERATED], { input: twice['wave-1.csv']! })

    expect(status).toBe(1)
    expect(stdout).toMatch(/^-:3:1 error duplicate-user\n/)
  })
})

/** Names that a log on GitHub might obey where a message quotes them. */
const NAMES = [
  '##[error]x.csv',
  '::error::x.csv',
  'a\n::error::x.csv',
  'a\r\t::error::x.csv',
  'a\r\n \u0085::add-mask::x.csv',
  'a\n##[add-mask]x.csv',
  'a\u001b[2J\u202ex.csv',
]

describe.each(NAMES)('a batch named %j in the message on another', (name) => {
  const batches: Files = {
    [name]: `${HEADER}joe@contoso.com,False\n`,
    'z.csv': `${HEADER}joe@contoso.com,\n`,
  }
  /** The lines as the runner reads them. */
  const linesOf = (text: string) => text.split(/\r\n|\r|\n/)

  async function report(format: string): Promise<string> {
    await using folder = await createFolder(batches)
    const { status, stdout, stderr } = await runCli(folder, ['--format', format, ...FEDERATED])
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^$|^Configuration/),
    })
    return stdout
  }

  test.concurrent.each(['terminal', 'json', 'csv'])('is not obeyed: %s', async (format) => {
    const text = await report(format)

    expect(text).toContain('the same user is in ')
    expect(linesOf(text).map((line) => parseCommand(line))).toEqual(linesOf(text).map(() => undefined))
  })

  test.concurrent('is printed in one line to the terminal, without control characters', async () => {
    expect(linesOf(await report('terminal'))).toEqual([
      'z.csv:2:1 warning duplicate-user',
      expect.stringMatching(/^ {2}Row 1: the same user is in \P{Cc}*x\.csv, row 1 \(line 2\), \P{Cc}*$/u),
      '',
      expect.any(String),
      expect.any(String),
      '',
      'Configuration file: none',
      'contoso.com federated, 2 users: named in federated-domains',
      expect.stringMatching(/: 1 warning\.$/),
      '',
    ])
  })

  test.concurrent('is one annotation in the github format, without control characters', async () => {
    const commands = linesOf(await report('github')).flatMap((line) => parseCommand(line) ?? [])

    expect(commands).toEqual([
      {
        name: 'warning',
        properties: {
          file: 'z.csv',
          line: '2',
          endline: '2',
          col: '1',
          endcolumn: '16',
          title: 'duplicate-user',
        },
        data: expect.stringMatching(/^Row 1: the same user is in \P{Cc}*x\.csv, row 1 \(line 2\), \P{Cc}*$/u),
      },
    ])
  })

  test.concurrent('is whole in the reports for programs', async () => {
    const [finding] = JSON.parse(await report('json')).findings
    const [, row] = parse(await report('csv'), { record_delimiter: '\r\n' }) as string[][]

    expect(finding.message).toContain(` ${name}, row 1`)
    expect(row).toHaveLength(12)
    expect(row![9]!.replaceAll('./::', '::').replaceAll('## [', '##[')).toContain(` ${name}, row 1`)
  })
})
