import { stripVTControlCharacters } from 'node:util'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { conclude, type FileResult, type Summary, totalsOfAll } from '../../src/report/report.ts'
import { createWriter } from '../../src/report/writers.ts'
import { addUsers, takenFor } from '../../src/taken.ts'
import { type Judging, judgementOf, read } from '../support/checking.ts'

const HEADER = 'EmailAddress,Password,ForceChangePassword\n'
const BAD = `${HEADER}a@contoso.com,Pa$$w0rd,True\nbad,Pa$$w0rd,False\n`

interface File {
  readonly path: string
  readonly text: string
  readonly fixed?: boolean
}

/** The report on some files, written as the command line writes it. */
async function report(
  format: 'json' | 'csv' | 'github' | 'terminal',
  files: readonly File[],
  {
    notChecked = [],
    asked = [],
    notes = [],
    domains,
    configuration = null,
    colour = false,
    ...judging
  }: Judging & Partial<Omit<Summary, 'totals' | 'conclusion'>> & { colour?: boolean } = {},
): Promise<string> {
  const writer = await createWriter(format, colour)
  const judgement = judgementOf(judging)
  const users = new Map<string, number>()
  const results: FileResult[] = []
  let text = ''
  for (const { path, text: batch, fixed = false } of files) {
    const outcome = check(read(batch, path), judgement)
    addUsers(users, outcome.users)
    results.push({ outcome, fixed })
    text += Array.from(writer.file(results.at(-1)!, outcome.draw)).join('')
  }
  const totals = totalsOfAll(results)
  const conclusion = conclude(totals, 'error', notChecked.length === 0)
  const taken = domains ?? takenFor(users, judgement.directory)
  const summary = { totals, domains: taken, configuration, notes, asked, notChecked, conclusion }
  return text + Array.from(writer.end(summary)).join('')
}

describe('json', () => {
  test('holds everything, in the order of the contract', async () => {
    const files = [
      { path: 'a.csv', text: BAD },
      { path: 'b.csv', text: 'Name\n' },
    ]
    const notes = ['domains.csv is the first page.']
    const text = await report('json', files, { asked: ['contoso.com'], notes, configuration: 'a/b.yml' })

    expect(text).toBe(
      `{"version":1,"findings":[\n${[
        {
          rule: 'federated-force-change-password',
          severity: 'error',
          path: 'a.csv',
          line: 2,
          column: 24,
          endLine: 2,
          endColumn: 28,
          row: 1,
          user: 'a@contoso.com',
          message:
            'Row 1: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
          fix: 'False',
          fixed: false,
        },
        {
          rule: 'invalid-email-address',
          severity: 'error',
          path: 'a.csv',
          line: 3,
          column: 1,
          endLine: 3,
          endColumn: 4,
          row: 2,
          user: null,
          message: 'Row 2: EmailAddress is not an SMTP address: it has no @. Write it as user@contoso.com.',
          fixed: false,
        },
      ]
        .map((finding) => JSON.stringify(finding))
        .join(',\n')}\n],"files":[\n${[
        { path: 'a.csv', kind: 'staged', rows: 2, federated: 1, findings: 2, fixed: 0 },
        {
          path: 'b.csv',
          kind: 'not-a-batch',
          why: 'it has no EmailAddress column',
          rows: 0,
          federated: 0,
          findings: 0,
          fixed: 0,
        },
      ]
        .map((file) => JSON.stringify(file))
        .join(',\n')}\n],${JSON.stringify({
        totals: { files: 2, batches: 1, rows: 2, errors: 2, warnings: 0, notices: 0, fixable: 1, fixed: 0 },
        domains: [
          { domain: 'contoso.com', federated: true, users: 1, because: 'named in federated-domains' },
        ],
        configuration: 'a/b.yml',
        notes,
        asked: ['contoso.com'],
        notChecked: [],
        conclusion: 'failure',
      }).slice(1)}\n`,
    )
  })

  test('counts what was fixed apart, and keeps the finding at its place', async () => {
    const { findings, files, totals } = JSON.parse(
      await report('json', [{ path: 'a.csv', text: BAD, fixed: true }]),
    )

    expect(findings).toMatchObject([
      { line: 2, column: 24, fix: 'False', fixed: true },
      { line: 3, fixed: false },
    ])
    expect(files).toEqual([{ path: 'a.csv', kind: 'staged', rows: 2, federated: 1, findings: 2, fixed: 1 }])
    expect(totals).toMatchObject({ errors: 1, fixable: 0, fixed: 1 })
  })

  test('is whole without a file, and says what was not checked', async () => {
    const notChecked = [{ path: 'x.csv', why: 'the file cannot be read (EIO)' }]

    expect(JSON.parse(await report('json', [], { notChecked, asked: ['contoso.com'] }))).toEqual({
      version: 1,
      findings: [],
      files: [],
      totals: { files: 0, batches: 0, rows: 0, errors: 0, warnings: 0, notices: 0, fixable: 0, fixed: 0 },
      domains: [],
      configuration: null,
      notes: [],
      asked: ['contoso.com'],
      notChecked,
      conclusion: 'failure',
    })
  })
})

