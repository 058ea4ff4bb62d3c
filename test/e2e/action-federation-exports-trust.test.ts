import { expect, test } from 'vitest'
import { type AskingSetup, asks, openAsking } from '../support/asking.ts'
import { BATCH, COMMIT, CONFIGURATION } from '../support/pull.ts'

const DOMAINS = 'exports/domains.csv'
const domains = (contoso: string) => `Id,AuthenticationType\r\ncontoso.com,${contoso}\r\n`
const configuration = { [CONFIGURATION]: `directory-export: ${DOMAINS}\n` }

/** A base that names an export and may have it, and a pull request that brings a batch and may change the export. */
function openWith(before: string | undefined, after: string | null | undefined, setup: AskingSetup = {}) {
  return openAsking({
    base: { ...configuration, ...(before !== undefined && { [DOMAINS]: before }) },
    head: { [BATCH]: asks, ...(after !== undefined && { [DOMAINS]: after }) },
    ...setup,
  })
}

test.concurrent.each([
  ['Federated', 'Managed', '1'],
  ['Managed', 'Federated', '0'],
])('the base says %s and the pull request %s: the base decides', async (before, after, errors) => {
  await using asking = await openWith(domains(before), domains(after))
  const run = await asking.run({ inputs: { fix: 'commit' } })

  expect([run.outputs['fixed'], run.outputs['errors']]).toEqual([errors, '0'])
  expect(run.log).toContain(`${DOMAINS} is changed here: what it changes takes effect after merge.`)
  expect(asking.microsoft.tunnels).toEqual([])
})

test.concurrent('an export that the pull request brings is said to take effect after merge, and not used', async () => {
  const microsoft = { domains: { 'contoso.com': 'Federated' } } as const
  await using asking = await openWith(undefined, domains('Managed'), { microsoft })
  const run = await asking.run()

  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
  const sentence = `${DOMAINS} is not in the base commit: it is not used, and takes effect after merge.`
  for (const told of [run.log, run.summary]) {
    expect(told).toContain(sentence)
    expect(told?.split('takes effect after merge')).toHaveLength(2) // once
  }
  expect(run.log).toContain("contoso.com is federated (Microsoft's sign-in service)")
})

const REMOVED = `${DOMAINS} is removed here: after merge directory-export must not name it.`

test.concurrent('an export that the pull request removes still decides, and its removal is said once', async () => {
  await using asking = await openWith(domains('Federated'), null)
  const run = await asking.run()

  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
  for (const told of [run.log, run.summary]) expect(told?.split(REMOVED)).toHaveLength(2)
  expect(run.log).toContain(`contoso.com is federated (${DOMAINS} line 2)`)
  expect(run.log).not.toContain('takes effect after merge')
})

test.concurrent('an export that the pull request renames still decides by its old name', async () => {
  const renamed = 'exports/renamed.csv'
  const base = {
    [CONFIGURATION]: `directory-export: [${DOMAINS}, ${renamed}]\n`,
    [DOMAINS]: domains('Federated'),
  }
  const head = { [BATCH]: asks, [DOMAINS]: null, [renamed]: domains('Federated') }
  await using asking = await openAsking({ base, head })
  const run = await asking.run()

  expect([run.exitCode, run.outputs['errors']]).toEqual([1, '1'])
  const later = `${renamed} is not in the base commit: it is not used, and takes effect after merge.`
  for (const told of [run.log, run.summary]) {
    expect(told?.split(REMOVED)).toHaveLength(2)
    expect(told).toContain(later)
    expect(told?.split('takes effect after merge')).toHaveLength(2)
  }
  expect(run.log).toContain(`contoso.com is federated (${DOMAINS} line 2)`)
  expect(asking.microsoft.tunnels).toEqual([])
})

test.concurrent('another file may be removed or renamed without a word', async () => {
  const [other, batchBefore] = ['exports/other.csv', 'batches/wave-0.csv']
  const base = {
    ...configuration,
    [DOMAINS]: domains('Federated'),
    [other]: domains('Managed'),
    [batchBefore]: asks,
  }
  await using asking = await openAsking({ base, head: { [BATCH]: asks, [batchBefore]: null, [other]: null } })
  const run = await asking.run()

  expect(run.outputs['errors']).toBe('1')
  for (const told of [run.log, run.summary]) expect(told).not.toMatch(/is removed by|takes effect after/)
})

