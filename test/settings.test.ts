import { describe, expect, test } from 'vitest'
import { readArguments } from '../src/cli/arguments.ts'
import { readConfiguration } from '../src/configuration.ts'
import type { Given } from '../src/given.ts'
import { InputError } from '../src/mistakes.ts'
import { type Settings, settings } from '../src/settings.ts'

const give = (key: string, value: unknown): Given => ({ key, value, where: 'here' })

function mistakesOf(read: () => unknown): readonly string[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.mistakes
    throw error
  }
}

describe('settings', () => {
  test('have defaults', () => {
    expect(settings([])).toMatchObject({
      files: ['**/*.csv'],
      failOn: 'error',
      maxRows: undefined,
      severities: {},
      fix: 'none',
      annotations: 'auto',
      checkName: 'Migration batches',
    })
    expect(settings([]).federatedDomains.complete).toBe(false)
  })

  test.each<[string, unknown, Partial<Settings>]>([
    ['files', 'a/*.csv\n  !b.csv  \n\n', { files: ['a/*.csv', '!b.csv'] }],
    ['files', ['a.csv', 'b.csv'], { files: ['a.csv', 'b.csv'] }],
    ['fail-on', 'warning', { failOn: 'warning' }],
    ['fail-on', 'never', { failOn: 'never' }],
    ['max-rows', '1000', { maxRows: 1000 }],
    ['max-rows', 1_000_000, { maxRows: 1_000_000 }],
    ['fix', 'commit', { fix: 'commit' }],
    ['commit-message', ' Fix the batch ', { commitMessage: 'Fix the batch' }],
    ['annotations', 'check-run', { annotations: 'check-run' }],
    ['check-name', 'Batches', { checkName: 'Batches' }],
    [
      'rules',
      { 'too-many-rows': 'off', 'missing-value': 'notice' },
      { severities: { 'too-many-rows': 'off', 'missing-value': 'notice' } },
    ],
  ])('%s: %j', (key, value, expected) => {
    expect(settings([give(key, value)])).toMatchObject(expected)
  })

  test.each(['contoso.com, fabrikam.com', ['contoso.com', 'fabrikam.com'], 'contoso.com\nfabrikam.com'])(
    'federated-domains: %j',
    (value) => {
      const { federatedDomains } = settings([give('federated-domains', value)])

      expect(federatedDomains.complete).toBe(true)
      expect(federatedDomains.answer('fabrikam.com')?.federated).toBe(true)
    },
  )

  test('given later are stronger', () => {
    expect(
      settings([give('fail-on', 'never'), give('max-rows', 5), give('fail-on', 'warning')]),
    ).toMatchObject({
      failOn: 'warning',
      maxRows: 5,
    })
  })
})

