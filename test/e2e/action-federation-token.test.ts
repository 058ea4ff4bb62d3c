import { expect, test } from 'vitest'
import { unansweredByGraph } from '../support/asking.ts'
import type { Fault, FaultHook } from '../support/microsoft/faults.ts'
import type { Kind } from '../support/microsoft/requests.ts'
import type { MicrosoftOptions } from '../support/microsoft/start.ts'

const STRANGER = '12345678-1234-1234-1234-123456789012'
const at =
  (wanted: Kind, fault: Fault): FaultHook =>
  ({ kind }) =>
    kind === wanted ? fault : undefined

/** How it can fail: what is said, who was asked until then, and what of Microsoft makes it so. */
const failures: readonly (readonly [
  name: string,
  words: string,
  kinds: readonly Kind[],
  MicrosoftOptions,
])[] = [
  [
    'OIDC answers 401',
    'GitHub gave no OIDC token (HTTP 401). Run',
    ['oidc'],
    { fault: at('oidc', { status: 401 }) },
  ],
  [
    'OIDC fails',
    'no OIDC token: it failed twice (HTTP 500). Run',
    ['oidc', 'oidc'],
    { fault: at('oidc', { status: 500 }) },
  ],
  [
    'OIDC says nothing for long',
    'no OIDC token: none within 5 seconds',
    ['oidc', 'oidc'],
    { fault: at('oidc', 'hang') },
  ],
  [
    'OIDC answers nonsense',
    'no OIDC token (HTTP 200)',
    ['oidc'],
    { fault: at('oidc', { status: 200, body: {} }) },
  ],
  [
    'the subject is a command',
    '"##[error]x\n::error::y"',
    ['oidc', 'token'],
    { claims: { sub: '##[error]x\n::error::y' } },
  ],
  [
    'the credential is for another subject',
    'GitHub sent the subject "repo:contoso@1/migration@2:pull_request": add a credential with exactly this subject',
    ['oidc', 'token'],
    { claims: { sub: 'repo:contoso@1/migration@2:pull_request' } },
  ],
  [
    'the subject differs in case',
    'GitHub sent the subject "repo:Contoso/Migration:pull_request"',
    ['oidc', 'token'],
    { claims: { sub: 'repo:Contoso/Migration:pull_request' } },
  ],
  [
    'the credential is for another issuer',
    'for the issuer "https://example.com"',
    ['oidc', 'token'],
    { claims: { iss: 'https://example.com' } },
  ],
  [
    'the credential is for another audience',
    'for the audience "api://AzureADTokenExchange"',
    ['oidc', 'token'],
    { audience: 'x' },
  ],
  ['another client', 'the tenant has no app with this client-id', ['oidc', 'token'], { client: STRANGER }],
  ['another tenant', 'there is no such tenant: correct tenant-id', ['oidc', 'token'], { tenant: STRANGER }],
  ['the token of the job is old', 'check the clock of the runner', ['oidc', 'token'], { claims: { exp: 1 } }],
  [
    'no token is issued',
    'login.microsoftonline.com issued no token (HTTP 400)',
    ['oidc', 'token'],
    { fault: at('token', { status: 400, body: {} }) },
  ],
  [
    'the token endpoint fails',
    'login.microsoftonline.com gave no answer: it failed twice (HTTP 503)',
    ['oidc', 'token', 'token'],
    { fault: at('token', { status: 503 }) },
  ],
  [
    'a portal is in between',
    'login.microsoftonline.com issued no token (HTTP 200)',
    ['oidc', 'token'],
    { fault: at('token', 'garbage') },
  ],
]

test.concurrent.each(failures)('%s: %s', async (_, words, kinds, microsoft) => {
  const told = await unansweredByGraph(microsoft)
  expect(told.why).toContain(words)
  expect(told.kinds).toEqual(kinds)
})
