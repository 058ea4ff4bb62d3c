import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import schema from '../../docs/schema/report.schema.json' with { type: 'json' }
import manifest from '../../package.json' with { type: 'json' }
import { createFolder, type Folder, runCli } from '../support/cli.ts'

const HEADER = 'EmailAddress,ForceChangePassword\n'
const BAD = `${HEADER}a@contoso.com,True\n`
const GOOD = `${HEADER}a@contoso.com,False\n`
const FEDERATED = ['--federated-domains', 'contoso.com']

/** The report of a run as JSON. */
async function reportOf(folder: Folder, ...args: string[]) {
  const { stdout } = await runCli(folder, ['--format', 'json', ...FEDERATED, ...args])
  return JSON.parse(stdout)
}
const pathsOf = async (folder: Folder, ...args: string[]) =>
  (await reportOf(folder, ...args)).files.map(({ path }: { path: string }) => path)

describe('the exit status', () => {
  test.concurrent.each<[string, string, string[], number]>([
    ['nothing is wrong', GOOD, FEDERATED, 0],
    ['an error', BAD, FEDERATED, 1],
    ['an error that does not matter', BAD, [...FEDERATED, '--fail-on', 'never'], 0],
    ['nobody is federated', BAD, ['--federated-domains', 'none'], 0],
    ['a row too many', GOOD + GOOD.split('\n')[1]!.replace('a@', 'b@'), [...FEDERATED, '--max-rows', '1'], 1],
    ['no batch', 'Name,Department\nx,y\n', FEDERATED, 0],
    ['an empty file', '', FEDERATED, 1],
  ])('%s', async (_, text, args, status) => {
    await using folder = await createFolder({ 'a.csv': text })
    const answer = await runCli(folder, args)

    expect(answer).toMatchObject({ status, stderr: '' })
    expect(answer.stdout).not.toBe('')
  })

  test.concurrent.each([
    ['error', 0],
    ['warning', 1],
    ['never', 0],
  ])('a warning and --fail-on %s', async (failOn, status) => {
    await using folder = await createFolder({
      'a.csv': `${HEADER},False\n`,
      'c.yml': 'rules: { missing-value: warning }\n',
    })

    expect((await runCli(folder, ['--config', 'c.yml', ...FEDERATED, '--fail-on', failOn])).status).toBe(
      status,
    )
  })
})

describe('a folder', () => {
  test('without a file is said to have none', async () => {
    await using folder = await createFolder({ 'notes.txt': BAD })

    expect(await runCli(folder, [])).toMatchObject({
      status: 0,
      stdout: 'Configuration file: none\nNo CSV file was found: nothing was checked.\n',
      stderr: '',
    })
    expect(await reportOf(folder)).toMatchObject({ findings: [], files: [], conclusion: 'success' })
  })

  test('without a batch is said to have none, and why', async () => {
    await using folder = await createFolder({ 'hr.csv': 'EmailAddress,Name,Room\na@contoso.com,True,1\n' })
    const { status, stdout } = await runCli(folder, FEDERATED)

    expect(status).toBe(0)
    expect(stdout).toMatch(
      /1 file left alone.*\n {2}hr\.csv: 2 of its 3 columns are in no batch.*\nConfiguration file: none\nNo batch among 1 file/,
    )
  })

  test('is searched whatever the case, each file once, in the order of code units', async () => {
    await using folder = await createFolder({
      'b.csv': GOOD,
      'B.CSV': GOOD,
      'ä.csv': GOOD,
      'sub/a.Csv': GOOD,
      '.git/x.csv': BAD,
      'sub/node_modules/x.csv': BAD,
    })

    expect(await pathsOf(folder)).toEqual(['B.CSV', 'b.csv', 'sub/a.Csv', 'ä.csv'])
    expect(await pathsOf(folder, './sub', 'b.csv', '*.csv', 'B.CSV', folder.path)).toEqual([
      'B.CSV',
      'b.csv',
      'sub/a.Csv',
      'ä.csv',
    ])
    expect(await pathsOf(folder, 'SUB/*.CSV')).toEqual(['sub/a.Csv'])
  })

  test('may say in its configuration what is checked', async () => {
    await using folder = await createFolder({
      'wave-1.csv': BAD,
      'old/wave-0.csv': BAD,
      '.github/migration-batch-check.yml':
        'files: ["**/*.csv", "!old/**"]\nfederated-domains: fabrikam.com\nfail-on: never\n',
    })

    expect(await pathsOf(folder)).toEqual(['wave-1.csv'])
    expect((await runCli(folder, ['--federated-domains', 'contoso.com', '--fail-on', 'error'])).status).toBe(
      1,
    )
    expect((await runCli(folder, [])).stdout).toMatch(/nothing is wrong/)
  })
})

