import { describe, expect, test } from 'vitest'
import { openGraph, unanswered } from '../support/asking.ts'
import type { PullSetup } from '../support/pull.ts'

const STRANGER = '12345678-1234-1234-1234-123456789012'
/** The sign-in service could answer, but must not be asked when Graph should have known. */
const microsoft = { domains: { 'contoso.com': 'Managed' } } as const

describe('without a token of the job', () => {
  test.concurrent.each<[string, string, PullSetup & { readonly env?: Record<string, string> }]>([
    ['the permission is missing', 'Give it the permission "id-token: write"', {}],
    ['a fork', 'GitHub gives no OIDC token to pull requests of forks and of Dependabot', { fork: true }],
    [
      'Dependabot',
      'GitHub gives no OIDC token to pull requests of forks and of Dependabot',
      { env: { GITHUB_ACTOR: 'dependabot[bot]' } },
    ],
  ])('nobody is asked: %s', async (_, words, { env = {}, ...setup }) => {
    await using asking = await openGraph({
      microsoft,
      oidc: false,
      ...setup,
    })
    const why = await unanswered(asking, { env })

    expect(why).toContain('Nobody could say whether contoso.com is federated: Microsoft Graph: ')
    expect(why).toContain(words)
    expect(asking.microsoft.requests).toEqual([])
  })
})

const both = { 'tenant-id': STRANGER, 'client-id': STRANGER }

test.concurrent.each([
  ['only tenant-id', { 'client-id': '' }, 'tenant-id and client-id belong together'],
  ['only client-id', { 'tenant-id': '' }, 'tenant-id and client-id belong together'],
  ['a tenant with a blank', { 'tenant-id': 'my tenant' }, 'input: tenant-id must be the ID of your tenant'],
  [
    'a tenant that leads elsewhere',
    { 'tenant-id': '../common' },
    'input: tenant-id must be the ID of your tenant',
  ],
  [
    'a client by its name',
    { 'client-id': 'Migration' },
    'input: client-id must be the application (client) ID',
  ],
  ['no cloud', { cloud: 'germany' }, 'cloud must be global, usgov, usgov-dod or china.'],
])('%s is a mistake', async (_, inputs, words) => {
  await using asking = await openGraph({ microsoft })
  const run = await asking.run({ inputs: { ...both, ...inputs, fix: 'commit' } })

  expect([run.exitCode, run.job]).toEqual([1, 'failure'])
  expect(run.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(words) }])
  expect([asking.microsoft.requests, asking.scene.github.checkRuns]).toEqual([[], []])
})
