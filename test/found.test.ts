import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { fix } from './support/checking.ts'
import { type Answer, createFolder, runCli } from './support/cli.ts'
import { bytesOf, type Sample, SECRETS, samples } from './support/found/samples.ts'
import { found, scan } from './support/whole-check.ts'

const named = samples.map((sample) => [sample.file, sample] as const)
const noBatches = samples.filter(({ kind }) => kind === 'not-a-batch')
const files = Object.fromEntries(samples.map((sample) => [sample.file, bytesOf(sample)]))
const FEDERATED = ['--federated-domains', 'contoso.com']

/** The file after --fix: nothing changes but what is said. */
function correctedText(sample: Sample): string {
  const text = bytesOf(sample).toString('latin1')
  return (sample.corrected ?? []).reduce((all, [before, after]) => {
    const [from, to] = [before, after].map((each) => Buffer.from(each).toString('latin1'))
    expect(all.split(from!)).toHaveLength(2)
    return all.replace(from!, () => to!)
  }, text)
}

test('every file that was found is here', () => {
  const folder = fileURLToPath(new URL('fixtures/samples/found', import.meta.url))
  expect(readdirSync(folder).sort()).toEqual(samples.map(({ file }) => file).sort())
})

describe.each(named)('a scan of %s', (_, sample) => {
  const bytes = bytesOf(sample)

  test('finds exactly this', () => {
    expect(found(bytes)).toEqual(sample.finds)
  })

  test('tells what it is', () => {
    const { kind, rows, federated } = scan(bytes)
    expect(kind).toBe(sample.kind)
    if (sample.counts) expect([rows, federated]).toEqual(sample.counts)
  })

  test('says the cause and the cure, and shows no password', () => {
    const messages = scan(bytes).findings.map(({ rule, message }) => [rule, message] as const)
    const says = (sample.says ?? []).filter(([rule]) => rule !== 'not-a-batch')
    for (const [rule, words] of says) {
      const said = messages.filter(([of]) => of === rule).map(([, message]) => message)
      expect(said.join('\n')).toMatch(words)
    }
    expectDiscretion(JSON.stringify(messages))
  })

  test('corrects this and nothing else', async () => {
    const after = await fix(bytes)
    expect(Buffer.from(after).toString('latin1')).toBe(correctedText(sample))
  })
})

function expectDiscretion(told: string): void {
  for (const secret of SECRETS) expect(told).not.toContain(secret)
}

interface Report {
  readonly findings: readonly {
    readonly path: string
    readonly line: number
    readonly column: number
    readonly severity: string
    readonly rule: string
    readonly message: string
  }[]
  readonly files: readonly { readonly path: string; readonly kind: string; readonly fixed: number }[]
}

const reportIn = ({ stdout }: Answer): Report => JSON.parse(stdout)
const linesIn = (answer: Answer) =>
  reportIn(answer).findings.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`)

describe('on the command line', async () => {
  const folder = await createFolder(files)
  afterAll(() => folder[Symbol.asyncDispose]())
  const runJson = (...args: string[]) => runCli(folder, ['--format', 'json', ...FEDERATED, ...args])

  test.concurrent.each(named)(
    '%s that is named has its findings, and exit status 1',
    async (name, sample) => {
      const answer = await runJson(name)
      const isBatch = sample.kind !== 'not-a-batch'

      expect(linesIn(answer)).toEqual(isBatch ? sample.finds : ['1:1 error not-a-batch'])
      expect([answer.status, answer.stderr]).toEqual([1, expect.not.stringMatching(/\bat .+:\d+:\d+/)])
      expectDiscretion(answer.stdout + answer.stderr)
    },
  )

  test.concurrent.each(noBatches.map((sample) => [sample.file, sample] as const))(
    '%s that is named says why it is no batch',
    async (name, sample) => {
      const [finding] = reportIn(await runJson(name)).findings

      for (const [, words] of sample.says ?? []) expect(finding?.message).toMatch(words)
      expect(finding?.message).not.toMatch(sample.neverSays ?? /$^/)
    },
  )

  test.concurrent.each(noBatches.map(({ file }) => file))(
    '%s that is found is left alone, counted, and said why',
    async (name) => {
      for (const args of [['--scan', name], [name.replace('.csv', '.cs?')]]) {
        const answer = await runJson(...args)
        expect([answer.status, linesIn(answer)]).toEqual([0, []])
        expect(reportIn(answer).files).toMatchObject([
          { path: name, kind: 'not-a-batch', why: expect.stringMatching(/./) },
        ])
      }
    },
  )

  test.concurrent('a file on standard input counts as named', async () => {
    for (const { file } of noBatches) {
      const options = { input: bytesOf({ file } as Sample) }
      const answer = await runCli(folder, ['--format', 'json', ...FEDERATED, '-'], options)
      expect([answer.status, linesIn(answer)]).toEqual([1, ['1:1 error not-a-batch']])
    }
  })

  test.concurrent('a team whose folder holds batches only can have it said in a scan, too', async () => {
    const configuration = 'rules:\n  not-a-batch: error\nfederated-domains: contoso.com\n'
    const path = '.github/migration-batch-check.yml'
    await using own = await createFolder({
      'report.csv': files['mailbox-report.csv']!,
      [path]: configuration,
    })
    for (const args of [[], ['--scan', 'report.csv'], ['report.csv']]) {
      const answer = await runCli(own, ['--format', 'json', ...args])
      expect([answer.status, linesIn(answer)]).toEqual([1, ['1:1 error not-a-batch']])
    }
  })

  test.concurrent('a scan of all corrects what is to be corrected, and no other byte', async () => {
    await using own = await createFolder(files)
    const answer = await runCli(own, ['--fix', '--format', 'json', ...FEDERATED])

    expect(answer.status).toBe(1)
    for (const sample of samples)
      expect((await own.read(sample.file)).toString('latin1')).toBe(correctedText(sample))
    const changed = samples.filter(({ corrected }) => corrected !== undefined).map(({ file }) => file)
    const fixed = reportIn(answer).files
    expect(fixed.filter((each) => each.fixed > 0).map(({ path }) => path)).toEqual(changed.sort())
  })

  test.concurrent('a batch of which only warnings are left is fine after the correction', async () => {
    await using own = await createFolder(files)
    const answer = await runCli(own, ['--fix', ...FEDERATED, 'non-ascii-local-part.csv'])
    expect(answer.status).toBe(0)
  })
})
