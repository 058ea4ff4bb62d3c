import { describe, expect, test } from 'vitest'
import { asks, kindsOf, openAsking, openGraph, unanswered } from '../support/asking.ts'
import { BATCH, CONFIGURATION, readReport } from '../support/pull.ts'

const DOMAINS = 'exports/domains.csv'
const domains = (contoso: string) => `Id,AuthenticationType\r\ncontoso.com,${contoso}\r\n`
const LIST = 'federated-domains: contoso.com,auto\n'
const base = { [CONFIGURATION]: LIST }
const names = (...paths: readonly string[]) => ({
  [CONFIGURATION]: `${LIST}directory-export: [${paths.join(', ')}]\n`,
})

describe('a configuration that the pull request brings', () => {
  test.concurrent.each([
    [
      'names an export that is missing',
      names(DOMAINS),
      `directory-export ${DOMAINS}: there is no such file. Name a file of the repository by its path from the root, such as exports/domains.csv.`,
    ],
    [
      'names one that it brings broken',
      { ...names(DOMAINS), [DOMAINS]: domains('Maybe') },
      `${DOMAINS} line 2: AuthenticationType is neither Federated nor Managed.`,
    ],
    [
      'names one that is broken and left alone',
      names('exports/old.csv'),
      'exports/old.csv is an export of neither domains nor users.',
    ],
    [
      'names one beside a list that answers for every domain',
      {
        [CONFIGURATION]: `federated-domains: contoso.com\ndirectory-export: ${DOMAINS}\n`,
        [DOMAINS]: domains('Managed'),
      },
      'federated-domains answers for every domain, so exports of domains would be ignored.',
    ],
    [
      'asks exports only, and names none',
      { [CONFIGURATION]: 'federated-domains: exports\n' },
      'federated-domains is exports, and there is no export of domains.',
    ],
    [
      'names two that contradict each other',
      { ...names(DOMAINS, 'b.csv'), [DOMAINS]: domains('Managed'), 'b.csv': domains('Federated') },
      `contoso.com is managed in ${DOMAINS} line 2 and federated in b.csv line 2.`,
    ],
  ])('%s: it cannot be merged', async (_, head, sentence) => {
    const old = { 'exports/old.csv': 'Name,Department\nJoe,Sales\n' }
    await using asking = await openAsking({ base: { ...base, ...old }, head: { [BATCH]: asks, ...head } })
    const run = await asking.run()

    expect([run.exitCode, run.job]).toEqual([1, 'failure'])
    expect(run.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(sentence) }])
  })

  test.concurrent.each(['exports/domains.json', DOMAINS])(
    'names one that is fine, which is not applied: %s',
    async (path) => {
      const value = [{ id: 'contoso.com', authenticationType: 'Managed' }]
      const text = path === DOMAINS ? domains('Managed') : JSON.stringify({ value })
      const head = { [BATCH]: asks, ...names(path), [path]: text }
      await using asking = await openAsking({ base, head })
      const run = await asking.run()

      expect([run.exitCode, run.outputs['errors'], run.outputs['federated']]).toEqual([1, '1', '3'])
      expect(run.log).toContain('contoso.com is federated (named in federated-domains)')
      expect(run.log).toContain(`${CONFIGURATION} is changed here: `)
      expect(JSON.parse(await readReport(run)).asked).toEqual([])
    },
  )

  test.concurrent('may put right a path that the base has wrong', async () => {
    const wrong = { ...names('exports/domain.csv'), [DOMAINS]: domains('Federated') }
    const head = { [BATCH]: asks, ...names(DOMAINS) }
    await using asking = await openAsking({ base: wrong, head })

    expect((await asking.run()).outputs).toMatchObject({ conclusion: 'failure', errors: '1' })
    const run = await asking.run({ inputs: { 'directory-export': 'exports/domain.csv' } })
    expect(run.annotations).toMatchObject([
      { message: expect.stringContaining('directory-export exports/domain.csv: there is no such file.') },
    ])
  })

  test.concurrent('may name another export that says the opposite, in place of the old one', async () => {
    const old = { ...names('exports/old.csv'), 'exports/old.csv': domains('Managed') }
    const head = { [BATCH]: asks, ...names(DOMAINS), [DOMAINS]: domains('Federated') }
    await using asking = await openAsking({ base: old, head })

    expect((await asking.run()).outputs).toMatchObject({ conclusion: 'failure', errors: '1' })
  })
})

test.concurrent.each(['.//exports/domains.csv', 'exports/../exports/domains.csv'])(
  'a path may be written as %s',
  async (path) => {
    await using asking = await openAsking({
      base: { [CONFIGURATION]: '', [DOMAINS]: domains('Federated') },
    })
    const run = await asking.run({ inputs: { 'directory-export': path } })

    expect(run.outputs).toMatchObject({ errors: '1' })
    expect(run.log).toContain(`contoso.com is federated (${DOMAINS} line 2)`)
    expect(asking.microsoft.tunnels).toEqual([])
  },
)

test.concurrent('an address of the OIDC endpoint that is none is told in a sentence', async () => {
  await using asking = await openGraph({ base: {} })
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'no URL\n::error::x' }

  expect(await unanswered(asking, { env })).toContain(
    'Microsoft Graph: ACTIONS_ID_TOKEN_REQUEST_URL is not a URL. If it is, run',
  )
  expect(kindsOf(asking)).toEqual([])
})

test.concurrent('a sub-domain that Graph has another word for is asked for, and is not what the one above is', async () => {
  const graphDomains = [
    { id: 'contoso.com', authenticationType: 'Federated' },
    { id: 'eu.contoso.com', authenticationType: 'Federated', isVerified: false },
    { id: 'us.contoso.com', authenticationType: 'Passkey' },
  ] as const
  const known = { 'eu.contoso.com': 'Managed', 'us.contoso.com': 'Managed' } as const
  const head = {
    [BATCH]: 'EmailAddress,ForceChangePassword\r\na@eu.contoso.com,True\r\nb@us.contoso.com,True\r\n',
  }
  await using asking = await openGraph({ base: {}, head, microsoft: { domains: known, graphDomains } })
  const run = await asking.run()

  expect(run.outputs).toMatchObject({ conclusion: 'success', findings: '0' })
  expect(JSON.parse(await readReport(run)).asked).toEqual(['eu.contoso.com', 'us.contoso.com'])
})

test.concurrent('Graph that pages slowly and without an end is given up', { timeout: 90_000 }, async () => {
  const graphDomains = Array.from({ length: 100 }, (_, index) => {
    return { id: `d${index}.example.com`, authenticationType: 'Managed' } as const
  })
  const slow = { delayMs: 3000 }
  await using asking = await openGraph({
    base: {},
    microsoft: { graphDomains, pageSize: 1, fault: ({ kind }) => (kind === 'graph' ? slow : undefined) },
  })

  expect(await unanswered(asking)).toContain(
    'Microsoft Graph: graph.microsoft.com took too long to list the domains; run the check again later. If it is, run',
  )
  expect(kindsOf(asking).length).toBeLessThan(100)
})
