import { describe, expect, test } from 'vitest'
import { type AppAccess, getAccessToken } from '../../../src/federation/microsoft/access-token.ts'
import type { Cloud } from '../../../src/federation/microsoft/clouds.ts'
import { appOf, cloudOf } from '../../support/microsoft/app.ts'
import type { Fault } from '../../support/microsoft/faults.ts'
import { type MicrosoftOptions, startMicrosoft } from '../../support/microsoft/start.ts'

interface Asked extends MicrosoftOptions {
  readonly app?: Partial<AppAccess>
  readonly cloud?: Partial<Cloud>
}

/** Asks for a token, and tells what came of it. */
async function ask({ app, cloud, ...options }: Asked = {}) {
  await using microsoft = await startMicrosoft(options)
  const masked: string[] = []
  const access = { ...appOf(microsoft, masked), ...app }
  const outcome = await getAccessToken({ ...cloudOf(microsoft), ...cloud }, access)
  const failed = 'failed' in outcome ? outcome.failed : undefined
  for (const token of microsoft.tokens) expect(failed ?? '').not.toContain(token)
  return { microsoft, masked, outcome, failed, requests: microsoft.requests }
}

const refusing = (text: string, status = 401): MicrosoftOptions => ({
  fault: ({ kind }) => (kind === 'token' ? { status, body: { error_description: text } } : undefined),
})

test("the job's token is exchanged for one of the app, which is masked", async () => {
  const { microsoft, masked, outcome, requests } = await ask()
  const [, token] = requests

  expect(outcome).toEqual({ value: microsoft.tokens.at(-1) })
  expect(masked).toEqual([microsoft.tokens.at(-1)])
  expect(requests.map(({ kind }) => kind)).toEqual(['oidc', 'token'])
  expect(new URL(token?.url ?? '').pathname).toBe(`/${microsoft.tenant}/oauth2/v2.0/token`)
  expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: microsoft.client,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: microsoft.tokens.at(-2),
    scope: `${microsoft.hosts.graph}/.default`,
  })
})

test('a tenant may go by a domain of it', async () => {
  const { outcome } = await ask({ domains: { 'contoso.com': 'Managed' }, app: { tenant: 'contoso.com' } })

  expect(outcome).toHaveProperty('value')
})

test('without a token of the job nothing is asked, and its reason is the reason', async () => {
  const failed = 'the job has no OIDC token'
  const { outcome, masked, requests } = await ask({ app: { getToken: async () => ({ failed }) } })

  expect(outcome).toEqual({ failed })
  expect([masked, requests]).toEqual([[], []])
})

const SUBJECT =
  'no federated credential of the app is for this job. GitHub sent the subject "repo:contoso/migration:pull_request": ' +
  'add a credential with exactly this subject, or wait some minutes if there is one (docs/microsoft-graph.md shows how)'
const NO_APP = 'the tenant has no app with this client-id: correct client-id or tenant-id'
const NO_TENANT = 'there is no such tenant: correct tenant-id'
const CLOCK = 'the token of the job is not valid at this time: check the clock of the runner'
const NIL = '00000000-0000-4000-8000-000000000000'

