import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'

const path = fileURLToPath(new URL('../fixtures/samples', import.meta.url))
const names = readdirSync(path).filter((name) => name.endsWith('.csv'))
const samples = Object.fromEntries(names.map((name) => [name, readFileSync(`${path}/${name}`)]))
const FEDERATED = ['--federated-domains', 'contoso.com']

interface Report {
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly path: string
    readonly line: number
    readonly column: number
  }[]
  readonly files: readonly {
    readonly path: string
    readonly kind: string
    readonly rows: number
    readonly federated: number
  }[]
}

/** All findings of a run, each as `place severity rule`. */
const linesOf = ({ findings }: Report) =>
  findings.map(({ path, line, column, severity, rule }) => `${path}:${line}:${column} ${severity} ${rule}`)

/** Microsoft's pages use their users again, and one password is too short, whoever is federated. */
const WARNINGS = [
  'imap-ms-docs.csv:2:1 warning duplicate-user',
  'imap-ms-docs.csv:3:1 warning duplicate-user',
  'imap-ms-docs.csv:4:1 warning duplicate-user',
  'powershell-export-csv-shape.csv:2:1 warning duplicate-user',
  'remote-move.csv:2:1 warning duplicate-user',
  'remote-move.csv:3:1 warning duplicate-user',
  'staged-ms-docs.csv:2:1 warning duplicate-user',
  'staged-ms-docs.csv:3:1 warning duplicate-user',
  'staged-ms-docs.csv:4:1 warning duplicate-user',
  'staged-wiki2011-bad.csv:2:19 warning invalid-password',
]

/** The report of some samples, or of all; the files that were found in the folder below have tests of their own. */
async function reportOf(federated: readonly string[], ...paths: string[]): Promise<Report> {
  const named = paths.length > 0 ? paths : ['*.csv']
  const { stdout } = await runCli({ path }, ['--format', 'json', ...federated, ...named])
  return JSON.parse(stdout)
}

describe('the batches of Microsoft’s pages, with contoso.com federated', () => {
  test('have one error: the True of the KB’s ancestor', async () => {
    const { findings } = await reportOf(FEDERATED)

    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        rule: 'federated-force-change-password',
        path: 'staged-wiki2011-bad.csv',
        line: 2,
        column: 27,
        row: 1,
        fix: 'False',
      },
    ])
  })

  test('have nothing else but passwords of federated users, and what is wrong whoever is federated', async () => {
    expect(linesOf(await reportOf(FEDERATED)).sort()).toEqual(
      [
        ...WARNINGS,
        'staged-kb2845956-fixed.csv:1:14 notice federated-password',
        'staged-ms-docs-trailing-space.csv:1:14 notice federated-password',
        'staged-ms-docs.csv:1:14 notice federated-password',
        'staged-wiki2011-bad.csv:1:14 notice federated-password',
        'staged-wiki2011-bad.csv:2:27 error federated-force-change-password',
      ].sort(),
    )
  })

  test.each(Object.keys(samples).filter((name) => name !== 'staged-wiki2011-bad.csv'))(
    '%s alone has no warning: it names no user twice',
    async (name) => {
      const { findings } = await reportOf(FEDERATED, name)

      expect(findings.filter(({ severity }) => severity !== 'notice')).toEqual([])
    },
  )

  test('are of the kind the page says', async () => {
    const { files } = await reportOf(FEDERATED)

    expect(files.map(({ path, kind, rows, federated }) => [path, kind, rows, federated])).toEqual([
      ['cross-forest-move.csv', 'move', 3, 0],
      ['google-ms-docs.csv', 'unknown', 2, 0],
      ['imap-ms-docs-userroot.csv', 'imap', 3, 0],
      ['imap-ms-docs.csv', 'imap', 3, 0],
      ['powershell-export-csv-shape.csv', 'unknown', 1, 0],
      ['remote-move.csv', 'move', 4, 0],
      ['staged-email-only-2026.csv', 'unknown', 3, 0],
      ['staged-kb2845956-fixed.csv', 'staged', 1, 1],
      ['staged-ms-docs-trailing-space.csv', 'staged', 3, 3],
      ['staged-ms-docs.csv', 'staged', 3, 3],
      ['staged-wiki2011-bad.csv', 'staged', 1, 1],
    ])
  })

  test('are corrected to what the KB says, and no other file changes', async () => {
    await using folder = await createFolder(samples)

    expect((await runCli(folder, ['--fix', ...FEDERATED])).status).toBe(0)
    for (const [name, before] of Object.entries(samples)) {
      const expected =
        name === 'staged-wiki2011-bad.csv' ? before.toString().replace('TRUE', 'False') : before.toString()
      expect((await folder.read(name)).toString()).toBe(expected)
    }
  })
})

test('without a federated domain they have no error, and nothing is said of their passwords but that one is short', async () => {
  expect(linesOf(await reportOf(['--federated-domains', 'none']))).toEqual(WARNINGS)
})