describe('--format json', () => {
  test('keeps the contract', async () => {
    await using folder = await createFolder({
      'a.csv': `${BAD}bad,False\n`,
      'b.csv': `${HEADER}b@contoso.com,False\n`,
      'c.csv': 'Name\n',
    })
    const report = await reportOf(folder)
    const isReport = new Ajv({ strict: false }).compile(schema)

    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true)
    expect(Object.keys(report)).toEqual([
      'version',
      'findings',
      'files',
      'totals',
      'domains',
      'configuration',
      'notes',
      'asked',
      'notChecked',
      'conclusion',
    ])
    expect(Object.entries(report.findings[0])).toEqual([
      ['rule', 'federated-force-change-password'],
      ['severity', 'error'],
      ['path', 'a.csv'],
      ['line', 2],
      ['column', 15],
      ['endLine', 2],
      ['endColumn', 19],
      ['row', 1],
      ['user', 'a@contoso.com'],
      [
        'message',
        expect.stringMatching(/^Row 1: ForceChangePassword must be False: contoso\.com is federated/),
      ],
      ['fix', 'False'],
      ['fixed', false],
    ])
    expect(Object.keys(report.findings[1])).toEqual(
      Object.keys(report.findings[0]).filter((key) => key !== 'fix'),
    )
    expect(report.files.map(Object.entries)[0]).toEqual([
      ['path', 'a.csv'],
      ['kind', 'staged'],
      ['rows', 2],
      ['federated', 1],
      ['findings', 2],
      ['fixed', 0],
    ])
    expect(Object.entries(report.totals)).toEqual([
      ['files', 3],
      ['batches', 2],
      ['rows', 3],
      ['errors', 2],
      ['warnings', 0],
      ['notices', 0],
      ['fixable', 1],
      ['fixed', 0],
    ])
    expect(report).toMatchObject({ version: 1, asked: [], notChecked: [], conclusion: 'failure' })
  })

  test('keeps it after --fix, where the finding stays and the totals count what is left', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    const report = await reportOf(folder, '--fix')

    expect(new Ajv({ strict: false }).validate(schema, report)).toBe(true)
    expect(report.findings).toMatchObject([{ line: 2, column: 15, fix: 'False', fixed: true }])
    expect(report.files).toMatchObject([{ findings: 1, fixed: 1 }])
    expect(report.totals).toMatchObject({ errors: 0, fixable: 0, fixed: 1 })
    expect(report.conclusion).toBe('success')
  })
})

describe('other formats', () => {
  test('--format csv is safe for a spreadsheet', async () => {
    await using folder = await createFolder({ '=1+1.csv': BAD })
    const { stdout, status } = await runCli(folder, ['--format', 'csv', ...FEDERATED])

    expect(status).toBe(1)
    expect(stdout).toMatch(/^rule,severity,path,line,column,endLine,endColumn,row,user,message,fix,fixed\r\n/)
    expect(stdout).toContain(",'=1+1.csv,2,15,2,19,1,a@contoso.com,")
  })

  test('--format github escapes names', async () => {
    await using folder = await createFolder({ 'a::b,c%.csv': BAD, '::error::x.csv': '' })
    const { stdout } = await runCli(folder, ['--format', 'github', ...FEDERATED])
    const lines = stdout.split('\n')

    expect(lines[0]).toMatch(/^::error file=%3A%3Aerror%3A%3Ax\.csv,line=1,/)
    expect(lines[1]).toMatch(
      /^::error file=a%3A%3Ab%2Cc%25\.csv,line=2,endLine=2,col=15,endColumn=19,title=[a-z-]+::Row 1: /,
    )
    expect(lines.slice(-2)).toEqual([expect.stringMatching(/^2 batches checked/), ''])
  })

  test('the terminal’s has no colours where it is not read by one', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    const { stdout } = await runCli(folder, FEDERATED)

    expect(stdout).toMatch(/^a\.csv:2:15 error federated-force-change-password\n/)
    expect(stdout).not.toContain('\u001b')
  })

  test.concurrent.each(['terminal', 'json', 'csv', 'github'])(
    '--output takes the %s report, and standard output is empty',
    async (format) => {
      await using folder = await createFolder({ 'a.csv': BAD.repeat(1000), 'b.csv': GOOD })
      const args = ['--format', format, ...FEDERATED, 'a.csv', 'b.csv']
      const [plain, written] = await Promise.all([
        runCli(folder, args),
        runCli(folder, [...args, '--output', 'report.txt']),
      ])

      expect(written).toMatchObject({ status: 1, stdout: '', stderr: plain.stderr })
      expect(await folder.read('report.txt')).toEqual(plain.bytes)
    },
  )
})

describe('standard input', () => {
  test('is a batch called -', async () => {
    await using folder = await createFolder()
    const { status, stdout, stderr } = await runCli(folder, ['-', ...FEDERATED], { input: BAD })

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/^-:2:15 error /)
  })

  test('may be empty', async () => {
    await using folder = await createFolder()

    expect((await runCli(folder, ['-', ...FEDERATED])).stdout).toMatch(/^-:1:1 error empty-batch/)
  })

  test('may be larger than a pipe', async () => {
    await using folder = await createFolder()
    const rows = Array.from({ length: 1999 }, (_, row) => `user${row}@contoso.com,True\n`)
    const { stdout } = await runCli(folder, ['-', '--format', 'json', ...FEDERATED], {
      input: HEADER + rows.join(''),
    })

    expect(JSON.parse(stdout).totals).toMatchObject({ rows: 1999, errors: 1999 })
  })
})