describe('a mistake', () => {
  test.each<[string, unknown, RegExp]>([
    ['fail-on', 'warn', /^here: fail-on must be error, warning or never\.$/],
    ['fail-on', 'eror', /or never\. Did you mean error\?$/],
    ['fail-on', 'Error', /Did you mean error\?$/],
    ['fail-on', { toString: 'x' }, /or never\.$/],
    ['fail-on', true, /or never\.$/],
    ['fix', 'yes', /^here: fix must be none or commit\.$/],
    ['annotations', 'all', /auto, check-run, log or none/],
    ['max-rows', '0', /from 1 to 1000000/],
    ['max-rows', '-1', /from 1 to 1000000/],
    ['max-rows', '1000001', /from 1 to 1000000/],
    ['max-rows', '2,000', /from 1 to 1000000, without separators\.$/],
    ['max-rows', 1.5, /from 1 to 1000000/],
    ['files', '!a.csv', /names no files/],
    ['files', ' \n', /names no files/],
    ['files', [], /names no files/],
    ['files', { a: 1 }, /names no files/],
    ['files', [{ a: 1 }, 'b.csv'], /names no files/],
    ['commit-message', ' ', /needs a text/],
    ['check-name', ['a'], /needs a text/],
    ['federated-domains', 'contoso', /^here: federated-domains: entry 1 is not a domain/],
    ['federated-domains', '', /federated-domains is empty/],
    ['federated-domains', { toString: 'x' }, /federated-domains is a list/],
    ['tenant-id', { toString: 'x' }, /tenant-id must be the ID/],
    ['rules', 'off', /rules is a list/],
    ['rules', {}, /rules is a list/],
    [
      'rules',
      { 'too-many-rows': 'of' },
      /too-many-rows must be error, warning, notice or off\. Did you mean off\?$/,
    ],
    ['rules', { 'too-many-row': 'off' }, /there is no such rule\. Did you mean too-many-rows\?/],
    ['rules', { toString: 'off' }, /there is no such rule\. The rules are .*too-many-rows/],
    [
      'federated-domain',
      'contoso.com',
      /^here: there is no such setting\. Did you mean federated-domains\?$/,
    ],
    ['flavour', 'red', /there is no such setting\. The settings are .*max-rows/],
    ['constructor', 'x', /there is no such setting/],
    ['toString', 'x', /there is no such setting/],
    ['__proto__', 'x', /there is no such setting/],
  ])('in %s: %j', (key, value, expected) => {
    expect(mistakesOf(() => settings([give(key, value)]))).toEqual([expect.stringMatching(expected)])
  })

  test('does not hide the others, nor those that were found before', () => {
    const given = [
      give('fail-on', 'warn'),
      give('federated-domains', 'none,contoso'),
      give('rules', { a: 'b' }),
      give('max-rows', 5),
    ]

    expect(mistakesOf(() => settings(given, ['no such file']))).toEqual([
      'no such file',
      expect.stringMatching(/fail-on/),
      expect.stringMatching(/entry 2 is not a domain/),
      expect.stringMatching(/none .* stands alone/),
      expect.stringMatching(/there is no such rule/),
      expect.stringMatching(/rules: a severity must be error, warning/),
    ])
  })
})

describe('a configuration file', () => {
  const readText = (text: string) => readConfiguration('c.yml', Buffer.from(text))

  test('gives its values, each with its line', async () => {
    const text =
      '# settings\nfederated-domains: contoso.com\n\nfiles:\n  - "*.csv"\nrules: { missing-value: off }\n'

    expect(await readText(text)).toEqual({
      given: [
        { key: 'federated-domains', value: 'contoso.com', where: 'c.yml:2' },
        { key: 'files', value: ['*.csv'], where: 'c.yml:4' },
        {
          key: 'rules',
          value: { 'missing-value': 'off' },
          where: 'c.yml:6',
          places: new Map([['missing-value', 'c.yml:6']]),
        },
      ],
      mistakes: [],
    })
  })

  test.each(['', '# nothing\n', '---\n', 'fail-on:\nfiles: ""\n', '\ufeff'])(
    'may set nothing: %j',
    async (text) => {
      expect(await readText(text)).toEqual({ given: [], mistakes: [] })
    },
  )

  test('may begin with a mark and use anchors', async () => {
    const { given, mistakes } = await readText('\ufefffail-on: &level warning\nannotations: *level\r\n')

    expect(mistakes).toEqual([])
    expect(given.map(({ key, value }) => [key, value])).toEqual([
      ['fail-on', 'warning'],
      ['annotations', 'warning'],
    ])
  })

  test.each([
    ['a star without quotes', 'fail-on: error\nfederated-domains: *\n', /^c\.yml:2: .*in quotes/],
    ['a glob without quotes', 'files: **/*.csv\n', /^c\.yml:1: .*in quotes/],
    ['another', 'files:\n  - *batches\n', /^c\.yml:2: .*in quotes/],
    ['one among several', 'files: [a.csv, *.csv]\n', /^c\.yml:1: .*in quotes/],
    ['an exclamation mark without quotes', 'federated-domains: !eu.contoso.com\n', /^c\.yml:1: .*in quotes/],
    ['one in a list', 'federated-domains:\n  - contoso.com\n  - !eu.contoso.com\n', /^c\.yml:3: .*in quotes/],
    ['an at sign without quotes', 'commit-message: @bot\n', /^c\.yml:1: .*in quotes/],
    ['a key twice', 'fail-on: error\nfail-on: never\n', /^c\.yml:2: /],
    ['an open bracket', 'files: [a.csv\n', /^c\.yml:2: /],
    ['a tab', 'rules:\n\tmissing-value: off\n', /^c\.yml:2: /],
    ['two documents', 'fail-on: error\n---\nfail-on: error\n', /^c\.yml:2: /],
    ['a list', '- fail-on\n', /^c\.yml: write settings such as/],
    ['a text', 'error', /^c\.yml: write settings such as/],
  ])('is not read with %s', async (_, text, expected) => {
    expect(await readText(text)).toEqual({ given: [], mistakes: [expect.stringMatching(expected)] })
  })

  test.each(['? {a: b}\n: c\n', ': x\n', '1: x\n', '? - a\n: b\n', '? &a [x]\n: *a\n'])(
    'with a key that is no name has a mistake: %j',
    async (text) => {
      const { given, mistakes } = await readText(text)

      expect(mistakesOf(() => settings(given, mistakes))).toEqual([
        expect.stringMatching(/^c\.yml:1: there is no such setting/),
      ])
    },
  )
})

