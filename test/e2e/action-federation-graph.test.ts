import { expect, test } from 'vitest'
import { asks, kindsOf, openGraph } from '../support/asking.ts'
import type { AuthenticationType } from '../support/microsoft/world.ts'
import { BATCH, batch, CONFIGURATION, readReport } from '../support/pull.ts'

const LOGIN = 'login.microsoftonline.com:443'
const GRAPH = 'graph.microsoft.com:443'
/** What Graph says, and the sign-in service would say the opposite. */
const opposite = {
  domains: { 'contoso.com': 'Managed' },
  graphDomains: [{ id: 'contoso.com', authenticationType: 'Federated' }],
} as const

test.concurrent('Graph answers, and the sign-in service is not asked', async () => {
  await using asking = await openGraph({ microsoft: opposite })
  const run = await asking.run()

  expect([run.exitCode, run.outputs]).toMatchObject([
    1,
    { conclusion: 'failure', errors: '1', federated: '3' },
  ])
  expect(run.log).toContain('ForceChangePassword must be False: contoso.com is federated (Microsoft Graph).')
  expect(kindsOf(asking)).toEqual(['oidc', 'token', 'graph'])
  expect(asking.microsoft.tunnels).toEqual([LOGIN, GRAPH])
  expect(JSON.parse(await readReport(run))).toMatchObject({ asked: [], notChecked: [] })
  expect(run.log).not.toContain("Asked Microsoft's sign-in service")
})

test.concurrent('its list is read to the end, once a run, whatever is asked and committed', async () => {
  const graphDomains = Array.from({ length: 25 }, (_, index) => {
    return {
      id: `d${index}.example.com`,
      authenticationType: index % 2 === 0 ? 'Federated' : 'Managed',
    } as const
  })
  const head = Object.fromEntries(
    [0, 7, 24].map((index) => [
      `b/${index}.csv`,
      batch({ rows: 2, offenders: [1], user: 'joe', domain: `d${index}.example.com` }),
    ]),
  )
  await using asking = await openGraph({ base: {}, head, microsoft: { graphDomains, pageSize: 10 } })
  const run = await asking.run({ inputs: { fix: 'commit' } })

  const { git } = asking.scene.github
  const commit = await git.branch('batch')
  expect(run.outputs).toMatchObject({ fixed: '2', errors: '0', commit })
  expect((await git.diff(asking.scene.pull.head, commit)).map(({ path }) => path)).toEqual([
    'b/0.csv',
    'b/24.csv',
  ])
  expect(kindsOf(asking)).toEqual(['oidc', 'token', 'graph', 'graph', 'graph'])
})

test.concurrent('a sub-domain is as its parent is; a domain without proof, or of another tenant, is asked about', async () => {
  const domains = { 'fabrikam.com': 'Federated', 'corp.example': 'Managed' } as const
  const graphDomains = [
    { id: 'Contoso.com', authenticationType: 'Federated' },
    { id: 'corp.example', authenticationType: 'Federated', isVerified: false },
  ] as const
  const head = Object.fromEntries(
    ['eu.contoso.com', 'fabrikam.com', 'corp.example'].map((domain) => [
      `${domain}.csv`,
      batch({ rows: 1, offenders: [1], user: 'joe', domain }),
    ]),
  )
  await using asking = await openGraph({ base: {}, head, microsoft: { domains, graphDomains } })
  const run = await asking.run()

  expect(run.outputs).toMatchObject({ errors: '2', warnings: '0' })
  expect(run.log).toContain('eu.contoso.com belongs to contoso.com, which is federated (Microsoft Graph)')
  expect(run.log).toContain("fabrikam.com is federated (Microsoft's sign-in service)")
  expect(JSON.parse(await readReport(run)).asked).toEqual(['corp.example', 'fabrikam.com'])
})

test.concurrent('beside a complete list it is a mistake, since it would be ignored', async () => {
  const base = { [CONFIGURATION]: 'federated-domains: fabrikam.com\n' }
  await using asking = await openGraph({ base, head: { [BATCH]: asks }, microsoft: opposite })
  const run = await asking.run()

  expect([run.exitCode, run.job, kindsOf(asking)]).toEqual([1, 'failure', []])
  expect(run.annotations).toMatchObject([
    {
      message: expect.stringMatching(
        /^federated-domains answers for every domain, so Microsoft Graph would be ignored\./,
      ),
    },
  ])
})

const DOMAINS = 'exports/domains.csv'
const says = (federated: boolean): AuthenticationType => (federated ? 'Federated' : 'Managed')
/** Who has an answer, in the order in which they are heard. */
const SOURCES = ['list', 'export', 'graph', 'sign-in'] as const

test.concurrent.each(SOURCES.map((first, index) => [first, SOURCES.slice(index), index % 2 === 0] as const))(
  '%s is believed before the others of %j, who say the opposite: federated %s',
  async (first, sources, federated) => {
    const say = (source: (typeof SOURCES)[number]) => says((source === first) === federated)
    const list = say('list') === 'Federated' ? 'contoso.com' : '!contoso.com'
    const settings = [
      `federated-domains: [${sources.includes('list') ? `"${list}", auto` : 'auto'}]\n`,
      ...(sources.includes('export') ? [`directory-export: ${DOMAINS}\n`] : []),
    ]
    const base = {
      [CONFIGURATION]: settings.join(''),
      [DOMAINS]: `Id,AuthenticationType\ncontoso.com,${say('export')}\n`,
    }
    const graphDomains = sources.includes('graph')
      ? [{ id: 'contoso.com', authenticationType: say('graph') }]
      : []
    const domains = { 'contoso.com': say('sign-in') }
    await using asking = await openGraph({
      base,
      head: { [BATCH]: asks },
      microsoft: { domains, graphDomains },
    })
    const run = await asking.run()

    expect(run.outputs['errors']).toBe(federated ? '1' : '0')
    const asked = {
      list: [],
      export: [],
      graph: ['oidc', 'token', 'graph'],
      'sign-in': ['oidc', 'token', 'graph', 'realm'],
    }
    expect(kindsOf(asking)).toEqual(asked[first])
  },
)

test.concurrent.each([
  ['usgov', 'login.microsoftonline.us', 'graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
  ['usgov-dod', 'login.microsoftonline.us', 'dod-graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
  [
    'china',
    'login.partner.microsoftonline.cn',
    'microsoftgraph.chinacloudapi.cn',
    'api://AzureADTokenExchangeChina',
  ],
])('cloud %s has hosts and an audience of its own', async (cloud, login, graph, audience) => {
  const microsoft = { domains: { 'contoso.com': 'Federated' }, graphDomains: [], audience } as const
  await using asking = await openGraph({ microsoft })
  const run = await asking.run({ inputs: { cloud } })

  expect(run.outputs).toMatchObject({ errors: '1' })
  expect(JSON.parse(await readReport(run)).asked).toEqual(['contoso.com'])
  expect(new Set(asking.microsoft.tunnels)).toEqual(new Set([`${login}:443`, `${graph}:443`]))
  expect(kindsOf(asking)).toEqual(['oidc', 'token', 'graph', 'realm'])
})

test.concurrent('under pull_request_target Graph answers for a fork too', async () => {
  await using asking = await openGraph({ fork: true, keepToken: true, microsoft: opposite })
  const run = await asking.run({ name: 'pull_request_target', inputs: { fix: 'commit' } })

  expect([run.outputs, kindsOf(asking)]).toMatchObject([
    { errors: '1', commit: '' },
    ['oidc', 'token', 'graph'],
  ])
})
