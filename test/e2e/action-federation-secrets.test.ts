import { expect, test } from 'vitest'
import { openGraph } from '../support/asking.ts'
import type { Kind } from '../support/microsoft/requests.ts'

/** Lets one kind of request hang, and tells when there is one. */
function hanging(kind: Kind) {
  let resolve = () => {}
  const when = new Promise<void>((done) => {
    resolve = done
  })
  const fault = (request: { readonly kind: Kind }) => {
    if (request.kind !== kind) return undefined
    resolve()
    return 'hang' as const
  }
  return { when, fault }
}

test.concurrent.each([
  ['token', 1],
  ['graph', 2],
] as const)('a token is masked before it is used: killed at the request to %s', async (kind, issued) => {
  const { when, fault } = hanging(kind)
  await using asking = await openGraph({ microsoft: { fault } })
  const run = await asking.run({ kill: { when } }) // which sees that what was issued is masked, and printed nowhere else

  expect(run.signal).toBe('SIGKILL')
  const [, ...tokens] = asking.microsoft.tokens
  expect(tokens).toHaveLength(issued)
  expect(run.commands.map(({ name, data }) => [name, data])).toEqual(
    tokens.map((token) => ['add-mask', token]),
  )
})

test.concurrent('each token goes to one host, and none into an address', async () => {
  const domains = { 'contoso.com': 'Federated' } as const
  await using asking = await openGraph({ microsoft: { domains, graphDomains: [] } })
  await asking.run()

  const [requestToken, idToken, accessToken] = asking.microsoft.tokens
  const sent = asking.microsoft.requests.map(({ kind, headers, body, url }) => {
    expect(url).not.toMatch(/eyJ|request-/)
    return [kind, headers['authorization'], new URLSearchParams(body).get('client_assertion')]
  })
  expect(sent).toEqual([
    ['oidc', `Bearer ${requestToken}`, null],
    ['token', undefined, idToken],
    ['graph', `Bearer ${accessToken}`, null],
    ['realm', undefined, null],
  ])
})

test.concurrent('in debug mode no token is printed either', async () => {
  const domains = { 'contoso.com': 'Federated' } as const
  await using asking = await openGraph({ microsoft: { domains } })
  const run = await asking.run({ env: { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true', NODE_DEBUG: '' } })

  expect(run.outputs).toMatchObject({ errors: '1' })
})