describe('the command line', () => {
  test('is taken apart', () => {
    expect(
      readArguments([
        'a.csv',
        '--fix',
        '--format=json',
        '--output',
        'r.json',
        '--max-rows',
        '5',
        'b',
        '--',
        '--c',
      ]),
    ).toMatchObject({
      targets: ['a.csv', 'b', '--c'],
      fix: true,
      format: 'json',
      output: 'r.json',
      given: [{ key: 'max-rows', value: '5', where: 'command line' }],
      mistakes: [],
    })
  })

  test('without anything checks the folder and reports to the terminal', () => {
    expect(readArguments([])).toMatchObject({
      targets: [],
      fix: false,
      format: 'terminal',
      output: undefined,
      config: undefined,
      given: [],
      mistakes: [],
    })
  })

  test('-h asks for help', () => {
    expect(readArguments(['-h']).help).toBe(true)
    expect(readArguments(['--help', '--version'])).toMatchObject({ help: true, version: true, mistakes: [] })
  })

  test.each<[string[], RegExp]>([
    [['--fixx'], /^--fixx: there is no such option\. Did you mean --fix\?$/],
    [['--federated-domain', 'x'], /Did you mean --federated-domains\?/],
    [['--Format=json'], /Did you mean --format\?/],
    [['--bogus'], /^--bogus: there is no such option\. See --help\.$/],
    [['-x'], /^-x: there is no such option/],
    [['--constructor'], /^--constructor: there is no such option/],
    [['--__proto__=x'], /^--__proto__: there is no such option/],
    [['--fix=yes'], /^--fix takes no value/],
    [['--output'], /^--output needs a value/],
    [['--output='], /^--output needs a value/],
    [['--output', '--fix'], /^--output needs a value/],
    [['--config', '-h'], /^--config needs a value/],
    [['--format', 'xml'], /^--format must be terminal, json, csv or github, not "xml"/],
    [['--format', 'JSON'], /not "JSON"/],
    [['--format', 'sarif'], /^--format sarif is not available in this version/],
    [['--format', 'html'], /^--format html is not available in this version/],
    [['-', 'a.csv'], /stands alone/],
  ])('%j is a mistake', (args, expected) => {
    expect(readArguments(args).mistakes).toEqual([expect.stringMatching(expected)])
  })

  test('has every mistake at once', () => {
    expect(readArguments(['--fixx', '--output', '--format', 'xml', '-', '-']).mistakes).toHaveLength(3)
    expect(readArguments(['--fixx', '--fix=1', '--format=xml', '-', 'a', '--bogus']).mistakes).toHaveLength(5)
  })

  test.each(['--output=--fix', '--output=-x'])('%s is a name that begins with a hyphen', (arg) => {
    expect(readArguments([arg])).toMatchObject({ mistakes: [], output: arg.slice('--output='.length) })
  })
})
