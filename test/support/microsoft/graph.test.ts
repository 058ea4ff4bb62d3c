import { expect, test } from 'vitest'
import { ask, askDomains, askIdToken, askToken, type Way } from './ask.ts'
import { startMicrosoft } from './start.ts'

const domains = {
  'contoso.com': 'Federated',
  'eu.contoso.com': 'Federated',
  'fabrikam.com': 'Managed',
} as const

test.each<Way>(['plain', 'proxied'])('%s, Graph lists the domains', async (way) => {
  await using microsoft = await startMicrosoft({ domains })
  const { status, body } = await askDomains(microsoft, '', way)
  expect([status, Object.keys(body)]).toEqual([200, ['@odata.context', 'value']])
  expect(body.value).toMatchObject([
    { id: 'contoso.com', authenticationType: 'Federated', isDefault: true, isRoot: true, isVerified: true },
    { id: 'eu.contoso.com', authenticationType: 'Federated', isDefault: false, isRoot: false },
    {
      id: 'fabrikam.com',
      authenticationType: 'Managed',
      isInitial: false,
      supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    },
  ])
  expect(Object.keys(body.value[0])).toHaveLength(12)
})

test.each<Way>(['plain', 'proxied'])('%s, a long list comes in pages of the same host', async (way) => {
  await using microsoft = await startMicrosoft({ domains, pageSize: 2 })
  const first = await askDomains(microsoft, '?$select=id,isRoot', way)
  const next = new URL(first.body['@odata.nextLink'])
  expect(next.origin).toBe(way === 'plain' ? microsoft.hosts.graph : 'https://graph.microsoft.com')
  expect(next.searchParams.has('$skiptoken')).toBe(true)
  const second = await askDomains(microsoft, next.search, way)
  expect([first, second].map(({ body }) => body.value)).toEqual([
    [
      { id: 'contoso.com', isRoot: true },
      { id: 'eu.contoso.com', isRoot: false },
    ],
    [{ id: 'fabrikam.com', isRoot: true }],
  ])
  expect(second.body['@odata.nextLink']).toBeUndefined()
})

test('Graph may know other domains than the sign-in service', async () => {
  const graphDomains = [
    { id: 'contoso.onmicrosoft.com', authenticationType: 'Managed', isVerified: false },
  ] as const
  await using microsoft = await startMicrosoft({ domains, graphDomains })
  expect((await askDomains(microsoft)).body.value).toMatchObject([
    { id: 'contoso.onmicrosoft.com', isInitial: true, isVerified: false },
  ])
})

test('only tokens for this Graph are taken', async () => {
  await using microsoft = await startMicrosoft()
  const { access_token } = (await askToken(microsoft)).body
  const refused = { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }
  for (const token of ['', 'token', `${access_token}A`, await askIdToken(microsoft)]) {
    const headers = { authorization: `Bearer ${token}` }
    expect(await ask(microsoft, 'graph', '/v1.0/domains', { headers })).toMatchObject(refused)
  }
  const url = new URL('https://graph.microsoft.us/v1.0/domains')
  const headers = { authorization: `Bearer ${access_token}` }
  expect(await ask(microsoft, url, '', { way: 'proxied', headers })).toMatchObject(refused)
})

test.each([[[]], [['User.Read.All']]])('roles %j do not suffice', async (graphRoles) => {
  await using microsoft = await startMicrosoft({ graphRoles })
  expect(await askDomains(microsoft)).toMatchObject({
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied', innerError: { date: expect.any(String) } } },
  })
})

test.each([
  ['?$top=5', 'Request_UnsupportedQuery'],
  ['?$skiptoken=other', 'Request_BadRequest'],
])('%s is refused', async (query, code) => {
  await using microsoft = await startMicrosoft({ domains })
  expect(await askDomains(microsoft, query)).toMatchObject({ status: 400, body: { error: { code } } })
})

test('a national cloud has a sign-in service and a Graph of its own', async () => {
  await using microsoft = await startMicrosoft({ domains })
  const client_assertion = await askIdToken(microsoft)
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: microsoft.client,
    scope: 'https://microsoftgraph.chinacloudapi.cn/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
  })
  const signIn = new URL(`https://login.partner.microsoftonline.cn/${microsoft.tenant}/oauth2/v2.0/token`)
  const token = await ask(microsoft, signIn, '', { way: 'proxied', method: 'POST', body })
  const headers = { authorization: `Bearer ${token.body.access_token}` }
  const url = new URL('https://microsoftgraph.chinacloudapi.cn/v1.0/domains')
  expect((await ask(microsoft, url, '', { way: 'proxied', headers })).status).toBe(200)
})