describe('a reader that goes away', () => {
  test.concurrent.each(['terminal', 'json'])(
    'of the %s report is no trouble, and every file is fixed',
    async (format) => {
      const files = Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `${i}.csv`,
          HEADER + 'a@contoso.com,True\nbad,True\n'.repeat(900),
        ]),
      )
      await using folder = await createFolder(files)
      const { status, stderr } = await runCli(folder, ['--fix', '--format', format, ...FEDERATED], {
        hangUpAfter: 1,
      })

      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      for (const name of Object.keys(files))
        expect((await folder.read(name)).includes('contoso.com,True')).toBe(false)
    },
  )
})

describe('when nothing says who is federated', () => {
  test('a user with True makes the check incomplete', async () => {
    await using folder = await createFolder({ 'a.csv': BAD, 'b.csv': `${HEADER}bad,False\n` })
    const { status, stdout } = await runCli(folder, [])

    expect(status).toBe(2)
    expect(stdout).toMatch(
      /^a\.csv could not be checked in full\. .* contoso\.com is federated: .*HTTPS_PROXY.*federated-domains/m,
    )
    expect(stdout).toMatch(/^b\.csv:2:1 error invalid-email-address/m)
    expect(stdout).not.toMatch(/nothing is wrong/)
  })

  test('the csv report has no place for it, so standard error says it', async () => {
    await using folder = await createFolder({ 'a.csv': BAD })
    const { status, stderr } = await runCli(folder, ['--format', 'csv'])

    expect(status).toBe(2)
    expect(stderr).toMatch(/^a\.csv: Nobody could say whether contoso\.com is federated/)
  })

  test.concurrent.each(['json', 'github'])('the %s report says so', async (format) => {
    await using folder = await createFolder({ 'a.csv': BAD })
    const { status, stdout } = await runCli(folder, ['--format', format])

    expect(status).toBe(2)
    expect(stdout).toMatch(/Nobody could say whether contoso\.com is federated/)
    if (format === 'json')
      expect(JSON.parse(stdout)).toMatchObject({ notChecked: [{ path: 'a.csv' }], conclusion: 'failure' })
  })

  test('nothing is fixed in any file', async () => {
    const files = { 'a.csv': BAD, 'b.csv': `${HEADER}b@fabrikam.com,True\n`, 'c.csv': BAD }
    await using folder = await createFolder(files)
    const { status, stdout } = await runCli(folder, ['--fix', '--federated-domains', 'contoso.com,auto'])

    expect(status).toBe(2)
    expect(stdout).toMatch(/^a\.csv:2:15 error federated-force-change-password/m)
    expect(stdout).toMatch(
      /^b\.csv could not be checked in full\. Nobody could say whether fabrikam\.com is /m,
    )
    for (const [name, text] of Object.entries(files)) expect((await folder.read(name)).toString()).toBe(text)
  })

  test.concurrent.each([
    ['no user has True', `${HEADER}b@fabrikam.com,False\nc@fabrikam.com,\n`, 0],
    ['only a user of the named domain has True', `${HEADER}b@fabrikam.com,False\na@eu.contoso.com,True\n`, 0],
    ['an invalid word decides nothing', `${HEADER}b@fabrikam.com,maybe\n`, 1],
    ['the user with True has no valid address', `${HEADER}fabrikam.com,True\n`, 1],
    ['the batch is of another kind', 'EmailAddress,UserName,Password\nb@fabrikam.com,b,True\n', 0],
  ])('%s: it is complete, and what is known is fixed', async (_, other, status) => {
    await using folder = await createFolder({ 'a.csv': BAD, 'b.csv': other })
    const answer = await runCli(folder, [
      '--fix',
      '--federated-domains',
      'contoso.com,auto',
      '--format',
      'json',
    ])

    expect(JSON.parse(answer.stdout).notChecked).toEqual([])
    expect(answer.status).toBe(status)
    expect((await folder.read('a.csv')).toString()).toBe(GOOD)
  })
})

describe('--help and --version', () => {
  test('name every option', async () => {
    await using folder = await createFolder()
    const { status, stdout } = await runCli(folder, ['--help'])

    expect(status).toBe(0)
    for (const option of [
      'federated-domains',
      'config',
      'fix',
      'format',
      'output',
      'fail-on',
      'max-rows',
      'help',
      'version',
    ])
      expect(stdout).toContain(`--${option}`)
    expect(stdout).toMatch(/Exit status: 0 .*1 .*2 /)
  })

  test('say which version this is', async () => {
    await using folder = await createFolder()

    expect(await runCli(folder, ['--version'])).toMatchObject({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    })
  })

  test('are not asked for beside a mistake', async () => {
    await using folder = await createFolder()

    expect(await runCli(folder, ['--help', '--nonsense'])).toMatchObject({ status: 2, stdout: '' })
  })
})
