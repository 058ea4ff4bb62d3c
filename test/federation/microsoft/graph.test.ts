import { afterEach, describe, expect, test, vi } from 'vitest'
import { createDirectory } from '../../../src/federation/directory.ts'
import { createGraph } from '../../../src/federation/microsoft/graph.ts'
import { createRealm } from '../../../src/federation/microsoft/realm.ts'
import { userOf } from '../../support/federation.ts'
import { appOf, cloudOf } from '../../support/microsoft/app.ts'
import type { Fault, FaultHook } from '../../support/microsoft/faults.ts'
import { type MicrosoftOptions, startMicrosoft } from '../../support/microsoft/start.ts'

const domains = {
  'contoso.com': 'Federated',
  'eu.contoso.com': 'Managed',
  'it.eu.contoso.com': 'Federated',
  'fabrikam.com': 'Managed',
  'xn--bcher-kva.example': 'Federated',
} as const

/** Asks Graph, and says what it answers. */
async function ask(options: MicrosoftOptions = {}, asked: string[] = ['contoso.com']) {
  await using microsoft = await startMicrosoft({ domains, ...options })
  const graph = createGraph(cloudOf(microsoft), appOf(microsoft))
  await graph.ask?.(asked)
  const answers = asked.map((domain) => graph.answer(domain))
  for (const token of microsoft.tokens) expect(JSON.stringify(answers)).not.toContain(token)
  return { answers, host: new URL(microsoft.hosts.graph).host, requests: microsoft.requests }
}

const onGraph =
  (fault: (count: number) => Fault | undefined): FaultHook =>
  ({ kind }, count) =>
    kind === 'graph' ? fault(count) : undefined