const broken: readonly (readonly [what: string, text: string, sentence: string])[] = [
  [
    'a wrong word',
    domains('Federatd'),
    `${DOMAINS} line 2: AuthenticationType is neither Federated nor Managed.`,
  ],
  ['other columns', 'Cuckoo1,Name\nCuckoo2,x\n', `${DOMAINS} is an export of neither domains nor users.`],
  [
    'a Git LFS pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
    `${DOMAINS} is a Git LFS pointer, not the file itself. Fetch it with "git lfs pull" or, for the Action, keep it out of Git LFS.`,
  ],
  [
    'nobody verified',
    'Id,AuthenticationType,IsVerified\ncontoso.com,Managed,False\n',
    `${DOMAINS} has no domain that is verified.`,
  ],
  ['nothing', '', `${DOMAINS} is an export of neither domains nor users.`],
  [
    'an open quote',
    'Id,AuthenticationType\n"contoso.com,Managed\n',
    `${DOMAINS} is not valid CSV: a double quote stands where it cannot, at line 2 or below it.`,
  ],
  [
    'a contradiction',
    'Id,AuthenticationType\ncontoso.com,Managed\nContoso.com,Federated\n',
    `contoso.com is managed in ${DOMAINS} line 2 and federated in ${DOMAINS} line 3. Remove the one that is out of date.`,
  ],
  [
    'an address with two users',
    'UserPrincipalName,Mail\na@contoso.com,x@contoso.com\nb@contoso.com,x@contoso.com\n',
    `${DOMAINS} line 2 and ${DOMAINS} line 3: two users have the address x@contoso.com.`,
  ],
]

/** The run failed over this sentence alone, and left no check run and no commit. */
async function expectMistake(asking: Awaited<ReturnType<typeof openWith>>, sentence: string): Promise<void> {
  const { scene } = asking
  const run = await asking.run({ inputs: { fix: 'commit' } })
  expect([run.exitCode, run.job]).toEqual([1, 'failure'])
  expect(run.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(sentence) }])
  expect(scene.checksOn(scene.pull.head).filter(({ conclusion }) => conclusion !== 'failure')).toEqual([])
  expect([scene.requestsFor(COMMIT), asking.microsoft.tunnels]).toEqual([[], []])
}

test.concurrent.each(broken)('a broken export cannot be merged: %s', async (_, text, sentence) => {
  await using asking = await openWith(domains('Managed'), text)
  await expectMistake(asking, sentence)
})

test.concurrent('an export that contradicts one that the pull request leaves alone cannot be merged', async () => {
  const other = 'exports/other.csv'
  await using asking = await openAsking({
    base: { [CONFIGURATION]: `directory-export: [${DOMAINS}, ${other}]\n`, [other]: domains('Managed') },
    head: { [BATCH]: asks, [DOMAINS]: domains('Federated') },
  })
  await expectMistake(asking, `contoso.com is managed in ${other} line 2 and federated in ${DOMAINS} line 2.`)
})

test.concurrent('an export may be replaced by one that says the opposite', async () => {
  const other = 'exports/other.csv'
  await using asking = await openAsking({
    base: { [CONFIGURATION]: `directory-export: [${DOMAINS}, ${other}]\n`, [other]: domains('Managed') },
    head: { [BATCH]: asks, [DOMAINS]: domains('Federated'), [other]: null },
  })
  const run = await asking.run()

  expect(run.outputs).toMatchObject({ conclusion: 'success', errors: '0' })
  expect(run.log.split(`${other} is removed here`)).toHaveLength(2)
})

test.concurrent.each(broken.slice(-6))(
  'a broken export at the base stops the check: %s',
  async (_, text, sentence) => {
    await using asking = await openWith(text, undefined)
    await expectMistake(asking, sentence)
  },
)

test.concurrent.each([DOMAINS, 'exports', '../domains.csv', 'C:\\domains.csv'])(
  'an export that is nowhere is a mistake that names it: %s',
  async (path) => {
    const base = { [CONFIGURATION]: '', 'exports/other.csv': domains('Managed') }
    await using asking = await openAsking({ base })
    const run = await asking.run({ inputs: { 'directory-export': path } })

    expect([run.exitCode, run.job]).toEqual([1, 'failure'])
    const sentence = `directory-export ${path}: there is no such file. Name a file of the repository by its path from the root, such as exports/domains.csv.`
    expect(run.annotations).toEqual([{ level: 'error', message: sentence }])
  },
)