describe('csv', () => {
  const COLUMNS = 'rule,severity,path,line,column,endLine,endColumn,row,user,message,fix,fixed'

  test('is one table with CRLF, one header and a row for each finding', async () => {
    const text = await report('csv', [
      { path: 'a, b.csv', text: BAD, fixed: true },
      { path: 'c.csv', text: '' },
    ])
    const [header, ...rows] = parse(text, { record_delimiter: '\r\n' }) as string[][]

    expect(header!.join()).toBe(COLUMNS)
    expect(rows.map((row) => [row[0], row[2], row[3], row[7], row[8], row.at(-2), row.at(-1)])).toEqual([
      ['federated-force-change-password', 'a, b.csv', '2', '1', 'a@contoso.com', 'False', 'true'],
      ['invalid-email-address', 'a, b.csv', '3', '2', '', '', 'false'],
      ['empty-batch', 'c.csv', '1', '', '', '', 'false'],
    ])
    expect(text).toMatch(/\r\n$/)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('has its header without a finding too', async () => {
    expect(await report('csv', [])).toBe(`${COLUMNS}\r\n`)
    expect(await report('csv', [{ path: 'a.csv', text: 'Name\n' }])).toBe(`${COLUMNS}\r\n`)
  })

  test.each(['=1+1.csv', '+1.csv', '-1.csv', '@x.csv', '\tx.csv', '\rx.csv'])(
    'makes text of what a spreadsheet would take for a formula: %j',
    async (path) => {
      const [, row] = parse(await report('csv', [{ path, text: '' }]), {
        record_delimiter: '\r\n',
      }) as string[][]

      expect(row![2]).toBe(`'${path}`)
    },
  )

  test('makes text of a user who looks like a formula', async () => {
    const text = await report('csv', [{ path: 'a.csv', text: `${HEADER}=cmd|x@contoso.com,,True\n` }])

    expect(text).toContain(",'=cmd|x@contoso.com,")
  })

  test.each([
    ['a##[error]x.csv', 'a## [error]x.csv'],
    ['a\n::error::x.csv', 'a\n./::error::x.csv'],
    ['a\r \u0085::error::\n::x.csv', 'a\r \u0085./::error::\n./::x.csv'],
    ['a::b.csv', 'a::b.csv'],
  ])('has nothing in it that the Actions runner would obey: %j', async (path, written) => {
    expect(await report('csv', [{ path, text: '' }])).toContain(written)
  })

  test('quotes a line end in a name', async () => {
    expect(await report('csv', [{ path: 'a\nb.csv', text: '' }])).toContain(',"a\nb.csv",')
  })
})

describe('github', () => {
  test('is one command a finding, and the totals', async () => {
    expect((await report('github', [{ path: 'a.csv', text: BAD }])).split('\n')).toEqual([
      '::error file=a.csv,line=2,endLine=2,col=24,endColumn=28,title=federated-force-change-password::' +
        'Row 1: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
      '::error file=a.csv,line=3,endLine=3,col=1,endColumn=4,title=invalid-email-address::' +
        'Row 2: EmailAddress is not an SMTP address: it has no @. Write it as user@contoso.com.',
      'Configuration file: none',
      'contoso.com federated, 1 user: named in federated-domains',
      expect.stringMatching(/^1 batch checked, 2 rows, 1 federated user: 2 errors\./),
      '',
    ])
  })

  test('leaves out what was fixed', async () => {
    const text = await report('github', [{ path: 'a.csv', text: BAD, fixed: true }])

    expect(text.match(/^::error .*title=.*(?=::)/gm)).toEqual([
      expect.stringContaining('title=invalid-email-address'),
    ])
  })

  test('escapes names, so that none can be a command', async () => {
    const [line] = (await report('github', [{ path: 'a,line=9::%0A\r\n::error::x.csv', text: '' }])).split(
      '\n',
    )

    expect(line).toMatch(/^::error file=a%2Cline=9%3A%3A%250A%0D%0A%3A%3Aerror%3A%3Ax\.csv,line=1,/)
  })

  test('has no columns for a finding over several lines, where the runner would drop them', async () => {
    const [line] = (
      await report('github', [{ path: 'a.csv', text: `${HEADER}a@contoso.com,,"x\ny"\n` }])
    ).split('\n')

    expect(line).toMatch(/^::error file=a\.csv,line=2,endLine=3,title=invalid-force-change-password::/)
  })

  test('counts lines as git does', async () => {
    const [line] = (
      await report('github', [{ path: 'a.csv', text: `EmailAddress\ra@contoso.com\rbad\r` }])
    ).split('\n')

    expect(line).toMatch(/^::error file=a\.csv,line=1,endLine=1,col=28,endColumn=31,/)
  })

  test('says first what could not be checked', async () => {
    const notChecked = [{ path: 'x,y.csv', why: 'nobody\nknows' }]
    const lines = (await report('github', [{ path: 'a.csv', text: BAD }], { notChecked })).split('\n')

    expect(lines[0]).toMatch(/^::error file=x%2Cy\.csv,title=[^:]+::nobody%0Aknows$/)
    expect(lines.at(-2)).toMatch(/1 file not checked in full/)
  })

  test.each([
    [10, 10, 0],
    [11, 10, 2],
    [25, 10, 16],
  ])(
    'of %i errors without neighbours there are %i annotations, the last of which counts %i more',
    async (errors, shown, more) => {
      const rows = Array.from({ length: errors }, (_, row) => `bad${row}\nuser${row}@contoso.com\n`)
      const text = await report('github', [{ path: 'a.csv', text: `EmailAddress\n${rows.join('')}` }])
      const commands = text.split('\n').filter((line) => line.startsWith('::'))

      expect(commands).toHaveLength(shown)
      expect(commands.filter((line) => line.includes('title=invalid-email-address'))).toHaveLength(
        shown - (more > 0 ? 1 : 0),
      )
      if (more > 0) expect(commands.at(-1)).toMatch(new RegExp(`line=${2 * shown},.*::${more} more`))
    },
  )

  test('folds neighbours, of whom there are too many', async () => {
    const rows = Array.from({ length: 11 }, (_, row) => `user${row}@contoso.com,,True\n`)
    const [line] = (await report('github', [{ path: 'a.csv', text: HEADER + rows.join('') }])).split('\n')

    expect(line).toBe(
      '::error file=a.csv,line=2,endLine=12,title=federated-force-change-password::' +
        'Rows 1–11: 11 users of contoso.com. The first: ' +
        'Row 1: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
    )
  })

  test.each([
    [1, 'nobody knows'],
    [2, 'nobody knows (1 more file could not be checked in full)'],
    [3, 'nobody knows (2 more files could not be checked in full)'],
  ])('says in one error that %i files could not be checked', async (many, said) => {
    const notChecked = Array.from({ length: many }, (_, index) => ({
      path: `${index}.csv`,
      why: 'nobody knows',
    }))
    const lines = (await report('github', [], { notChecked })).split('\n')

    expect(lines.filter((line) => line.startsWith('::'))).toEqual([
      `::error file=0.csv,title=Not checked in full::${said}`,
    ])
  })

  test('leaves one error for what could not be checked', async () => {
    const rows = Array.from({ length: 10 }, (_, row) => `bad${row}\nuser${row}@contoso.com\n`)
    const text = await report('github', [{ path: 'a.csv', text: `EmailAddress\n${rows.join('')}` }], {
      notChecked: [{ path: 'x.csv', why: 'x'.repeat(5_000) }],
    })
    const commands = text.split('\n').filter((line) => line.startsWith('::'))

    expect(commands).toHaveLength(10)
    expect(commands[0]).toMatch(/^::error file=x\.csv,title=Not checked in full::x{4095}…$/)
    expect(commands.at(-1)).toContain('::2 more findings are not marked: 2 errors. ')
  })

  test('keeps a budget for each severity', async () => {
    const rows = Array.from({ length: 15 }, (_, row) => `bad${row},True\n,x\n`)
    const text = await report(
      'github',
      [{ path: 'a.csv', text: `EmailAddress,ForceChangePassword\n${rows.join('')}` }],
      {
        severities: { 'invalid-email-address': 'notice', 'missing-value': 'warning' },
      },
    )
    const severities = text.match(/^::\w+/gm)!

    expect(severities).toEqual([
      ...Array(9).fill('::error'),
      ...Array(10).fill('::warning'),
      ...Array(10).fill('::notice'),
      '::error', // counts the rest
    ])
  })
})

describe('terminal', () => {
  test('shows place, rule, sentence, the drawn row, the cell and the cure', async () => {
    expect((await report('terminal', [{ path: 'a.csv', text: BAD }])).split('\n')).toEqual([
      'a.csv:2:24 error federated-force-change-password',
      '  Row 1: ForceChangePassword must be False: contoso.com is federated (named in federated-domains).',
      '',
      '  2 | a@contoso.com,•••,True',
      '    |                   ^^^^ write False',
      '',
      'a.csv:3:1 error invalid-email-address',
      '  Row 2: EmailAddress is not an SMTP address: it has no @. Write it as user@contoso.com.',
      '',
      '  3 | •••,•••,False',
      '    | ^^^',
      '',
      'Configuration file: none',
      'contoso.com federated, 1 user: named in federated-domains',
      expect.stringMatching(
        /^1 batch checked, 2 rows, 1 federated user: 2 errors\. 1 can be fixed with --fix\.$/,
      ),
      '',
    ])
  })

  test('says what was fixed', async () => {
    const text = await report('terminal', [{ path: 'a.csv', text: BAD, fixed: true }])

    expect(text).toContain('^^^^ now False')
    expect(text).toMatch(/1 cell fixed, 1 error\.$/m)
  })

  test.each([
    ['nothing matches', [], /^No CSV file was found: nothing was checked\.\n$/m],
    [
      'nothing is wrong',
      [`${HEADER}a@fabrikam.com,,True\n`],
      /^1 batch checked, 1 row, 0 federated users: nothing is wrong\.\n$/m,
    ],
  ])('says plainly that %s', async (_, texts, expected) => {
    expect(
      await report(
        'terminal',
        texts.map((text) => ({ path: 'a.csv', text })),
      ),
    ).toMatch(expected)
  })

  test('names what was left alone and why, the first five', async () => {
    const files = Array.from({ length: 7 }, (_, index) => ({ path: `${index}.csv`, text: 'Name\n' }))
    const lines = (await report('terminal', files)).split('\n')

    expect(lines.slice(0, 2)).toEqual([
      '7 files left alone, not a batch:',
      '  0.csv: it has no EmailAddress column',
    ])
    expect(lines[6]).toBe('  and 2 more files')
    expect(lines[8]).toMatch(/^No batch among 7 files/)
  })

  test('says what could not be checked, and never that nothing is wrong', async () => {
    const notChecked = [{ path: 'x.csv', why: 'nobody knows' }]
    const text = await report('terminal', [], { notChecked })

    expect(text).toMatch(/^x\.csv could not be checked in full\. Nobody knows\.$/m)
    expect(text).not.toMatch(/nothing is wrong|nothing matches/)
  })

  test('ends with what decided, the federated domains first', async () => {
    const rows = ['a@x.fabrikam.com', 'b@fabrikam.com', 'c@fabrikam.com', 'd@contoso.com', 'e@eu.contoso.com']
    const text = `${HEADER}${rows.map((address) => `${address},,False\n`).join('')}`
    const configuration = 'b/.github/migration-batch-check.yml'
    const lines = (await report('terminal', [{ path: 'a.csv', text }], { configuration })).split('\n')

    expect(lines).toEqual([
      'Configuration file: b/.github/migration-batch-check.yml',
      'contoso.com federated, 1 user: named in federated-domains',
      'eu.contoso.com federated, 1 user: belongs to contoso.com (named in federated-domains)',
      'fabrikam.com managed, 2 users: not named in federated-domains',
      'x.fabrikam.com managed, 1 user: not named in federated-domains',
      expect.stringMatching(/^1 batch checked/),
      '',
    ])
  })

  test('names ten domains and counts the rest', async () => {
    const domains = Array.from({ length: 300 }, (_, index) => ({
      domain: `d${index}.example.com`,
      federated: [true, false, null][index % 3]!,
      users: index + 1,
      because: 'a test',
    }))
    const lines = (await report('terminal', [], { domains })).split('\n')

    expect(lines.slice(1, 12)).toEqual([
      ...Array.from(
        { length: 10 },
        (_, index) => `d${297 - 3 * index}.example.com federated, ${298 - 3 * index} users: a test`,
      ),
      'and 290 more domains: 90 federated, 100 not known, 100 managed (the report as JSON has them all)',
    ])
  })

  test('colours only if it is asked to', async () => {
    const files = [{ path: 'a.csv', text: BAD }]
    const coloured = await report('terminal', files, { colour: true })

    expect(coloured).toContain('\u001b[31m')
    expect(stripVTControlCharacters(coloured)).toBe(await report('terminal', files))
  })

  test.each([
    ['a line end', 'a\nb.csv', 'a\\u{a}b.csv'],
    ['an escape', 'a\u001b[2Jb.csv', 'a\\u{1b}[2Jb.csv'],
    ['text from right to left', 'a\u202eb.csv', 'a\\u{202e}b.csv'],
    ['a command', '::error::x.csv', './::error::x.csv'],
    ['an old command', 'a##[error]x.csv', 'a## [error]x.csv'],
  ])('spells out %s in a name', async (_, path, shown) => {
    const [line] = (await report('terminal', [{ path, text: '' }])).split('\n')

    expect(line).toBe(`${shown}:1:1 error empty-batch`)
  })
})

test.each([
  [{ errors: 1 }, 'error', 'failure'],
  [{ warnings: 1 }, 'error', 'neutral'],
  [{ warnings: 1 }, 'warning', 'failure'],
  [{ notices: 1 }, 'warning', 'neutral'],
  [{ errors: 1 }, 'never', 'neutral'],
  [{}, 'warning', 'success'],
] as const)('%j and fail-on %s: %s', (counts, failOn, conclusion) => {
  expect(conclude({ ...totalsOfAll([]), ...counts }, failOn, true)).toBe(conclusion)
  expect(conclude({ ...totalsOfAll([]), ...counts }, failOn, false)).toBe('failure')
})