describe('the domains of the tenant', () => {
  test.each([
    ['contoso.com', true, 'contoso.com is federated (Microsoft Graph)'],
    ['us.contoso.com', true, 'us.contoso.com belongs to contoso.com, which is federated (Microsoft Graph)'],
    ['eu.contoso.com', false, 'eu.contoso.com is managed (Microsoft Graph)'],
    ['it.eu.contoso.com', true, 'it.eu.contoso.com is federated (Microsoft Graph)'],
    ['fabrikam.com', false, 'fabrikam.com is managed (Microsoft Graph)'],
    ['xn--bcher-kva.example', true, 'xn--bcher-kva.example is federated (Microsoft Graph)'],
  ])('have answers, in one page or many: %s', async (domain, federated, because) => {
    for (const pageSize of [100, 2, 1]) {
      expect((await ask({ pageSize }, [domain])).answers).toMatchObject([{ domain, federated, because }])
    }
  })

  test('are listed once, in as many pages as there are, and asked about by no name', async () => {
    const { requests } = await ask({ pageSize: 2 }, ['contoso.com', 'joe.example'])

    expect(requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph', 'graph', 'graph'])
    expect(JSON.stringify(requests)).not.toContain('joe.example')
  })

  test('are listed for whoever bears the token, and only there', async () => {
    await using microsoft = await startMicrosoft({ domains, pageSize: 2 })
    await createGraph(cloudOf(microsoft), appOf(microsoft)).ask?.(['contoso.com'])

    const bearers = microsoft.requests.map(({ kind, headers }) => [kind, headers['authorization']])
    const bearer = `Bearer ${microsoft.tokens.at(-1)}`
    expect(bearers.slice(1)).toEqual([
      ['token', undefined],
      ['graph', bearer],
      ['graph', bearer],
      ['graph', bearer],
    ])
  })

  test.each([
    ['one that the tenant has not', { id: 'fabrikam.com', authenticationType: 'Federated' }],
    [
      'one that it has not proved to own',
      { id: 'contoso.com', authenticationType: 'Federated', isVerified: false },
    ],
    ['one of a type that nobody knows', { id: 'contoso.com', authenticationType: 'Other' as 'Managed' }],
  ] as const)('leave others to the next source: %s', async (_, fact) => {
    expect((await ask({ graphDomains: [fact] })).answers).toEqual([undefined])
  })

  test.each([
    ['not verified', { authenticationType: 'Managed', isVerified: false }],
    ['of a type that nobody knows', { authenticationType: 'Other' as 'Managed' }],
  ] as const)('that are %s are left open with all below them', async (_, fact) => {
    const graphDomains = [
      { id: 'contoso.com', authenticationType: 'Federated' },
      { id: 'eu.contoso.com', ...fact },
    ] as const

    expect(
      (await ask({ graphDomains }, ['contoso.com', 'eu.contoso.com', 'it.eu.contoso.com'])).answers,
    ).toEqual([expect.objectContaining({ federated: true }), undefined, undefined])
  })

  test.each([
    ['FEDERATED', true],
    ['managed', false],
  ])('are of type %s in any case', async (type, federated) => {
    const graphDomains = [{ id: 'contoso.com', authenticationType: type as 'Managed' }]

    expect((await ask({ graphDomains })).answers).toMatchObject([{ federated }])
  })

  test('are compared in the one form of their names', async () => {
    const graphDomains = [{ id: 'Bücher.Example', authenticationType: 'Managed' }] as const

    expect((await ask({ graphDomains }, ['xn--bcher-kva.example'])).answers).toMatchObject([
      { federated: false },
    ])
  })

  test('are nothing before it is asked', async () => {
    await using microsoft = await startMicrosoft({ domains })

    expect(createGraph(cloudOf(microsoft), appOf(microsoft)).answer('contoso.com')).toBeUndefined()
  })
})

describe('in a directory', () => {
  test('only what the tenant has not is asked of the sign-in service', async () => {
    await using microsoft = await startMicrosoft({
      domains: { ...domains, 'example.com': 'Federated' },
      graphDomains: [{ id: 'contoso.com', authenticationType: 'Managed' }],
    })
    const { graph, signIn } = {
      graph: createGraph(cloudOf(microsoft), appOf(microsoft)),
      signIn: createRealm(microsoft.hosts.signIn),
    }
    const directory = createDirectory([graph, signIn])
    await directory.ask(['joe@contoso.com', 'joe@example.com'].map(userOf))
    await directory.ask(['ann@contoso.com', 'ann@example.com', 'ann@fabrikam.com'].map(userOf))

    expect(directory.lookup(userOf('joe@contoso.com')).because).toBe(
      'contoso.com is managed (Microsoft Graph)',
    )
    expect(directory.lookup(userOf('joe@example.com')).because).toBe(
      "example.com is federated (Microsoft's sign-in service)",
    )
    expect(directory.asked).toEqual(['example.com', 'fabrikam.com'])
    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph', 'realm', 'realm'])
  })

  test('a Graph that fails is asked once, and the sign-in service never', async () => {
    await using microsoft = await startMicrosoft({ domains, graphRoles: [] })
    const directory = createDirectory([
      createGraph(cloudOf(microsoft), appOf(microsoft)),
      createRealm(microsoft.hosts.signIn),
    ])
    await directory.ask([userOf('joe@contoso.com')])
    await directory.ask([userOf('joe@example.com')])

    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph'])
    expect(directory.allAnswered).toBe(false)
    expect(directory.lookup(userOf('joe@example.com')).unanswered).toMatch(
      /^Microsoft Graph: the app may not/,
    )
  })
})

test('every token is masked before it is sent anywhere', async () => {
  const masked: string[] = []
  const sent: string[] = []
  await using microsoft = await startMicrosoft({
    domains,
    pageSize: 2,
    fault: ({ kind, headers }) => {
      const token = headers['authorization']?.replace('Bearer ', '') ?? ''
      if (kind === 'graph') sent.push(masked.includes(token) ? 'masked' : 'plain')
      return undefined
    },
  })
  await createGraph(cloudOf(microsoft), appOf(microsoft, masked)).ask?.(['contoso.com'])

  expect(sent).toEqual(['masked', 'masked', 'masked'])
  expect(masked).toEqual([microsoft.tokens.at(-1)])
})

describe.concurrent('a Graph that does not answer says why, and its cure', () => {
  test.each<[string, MicrosoftOptions, RegExp]>([
    [
      'no permission',
      { graphRoles: [] },
      /^the app may not read domains: give it the application permission Domain\.Read\.All and grant admin consent \(docs\/microsoft-graph\.md shows how\)$/,
    ],
    ['another permission', { graphRoles: ['User.Read.All'] }, /^the app may not read domains: /],
    [
      'a token it does not take',
      { fault: onGraph(() => ({ status: 401 })) },
      /^it did not accept the token of the app: check that cloud is the one of your tenant$/,
    ],
    [
      'errors',
      { fault: onGraph(() => ({ status: 500 })) },
      /^HOST gave no answer: it failed twice \(HTTP 500\)$/,
    ],
    [
      'too many requests',
      { fault: onGraph(() => ({ status: 429, headers: { 'retry-after': '3600' } })) },
      /^HOST gave no answer: it wants to be left alone for 3600 seconds; run the check again then$/,
    ],
    [
      'a connection that breaks',
      { fault: onGraph(() => 'reset') },
      /^HOST gave no answer: the connection broke off/,
    ],
    ['half a page', { fault: onGraph(() => 'truncated') }, /^HOST gave no answer: the connection broke off/],
    [
      'a page of a portal',
      { fault: onGraph(() => 'garbage') },
      /^its answer cannot be understood \(HTTP 200\); perhaps a page of the network answered in its place$/,
    ],
    [
      'a redirect',
      { fault: onGraph(() => 'redirect') },
      /^its answer cannot be understood \(HTTP 302\); perhaps a page of the network answered in its place$/,
    ],
    [
      'no list',
      { fault: onGraph(() => ({ status: 200, body: { value: 'none' } })) },
      /^its answer cannot be understood \(HTTP 200\); perhaps a page of the network answered in its place$/,
    ],
    [
      'a list with another status',
      { fault: onGraph(() => ({ status: 404, body: { value: [] } })) },
      /^its answer cannot be understood \(HTTP 404\); perhaps a page of the network answered in its place$/,
    ],
    [
      'no second page',
      { pageSize: 2, fault: onGraph((count) => (count === 1 ? { status: 403 } : undefined)) },
      /^the app may not read domains/,
    ],
    [
      'no app',
      { subject: 'repo:contoso/other:pull_request' },
      /^no federated credential of the app is for this job\. GitHub sent the subject "repo:contoso\/migration:pull_request"/,
    ],
  ])('%s', async (_, options, why) => {
    const { answers, host } = await ask(options, ['contoso.com', 'example.com'])
    const reason = answers[0]?.unanswered?.replace(/^Microsoft Graph: /, '').replace(host, 'HOST')

    expect(reason).toMatch(why)
    expect(answers).toEqual(
      ['contoso.com', 'example.com'].map((domain) => ({
        domain,
        federated: undefined,
        unanswered: answers[0]?.unanswered,
        why: 'nobody could answer',
        because: `nobody could say whether ${domain} is federated`,
      })),
    )
  })

  test('an error that passes is none', async () => {
    const { answers, requests } = await ask({
      fault: onGraph((count) => (count === 0 ? { status: 503 } : undefined)),
    })

    expect(answers).toMatchObject([{ federated: true }])
    expect(requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph', 'graph'])
  })
})

describe('a list that goes on', () => {
  const page = (nextLink: unknown): Fault => ({
    status: 200,
    body: { value: [], '@odata.nextLink': nextLink },
  })

  test.each([
    'https://example.com/v1.0/domains',
    'ORIGIN.example.com/v1.0',
    '/v1.0/domains',
    '//example.com',
    '',
    5,
    { a: 'b' },
  ])('at another address gets no token there: %j', async (nextLink) => {
    await using elsewhere = await startMicrosoft()
    await using microsoft = await startMicrosoft({
      fault: ({ kind, url }) => {
        if (kind !== 'graph') return undefined
        const link =
          nextLink === 'https://example.com/v1.0/domains' ? `${elsewhere.hosts.graph}/v1.0/domains` : nextLink
        return page(typeof link === 'string' ? link.replace('ORIGIN', new URL(url).origin) : link)
      },
    })
    const graph = createGraph(cloudOf(microsoft), appOf(microsoft))
    await graph.ask?.(['contoso.com'])

    expect(graph.answer('contoso.com')?.unanswered).toBe(
      'Microsoft Graph: its list of domains goes on at another address, which gets no token',
    )
    expect(elsewhere.requests).toEqual([])
    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph'])
  })

  test('ends where the next page is null', async () => {
    const body = {
      value: [{ id: 'contoso.com', authenticationType: 'Federated', isVerified: true }],
      '@odata.nextLink': null,
    }
    const { answers, requests } = await ask({ fault: onGraph(() => ({ status: 200, body })) })

    expect(answers).toMatchObject([{ federated: true }])
    expect(requests.map(({ kind }) => kind)).toEqual(['oidc', 'token', 'graph'])
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  test('without an end is left after thirty seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { answers, host, requests } = await ask({
      fault: ({ kind, url }) => {
        if (kind !== 'graph') return undefined
        vi.setSystemTime(Date.now() + 10_001)
        return page(url)
      },
    })

    expect(answers).toMatchObject([
      {
        unanswered: `Microsoft Graph: ${host} took too long to list the domains; run the check again later`,
      },
    ])
    expect(requests.filter(({ kind }) => kind === 'graph')).toHaveLength(3)
  })

  test('for a hundred pages is read', async () => {
    const graphDomains = Array.from(
      { length: 100 },
      (_, index) => ({ id: `d${index}.contoso.com`, authenticationType: 'Managed' }) as const,
    )

    expect((await ask({ graphDomains, pageSize: 1 }, ['d99.contoso.com'])).answers).toMatchObject([
      { federated: false },
    ])
  })
})