describe('a refusal names its cure', () => {
  test.each<[string, Asked, string]>([
    ['another subject', { subject: 'repo:contoso/other:pull_request' }, SUBJECT],
    ['a subject in another case', { subject: 'repo:Contoso/migration:pull_request' }, SUBJECT],
    [
      'another issuer',
      { claims: { iss: 'https://git.corp.example' } },
      'no federated credential of the app is for the issuer "https://git.corp.example": correct the issuer of the credential',
    ],
    [
      'another audience',
      { cloud: { audience: 'api://Other' } },
      'no federated credential of the app is for the audience "api://Other": correct the audience of the credential',
    ],
    ['another app', { app: { client: NIL } }, NO_APP],
    ['another tenant', { app: { tenant: NIL } }, NO_TENANT],
    ['a tenant that is none', { app: { tenant: 'a/b c' } }, NO_TENANT],
    ['a token that is over', { claims: { exp: 1_600_000_000 } }, CLOCK],
    ['a token that is not yet', { claims: { nbf: 4_000_000_000 } }, CLOCK],
  ])('%s', async (_, options, why) => {
    const { failed, masked, requests } = await ask(options)

    expect(failed).toBe(why)
    expect(masked).toEqual([])
    expect(requests.map(({ kind }) => kind)).toEqual(['oidc', 'token'])
  })

  test.each([
    [70021, SUBJECT],
    [700213, SUBJECT],
    [7002131, SUBJECT],
    [7002138, SUBJECT],
    [700211, /issuer "https:\/\/token\.actions\.githubusercontent\.com": correct the issuer/],
    [700212, /audience "api:\/\/AzureADTokenExchange": correct the audience/],
    [700016, NO_APP],
    [7000229, NO_APP],
    [90002, NO_TENANT],
    [900023, NO_TENANT],
    [700024, CLOCK],
    [50027, /^127\.0\.0\.1:\d+ issued no token \(AADSTS50027\)$/],
    [500011, /issued no token \(AADSTS500011\)$/],
    [7000215, /issued no token \(AADSTS7000215\)$/],
    [7000272, /issued no token \(AADSTS7000272\)$/],
    [53003, /issued no token \(AADSTS53003\)$/],
  ])('AADSTS%i, without a word of the text', async (code, why) => {
    const { failed } = await ask(refusing(`AADSTS${code}: Words for 'secret'. Trace ID: 1234`))

    expect(failed).toEqual(typeof why === 'string' ? why : expect.stringMatching(why))
    expect(failed).not.toMatch(/secret|Trace/)
  })

  test('a token of the job that is none has no subject to be named', async () => {
    const { failed } = await ask({
      ...refusing('AADSTS700213'),
      app: { getToken: async () => ({ value: 'none' }) },
    })

    expect(failed).toContain('GitHub sent the subject "undefined"')
  })
})

describe.concurrent('a service that gives no token', () => {
  test.each<[string, Fault, RegExp]>([
    ['errors', { status: 500 }, /^127\.0\.0\.1:\d+ gave no answer: it failed twice \(HTTP 500\)$/],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '3600' } },
      /^127\.0\.0\.1:\d+ gave no answer: it wants to be left alone for 3600 seconds; run the check again then$/,
    ],
    ['a connection that breaks', 'reset', /gave no answer: the connection broke off/],
    ['half an answer', 'truncated', /gave no answer: the connection broke off/],
    [
      'a page of a portal',
      'garbage',
      /^127\.0\.0\.1:\d+ issued no token \(HTTP 200\); perhaps a page of the network answered in its place$/,
    ],
    [
      'a redirect',
      'redirect',
      /^127\.0\.0\.1:\d+ issued no token \(HTTP 302\); perhaps a page of the network answered in its place$/,
    ],
    [
      'an answer without one',
      { status: 200, body: { token_type: 'Bearer' } },
      /issued no token \(HTTP 200\); perhaps a page of the network answered in its place$/,
    ],
    [
      'a number',
      { status: 200, body: { access_token: 5 } },
      /issued no token \(HTTP 200\); perhaps a page of the network answered in its place$/,
    ],
    [
      'one with another status',
      { status: 403, body: { access_token: 'secret' } },
      /issued no token \(HTTP 403\); perhaps a page of the network answered in its place$/,
    ],
  ])('%s', async (_, fault, why) => {
    const { failed, masked, requests } = await ask({
      fault: ({ kind }) => (kind === 'token' ? fault : undefined),
    })

    expect(failed).toMatch(why)
    expect(failed).not.toContain('secret')
    expect(masked).toEqual([])
    expect(new Set(requests.map(({ kind }) => kind))).toEqual(new Set(['oidc', 'token']))
  })
})
