import { usual } from '../microsoft/world.ts'
import type { Failure } from './failure.ts'
import { always, nowhere } from './network.ts'

const app = { 'tenant-id': usual.tenant, 'client-id': usual.client }
const stranger = '99999999-9999-4999-8999-999999999999'

/** What can go wrong between the job, the app and Graph. */
const failures: readonly Failure[] = [
  { failure: '`client-id` is missing', settings: { 'tenant-id': usual.tenant } },
  { failure: '`id-token: write` is missing', env: ({ env }) => env },
  { failure: 'a pull request from a fork', env: ({ env }) => env, fork: true },
  {
    failure: 'a pull request of Dependabot',
    env: ({ env }) => ({ ...env, GITHUB_ACTOR: 'dependabot[bot]' }),
  },
  {
    failure: 'no credential for this subject',
    microsoft: { subject: 'repo:contoso/migration:ref:refs/heads/main' },
  },
  {
    failure: 'a credential whose subject differs in case',
    microsoft: { subject: 'repo:Contoso/migration:pull_request' },
  },
  {
    failure: 'a credential for another audience',
    microsoft: { audience: 'api://AzureADTokenExchangeUSGov' },
  },
  {
    failure: 'a credential for another issuer',
    microsoft: { claims: { iss: 'https://token.actions.example.com' } },
  },
  { failure: 'no such client in the tenant', settings: { ...app, 'client-id': stranger } },
  { failure: 'no such tenant', settings: { ...app, 'tenant-id': stranger } },
  { failure: 'no permission, or no consent', microsoft: { graphRoles: [] } },
  { failure: 'the token endpoint fails, twice', microsoft: always({ status: 503 }, 'token') },
  { failure: 'Graph fails, twice', microsoft: always({ status: 503 }, 'graph') },
  { failure: 'Graph is asked too often, twice', microsoft: always({ status: 429 }, 'graph') },
  { failure: 'Graph gives no answer in time', microsoft: always('hang', 'graph'), slow: true },
  { failure: 'no network', env: ({ oidcEnv }) => ({ ...oidcEnv, ...nowhere() }) },
]

/** With the app's IDs, in the Action. */
export const ofGraph: readonly Failure[] = failures.map((each) => ({
  settings: app,
  where: 'Action',
  ...each,
}))
