import * as core from '@actions/core'
import { fieldOf, parseJson } from '../federation/json.ts'
import type { AppAccess, Attempt } from '../federation/microsoft/access-token.ts'
import { request } from '../federation/microsoft/http.ts'
import type { Event } from '../github/event.ts'
import { InputError } from '../mistakes.ts'
import type { Settings } from '../settings.ts'

/**
 * The app that may ask Microsoft Graph, if there is one; it needs no secret, only the job's OIDC token.
 * @throws InputError if only half of it is set
 */
export function appOf({ tenantId, clientId }: Settings, event: Event): AppAccess | undefined {
  if (tenantId === undefined && clientId === undefined) return undefined
  if (tenantId === undefined || clientId === undefined) {
    throw new InputError([
      'tenant-id and client-id belong together, for Microsoft Graph: set both or neither.',
    ])
  }
  return {
    tenant: tenantId,
    client: clientId,
    getToken: (audience) => getJobToken(audience, event),
    mask: core.setSecret,
  }
}

/**
 * Where a job may ask for a token, the runner says so. Not by core's getIDToken, which waits three minutes for an answer.
 * https://docs.github.com/actions/reference/security/oidc
 */
async function getJobToken(audience: string, { pull }: Event): Promise<Attempt<string>> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', GITHUB_ACTOR: actor } = process.env
  if (url !== '' && !URL.canParse(url)) return { failed: 'ACTIONS_ID_TOKEN_REQUEST_URL is not a URL' }
  if (!url && (pull?.sameRepository ?? true) && actor !== 'dependabot[bot]')
    return { failed: 'the job has no OIDC token. Give it the permission "id-token: write"' }
  if (!url) return { failed: 'GitHub gives no OIDC token to pull requests of forks and of Dependabot' }
  const reply = await request({
    url: `${url}&audience=${encodeURIComponent(audience)}`,
    headers: { authorization: `Bearer ${process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` },
  })
  if ('failed' in reply) return { failed: `GitHub gave no OIDC token: ${reply.failed}. Run the job again` }
  const token = fieldOf(parseJson(reply.text), 'value')
  if (reply.status !== 200 || typeof token !== 'string')
    return { failed: `GitHub gave no OIDC token (HTTP ${reply.status}). Run the job again` }
  core.setSecret(token)
  return { value: token }
}
