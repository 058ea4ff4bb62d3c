import { decodeJwt, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { ask, askIdToken, askToken, type TokenForm, type Way } from './ask.ts'
import { type MicrosoftOptions, startMicrosoft } from './start.ts'

test.each<Way>(['plain', 'proxied'])('%s, an ID token becomes an access token', async (way) => {
  await using microsoft = await startMicrosoft({ graphRoles: ['Domain.Read.All', 'User.Read.All'] })
  const { status, body } = await askToken(microsoft, { way })
  expect([status, Object.keys(body)]).toEqual([
    200,
    ['token_type', 'expires_in', 'ext_expires_in', 'access_token'],
  ])
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
  const { tenant, client } = microsoft
  expect(decodeJwt(body.access_token)).toMatchObject({
    aud: 'https://graph.microsoft.com',
    appid: client,
    tid: tenant,
    roles: ['Domain.Read.All', 'User.Read.All'],
  })
  expect(microsoft.tokens.at(-1)).toBe(body.access_token)
})

const unknown = '00000000-0000-4000-8000-000000000000'

test.each<[string, TokenForm, number, string, number]>([
  ['an unknown tenant', { tenant: unknown }, 400, 'invalid_request', 90002],
  ['an unknown domain as the tenant', { tenant: 'example.com' }, 400, 'invalid_request', 90002],
  ['a malformed tenant', { tenant: 'contoso' }, 400, 'invalid_request', 900023],
  ['no grant', { grant_type: '' }, 400, 'invalid_request', 900144],
  ['no client', { client_id: '' }, 400, 'invalid_request', 900144],
  ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ['an unknown client', { client_id: unknown }, 400, 'unauthorized_client', 700016],
  ['one permission as the scope', { scope: 'Domain.Read.All' }, 400, 'invalid_scope', 1002012],
  ['another resource', { scope: 'https://graph.microsoft.us/.default' }, 400, 'invalid_resource', 500011],
  ['no assertion', { client_assertion: '' }, 401, 'invalid_client', 7000216],
  ['an assertion of no type', { client_assertion_type: '' }, 401, 'invalid_client', 7000216],
  ['an assertion that is no token', { client_assertion: 'token' }, 400, 'invalid_request', 50027],
])('%s is refused', async (_, changes, status, error, code) => {
  await using microsoft = await startMicrosoft({ domains: { 'contoso.com': 'Federated' } })
  const reply = await askToken(microsoft, changes)
  expect(reply).toMatchObject({ status, body: { error, error_codes: [code] } })
  expect(reply.body.error_description).toMatch(`AADSTS${code}: `)
  expect(reply.body.error_uri).toBe(`https://login.microsoftonline.com/error?code=${code}`)
  expect(microsoft.tokens).toHaveLength(2)
})

test.each<[string, MicrosoftOptions, number]>([
  ['issuer', { claims: { iss: 'https://example.com' } }, 700211],
  ['audience', { audience: 'api://AzureADTokenExchangeUSGov' }, 700212],
  ['subject', { subject: 'repo:contoso/migration:ref:refs/heads/main' }, 700213],
  ['subject with IDs', { claims: { sub: 'repo:contoso@6999/migration@7000:pull_request' } }, 700213],
  ['subject in another case', { subject: 'repo:Contoso/migration:pull_request' }, 7002138],
  ['expiry in the past', { claims: { exp: 1 } }, 700024],
  ['beginning in the future', { claims: { nbf: Date.now() } }, 700024],
])('an assertion with another %s is refused', async (_, options, code) => {
  await using microsoft = await startMicrosoft(options)
  for (const way of ['plain', 'proxied'] as const)
    expect(await askToken(microsoft, { way })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [code] },
    })
})

test('an assertion is verified, not only read', async () => {
  await using microsoft = await startMicrosoft()
  const [header, payload] = (await askIdToken(microsoft)).split('.')
  const forged = `${header}.${payload}.${'A'.repeat(342)}`
  expect((await askToken(microsoft, { client_assertion: forged })).body.error_codes).toEqual([7000272])
  const weak = await new SignJWT(decodeJwt(forged))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new Uint8Array(32))
  expect((await askToken(microsoft, { client_assertion: weak })).body.error_codes).toEqual([5002738])
})

test('Graph may be named by its port', async () => {
  await using microsoft = await startMicrosoft()
  const scope = `${microsoft.hosts.graph}/.default`
  expect((await askToken(microsoft, { scope })).status).toBe(200)
  expect((await askToken(microsoft, { scope: scope.replace('http', 'https') })).body.error_codes).toEqual([
    500011,
  ])
})

test('a tenant goes by the names of its domains too', async () => {
  await using microsoft = await startMicrosoft({ domains: { 'contoso.com': 'Federated' } })
  expect((await askToken(microsoft, { tenant: 'Contoso.com' })).status).toBe(200)
  expect((await askToken(microsoft, { tenant: microsoft.tenant.toUpperCase() })).status).toBe(200)
})

test('a refusal has what a support case needs', async () => {
  await using microsoft = await startMicrosoft()
  const { headers, body } = await ask(microsoft, 'signIn', '/contoso/oauth2/v2.0/token', {
    method: 'POST',
    headers: { 'client-request-id': 'asked' },
  })
  expect(Object.keys(body)).toEqual([
    'error',
    'error_description',
    'error_codes',
    'timestamp',
    'trace_id',
    'correlation_id',
    'error_uri',
  ])
  expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
  expect([body.correlation_id, body.trace_id]).toEqual(['asked', headers['x-ms-request-id']])
})

test('a form is only a form if it says so', async () => {
  await using microsoft = await startMicrosoft()
  const path = `/${microsoft.tenant}/oauth2/v2.0/token`
  const headers = { 'content-type': 'application/json' }
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  const reply = await ask(microsoft, 'signIn', path, { method: 'POST', headers, body })
  expect(reply.body.error_codes).toEqual([900144])
})
