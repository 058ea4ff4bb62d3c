import { SignJWT } from 'jose'
import type { Recorded } from './requests.ts'
import type { Answer, World } from './world.ts'

/** Who signs the ID tokens of jobs. */
export const githubIssuer = 'https://token.actions.githubusercontent.com'

/** Where a job asks for its ID token: the address has a query already, to which clients append. */
export const oidcPath =
  '/7001/_apis/distributedtask/hubs/Actions/plans/7002/jobs/7003/idtoken?api-version=2.0'

/** https://docs.github.com/actions/reference/security/oidc */
export async function answerOidc(world: World, { url, headers }: Recorded): Promise<Answer> {
  const query = new URL(url).searchParams
  if (headers['authorization'] !== `Bearer ${world.requestToken}`) return { status: 401 }
  if (query.get('api-version') !== '2.0') return { status: 400 }
  const value = await signIdToken(world, query.get('audience') ?? 'https://github.com/contoso')
  world.tokens.push(value)
  return { status: 200, body: { count: value.length, value } }
}

function signIdToken({ github, claims }: World, aud: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, nbf: now - 600, exp: now + 300 }
  return new SignJWT({ ...jobClaims, jti: crypto.randomUUID(), iss: githubIssuer, aud, ...times, ...claims })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: 'github' })
    .sign(github.privateKey)
}

const sha = '5'.repeat(40)
const workflow = 'contoso/migration/.github/workflows/batches.yml@refs/pull/7/merge'

/** What is said of a job that checks a pull request. */
const jobClaims = {
  sub: 'repo:contoso/migration:pull_request',
  repository: 'contoso/migration',
  repository_id: '7000',
  repository_owner: 'contoso',
  repository_owner_id: '6999',
  repository_visibility: 'private',
  ref: 'refs/pull/7/merge',
  ref_type: 'branch',
  ref_protected: 'false',
  head_ref: 'batches',
  base_ref: 'main',
  sha,
  event_name: 'pull_request',
  actor: 'admin',
  actor_id: '6998',
  workflow: 'Migration batches',
  workflow_ref: workflow,
  workflow_sha: sha,
  job_workflow_ref: workflow,
  job_workflow_sha: sha,
  run_id: '7001',
  run_number: '1',
  run_attempt: '1',
  runner_environment: 'github-hosted',
}
