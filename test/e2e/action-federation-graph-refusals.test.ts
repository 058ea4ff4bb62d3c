import { expect, test } from 'vitest'
import { unansweredByGraph } from '../support/asking.ts'
import type { Fault, FaultHook } from '../support/microsoft/faults.ts'
import type { Kind } from '../support/microsoft/requests.ts'
import type { MicrosoftOptions } from '../support/microsoft/start.ts'

const at =
  (wanted: Kind, fault: Fault): FaultHook =>
  ({ kind }) =>
    kind === wanted ? fault : undefined
const graphAnswer = (body: unknown) => at('graph', { status: 200, body })

/** How it can fail: what is said, who was asked until then, and what of Microsoft makes it so. */
const failures: readonly (readonly [
  name: string,
  words: string,
  kinds: readonly Kind[],
  MicrosoftOptions,
])[] = [
  [
    'no permission',
    'give it the application permission Domain.Read.All and grant admin consent',
    ['oidc', 'token', 'graph'],
    { graphRoles: [] },
  ],
  [
    'a token is refused',
    'check that cloud is the one of your tenant',
    ['oidc', 'token', 'graph'],
    { fault: at('graph', { status: 401 }) },
  ],
  [
    'Graph is asked too often',
    'it was asked too often (HTTP 429)',
    ['oidc', 'token', 'graph', 'graph'],
    { fault: at('graph', { status: 429 }) },
  ],
  [
    'Graph fails',
    'graph.microsoft.com gave no answer: it failed twice (HTTP 500)',
    ['oidc', 'token', 'graph', 'graph'],
    { fault: at('graph', { status: 500 }) },
  ],
  [
    'Graph says nothing for long',
    'graph.microsoft.com gave no answer: none within 5 seconds',
    ['oidc', 'token', 'graph', 'graph'],
    { fault: at('graph', 'hang') },
  ],
  [
    'Graph breaks off',
    'graph.microsoft.com gave no answer: the connection broke off',
    ['oidc', 'token', 'graph', 'graph'],
    { fault: at('graph', 'truncated') },
  ],
  [
    'Graph leads elsewhere',
    'cannot be understood (HTTP 302)',
    ['oidc', 'token', 'graph'],
    { fault: at('graph', 'redirect') },
  ],
  [
    'Graph speaks otherwise',
    'cannot be understood (HTTP 200)',
    ['oidc', 'token', 'graph'],
    { fault: graphAnswer({ domains: [] }) },
  ],
  [
    'the list goes on at another host',
    'its list of domains goes on at another address, which gets no token',
    ['oidc', 'token', 'graph'],
    {
      fault: graphAnswer({
        value: [],
        '@odata.nextLink': 'https://graph.microsoft.com.example.com/v1.0/domains',
      }),
    },
  ],
  [
    'a page of the list is missing',
    'graph.microsoft.com gave no answer: it failed twice (HTTP 502)',
    ['oidc', 'token', 'graph', 'graph', 'graph'],
    {
      pageSize: 1,
      domains: { 'a.example.com': 'Managed', 'contoso.com': 'Managed' },
      fault: ({ kind }, count) => (kind === 'graph' && count > 0 ? { status: 502 } : undefined),
    },
  ],
]

test.concurrent.each(failures)('%s: %s', async (_, words, kinds, microsoft) => {
  const told = await unansweredByGraph(microsoft)
  expect(told.why).toContain(words)
  expect(told.kinds).toEqual(kinds)
})
