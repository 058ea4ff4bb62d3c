import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { ask, askIdToken } from './ask.ts'
import { startMicrosoft } from './start.ts'

test('a job gets an ID token for the audience it names', async () => {
  await using microsoft = await startMicrosoft()
  const token = await askIdToken(microsoft, 'api://AzureADTokenExchange')
  const claims = decodeJwt(token)
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' })
  expect(claims).toMatchObject({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'api://AzureADTokenExchange',
    sub: 'repo:contoso/migration:pull_request',
    repository: 'contoso/migration',
    ref: 'refs/pull/7/merge',
  })
  expect(claims.exp! - claims.iat!).toBe(300)
  expect(microsoft.tokens).toEqual([microsoft.oidcEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN, token])
  expect(microsoft.requests).toMatchObject([{ kind: 'oidc', proxied: false }])
})

test('the audience is the owner if none is named, and claims can be changed', async () => {
  const sub = 'repo:contoso@6999/migration@7000:pull_request'
  await using microsoft = await startMicrosoft({ claims: { sub } })
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = microsoft.oidcEnv
  const { body } = await ask(microsoft, new URL(url), '', { headers: { authorization: `Bearer ${token}` } })
  expect(body.count).toBe(body.value.length)
  expect(decodeJwt(body.value)).toMatchObject({ aud: 'https://github.com/contoso', sub })
})

test.each([
  ['another token', 'Bearer other', '&audience=a', 401],
  ['no token', '', '&audience=a', 401],
  ['a second question mark', undefined, '?audience=a', 400],
])('%s gets nothing', async (_, authorization, query, status) => {
  await using microsoft = await startMicrosoft()
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = microsoft.oidcEnv
  const headers = { authorization: authorization ?? `Bearer ${token}` }
  expect((await ask(microsoft, new URL(url + query), '', { headers })).status).toBe(status)
  expect(microsoft.tokens).toHaveLength(1)
})
