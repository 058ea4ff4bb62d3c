import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { domainOf } from '../../../src/batch/address.ts'
import { unanswered } from '../../../src/federation/answer.ts'
import { createDirectory } from '../../../src/federation/directory.ts'
import { createRealm } from '../../../src/federation/microsoft/realm.ts'
import { userOf } from '../../support/federation.ts'
import { draw, runs } from '../../support/generators.ts'
import type { Fault, FaultHook } from '../../support/microsoft/faults.ts'
import { type Loopback, listen } from '../../support/microsoft/loopback.ts'
import { type Recorded, readRequest } from '../../support/microsoft/requests.ts'
import { type MicrosoftOptions, startMicrosoft } from '../../support/microsoft/start.ts'

const domains = { 'contoso.com': 'Federated', 'fabrikam.com': 'Managed' } as const

/** The domain that a request asks about. */
function domainIn({ url }: Recorded): string {
  const { pathname, searchParams } = new URL(url)
  return domainOf(searchParams.get('login') ?? decodeURIComponent(pathname))
}

/** Asks about domains, one call after the other, and tells what became of it. */
async function ask(options: MicrosoftOptions, ...calls: string[][]) {
  await using microsoft = await startMicrosoft({ domains, ...options })
  const realm = createRealm(microsoft.hosts.signIn)
  for (const call of calls) await realm.ask?.(call)
  return {
    host: new URL(microsoft.hosts.signIn).host,
    asked: realm.asked,
    requests: microsoft.requests,
    answers: calls.flat().map((domain) => realm.answer(domain)),
  }
}

describe('what the service says', () => {
  test.each([
    ['contoso.com', true, "contoso.com is federated (Microsoft's sign-in service)"],
    ['eu.contoso.com', true, "eu.contoso.com is federated (Microsoft's sign-in service)"],
    ['fabrikam.com', false, "fabrikam.com is managed (Microsoft's sign-in service)"],
    ['example.com', undefined, 'no Microsoft 365 organisation has example.com'],
  ])('%s: %s, by either path', async (domain, federated, because) => {
    for (const realmGone of [false, true]) {
      const { answers, asked, requests } = await ask({ realmGone }, [domain])

      expect(answers).toMatchObject([{ domain, federated, because }])
      expect(asked).toEqual([domain])
      expect(requests.map(({ kind, method }) => `${method} ${kind}`)).toEqual(
        realmGone ? ['GET realm', 'GET realm-old'] : ['GET realm'],
      )
    }
  })

  test('is asked for a user who does not exist', async () => {
    const { requests } = await ask({ realmGone: true }, ['contoso.com'])
    const nobody = 'migration-batch-check-asks-for-the-domain@contoso.com'

    expect(requests.map(({ url }) => url.replace(/^.*?\/\/[^/]+/, ''))).toEqual([
      `/common/userrealm/${nobody}?api-version=1.0`,
      `/getuserrealm.srf?login=${nobody}&json=1`,
    ])
  })

  test('is remembered: a domain is asked about once', async () => {
    const calls = [['contoso.com', 'fabrikam.com'], ['contoso.com'], ['fabrikam.com', 'example.com']]
    const { asked, requests } = await ask({}, ...calls)

    expect(requests.map(domainIn)).toEqual(['contoso.com', 'fabrikam.com', 'example.com'])
    expect(asked).toEqual(['contoso.com', 'fabrikam.com', 'example.com'])
  })

  test('is nothing before it is asked', () => {
    expect(createRealm('https://login.corp.example').answer('contoso.com')).toBeUndefined()
  })
})

test('four are asked at once, and never a fifth', async () => {
  let [waiting, most, arrived] = [[] as (() => void)[], 0, 0]
  await using server = await listen(async (_, response) => {
    arrived++
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      most = Math.max(most, waiting.length)
      if (waiting.length === 4) setTimeout(release, 50)
    })
    response.end('{"account_type":"Managed"}')
  })
  function release() {
    for (const answer of waiting) answer()
    waiting = []
  }
  const many = Array.from({ length: 16 }, (_, index) => `d${index}.example.com`)
  const realm = createRealm(server.url)
  await realm.ask?.(many)

  expect([arrived, most]).toEqual([16, 4])
  expect(many.map((domain) => realm.answer(domain)?.federated)).toEqual(many.map(() => false))
})

describe('fifty domains are asked about in a run', () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => `d${from + index}.contoso.com`)

  test('fifty are', async () => {
    const { asked, requests, answers } = await ask({}, many(50))

    expect([asked.length, requests.length]).toEqual([50, 50])
    expect(answers.every((answer) => answer?.federated)).toBe(true)
  })

  test('of fifty-one, none is', async () => {
    const { asked, requests, answers } = await ask({}, many(51))

    expect([asked, requests]).toEqual([[], []])
    expect(new Set(answers.map((answer) => answer?.unanswered))).toEqual(
      new Set(["Microsoft's sign-in service is asked about 50 domains a run at most, and there are more"]),
    )
  })

  test('of a later batch that would be too many, none is; of one that fits, all', async () => {
    const { asked, answers } = await ask({}, many(49), many(2, 100), many(1, 200), many(1, 300))

    expect(asked).toEqual([...many(49), 'd200.contoso.com'])
    expect(answers.map((answer) => answer?.federated)).toEqual([
      ...Array(49).fill(true),
      undefined,
      undefined,
      true,
      undefined,
    ])
  })

  test('domains of personal accounts, and those with an answer, do not count', async () => {
    const { asked } = await ask({}, many(50), ['outlook.com', ...many(50)])

    expect(asked).toHaveLength(50)
  })
})

describe('after thirty seconds', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const late = (host: string) =>
    `Microsoft's sign-in service (${host}) took too long; run the check again later`

  test('nobody else is asked about, and answers stay', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const many = Array.from({ length: 9 }, (_, index) => `d${index}.contoso.com`)
    const fourth = new EventTarget()
    const arrived = new Promise((resolve) => fourth.addEventListener('arrived', resolve))
    const fault: FaultHook = (_, count) => {
      if (count < 3) return { until: arrived }
      vi.setSystemTime(Date.now() + 30_001)
      fourth.dispatchEvent(new Event('arrived'))
      return undefined
    }
    const { answers, asked, host } = await ask({ fault }, many, ['fabrikam.com', 'outlook.com'])

    expect(asked).toEqual(many.slice(0, 4))
    expect(answers.slice(0, 4).map((answer) => answer?.federated)).toEqual(Array(4).fill(true))
    expect(answers.slice(4, 10).map((answer) => answer?.unanswered)).toEqual(Array(6).fill(late(host)))
    expect(answers[10]?.because).toContain('is for personal accounts')
  })

  test('but not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const fault: FaultHook = (_, count) => {
      if (count === 0) vi.setSystemTime(Date.now() + 29_000)
      return undefined
    }
    const { asked } = await ask({ fault }, ['contoso.com'], ['fabrikam.com'])

    expect(asked).toEqual(['contoso.com', 'fabrikam.com'])
  })
})

describe('domains of personal accounts', () => {
  const personal = [
    'outlook.com',
    'outlook.de',
    'outlook.co.uk',
    'outlook.com.br',
    'hotmail.com',
    'hotmail.fr',
  ]
  const more = [
    'hotmail.co.jp',
    'live.com',
    'live.de',
    'live.co.uk',
    'live.com.au',
    'msn.com',
    'passport.com',
    'windowslive.com',
  ]

  test('are not known, and nobody is asked about them', async () => {
    const all = [...personal, ...more]
    const known = Object.fromEntries(all.map((domain) => [domain, 'Federated'] as const))
    const { asked, requests, answers } = await ask({ domains: known }, all)

    expect([asked, requests]).toEqual([[], []])
    expect(answers).toEqual(
      all.map((domain) => ({
        domain,
        federated: undefined,
        why: 'it is for personal accounts',
        because: `${domain} is for personal accounts`,
      })),
    )
  })

  test('are only those', async () => {
    const others = [
      'myoutlook.com',
      'outlook.example',
      'outlook.com.example.com',
      'mail.live.com',
      'msn.company',
      'alive.de',
      'live.example',
      'passport.de',
      'windowslive.de',
    ]

    expect((await ask({}, others)).asked).toEqual(others)
  })
})

/** Faults of the first requests, one each; then none. */
const first =
  (...faults: Fault[]): FaultHook =>
  (_, count) =>
    faults[count]
const busy = (retryAfter?: string): Fault => ({
  status: 429,
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
})
const failing: Fault = { status: 500 }
const inSeconds = (count: number) => new Date(Date.now() + count * 1000).toUTCString()

describe.concurrent('a failure that passes', () => {
  test.each<[string, () => Fault]>([
    ['an error', () => failing],
    ['an error 503', () => ({ status: 503, headers: { 'retry-after': '1' } })],
    ['too many requests, for a second', () => busy('1')],
    ['too many requests, until a date', () => busy(inSeconds(2))],
    ['too many requests, until a date that is over', () => busy(inSeconds(-60))],
    ['too many requests, for nobody knows how long', () => busy('soon')],
    ['too many requests, without a word', () => busy()],
    ['a connection that breaks', () => 'reset'],
    ['half an answer', () => 'truncated'],
  ])('is asked again: %s', async (_, fault) => {
    const { answers, asked, requests } = await ask({ fault: first(fault()) }, ['contoso.com'])

    expect(answers).toMatchObject([{ federated: true }])
    expect(asked).toEqual(['contoso.com'])
    expect(requests.map(({ kind }) => kind)).toEqual(['realm', 'realm'])
  })
})

describe.concurrent('a failure that stays', () => {
  test.each<[string, () => Fault, RegExp, number]>([
    ['errors', () => failing, /^it failed twice \(HTTP 500\)$/, 2],
    [
      'too many requests',
      () => busy('1'),
      /^it was asked too often \(HTTP 429\); run the check again later$/,
      2,
    ],
    [
      'the same, for an hour',
      () => busy('3600'),
      /^it wants to be left alone for 3600 seconds; run the check again then$/,
      1,
    ],
    ['the same, until a date', () => busy(inSeconds(3590)), /^it wants to be left alone for 35\d\d sec/, 1],
    ['connections that break', () => 'reset', /^the connection broke off \(.*HTTPS_PROXY.*\)$/, 2],
    ['half an answer', () => 'truncated', /^the connection broke off \(/, 2],
    ['silence', () => 'hang', /^none within 5 seconds \(.*HTTPS_PROXY/, 2],
  ])('is said, and nobody is asked any more: %s', async (_, fault, why, requested) => {
    const calls = [['contoso.com'], ['fabrikam.com', 'outlook.com']]
    const { answers, asked, host, requests } = await ask({ fault: () => fault() }, ...calls)
    const reason = answers[0]?.unanswered
    const prefix = `Microsoft's sign-in service (${host}) gave no answer: `

    expect(requests.map((request) => [request.kind, domainIn(request)])).toEqual(
      Array(requested).fill(['realm', 'contoso.com']),
    )
    expect(asked).toEqual(['contoso.com'])
    expect(reason?.replace(prefix, '')).toMatch(why)
    expect(answers).toEqual([
      unanswered('contoso.com', reason!),
      unanswered('fabrikam.com', reason!),
      expect.objectContaining({ because: 'outlook.com is for personal accounts' }),
    ])
  })

  test('about one domain leaves those their answers that were asked about at the same time', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `d${index}.contoso.com`)
    const isSaid = () => vi.waitUntil(() => realm.answer(many[0]!), { timeout: 20_000, interval: 5 })
    const fault: FaultHook = (request) => (domainIn(request) === many[0] ? busy('3600') : { until: isSaid() })
    await using microsoft = await startMicrosoft({ domains, fault })
    const realm = createRealm(microsoft.hosts.signIn)
    await realm.ask?.(many)
    const answers = many.map((domain) => realm.answer(domain))

    expect(realm.asked).toEqual(many.slice(0, 4))
    expect(answers.map((answer) => answer?.federated)).toEqual([
      undefined,
      ...Array(3).fill(true),
      ...Array(8).fill(undefined),
    ])
    expect(answers.filter((answer) => answer?.unanswered?.includes('3600 seconds'))).toHaveLength(9)
  })

  test('is said of a service that is not there', async () => {
    const server = await listen(() => {})
    await server[Symbol.asyncDispose]()
    const realm = createRealm(server.url)
    await realm.ask?.(['contoso.com'])

    expect(realm.answer('contoso.com')?.unanswered).toContain('gave no answer: the connection was refused (')
  })

  test('is said where the second path fails', async () => {
    const fault: FaultHook = ({ kind }) => (kind === 'realm-old' ? busy('3600') : 'garbage')
    const { answers } = await ask({ fault }, ['contoso.com'])

    expect(answers[0]?.unanswered).toContain('gave no answer: it wants to be left alone for 3600 seconds')
  })
})

describe('an answer that cannot be understood', () => {
  test.each<[string, Fault]>([
    ['a page of a portal', 'garbage'],
    ['a redirect', 'redirect'],
    ['another word', { status: 200, body: { account_type: 'Other', NameSpaceType: 'Managed' } }],
    ['no word', { status: 200, body: {} }],
    ['the word, with another status', { status: 403, body: { account_type: 'Managed' } }],
    ['a list', { status: 200, body: [] }],
    ['null', { status: 200, body: null }],
  ])('leads to the older path: %s', async (_, fault) => {
    const { answers, requests } = await ask({ fault: ({ kind }) => (kind === 'realm' ? fault : undefined) }, [
      'contoso.com',
      'fabrikam.com',
    ])

    expect(answers).toMatchObject([{ federated: true }, { federated: false }])
    expect(requests.map(({ kind }) => kind).toSorted()).toEqual(['realm', 'realm', 'realm-old', 'realm-old'])
  })

  test.each<[Fault, number]>([
    ['garbage', 200],
    ['redirect', 302],
    [{ status: 404 }, 404],
    [{ status: 200, body: { account_type: 'Other', NameSpaceType: 'Other' } }, 200],
  ])('by either path concerns one domain only: %j', async (fault, status) => {
    const { answers, asked, requests } = await ask(
      { fault: (request) => (domainIn(request) === 'contoso.com' ? fault : undefined) },
      ['contoso.com'],
      ['fabrikam.com'],
    )

    expect(answers).toEqual([
      {
        domain: 'contoso.com',
        federated: undefined,
        unanswered: `Microsoft's sign-in service answered what cannot be understood (HTTP ${status}); perhaps a page of the network answered in its place`,
        why: 'nobody could answer',
        because: 'nobody could say whether contoso.com is federated',
      },
      expect.objectContaining({ federated: false }),
    ])
    expect(asked).toEqual(['contoso.com', 'fabrikam.com'])
    expect(requests.map(({ kind }) => kind)).toEqual(['realm', 'realm-old', 'realm'])
  })
})

/** No domain, host or header holds it. */
const MARK = 'qz'
const localPart = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9+_-]{0,6}$/),
    fc.constantFrom(MARK, MARK.toUpperCase()),
    fc.stringMatching(/^[a-z0-9'=/?]{0,6}$/),
  )
  .map((parts) => parts.join(''))
const label = fc.oneof(
  fc.stringMatching(/^[a-p0-9]{1,6}$/),
  fc.constantFrom('bücher', 'XN--bcher-kva', '日本', 'straße', 'Ελλάδα', 'a--b'),
)
const company = fc
  .tuple(fc.array(label, { maxLength: 2 }), fc.constantFrom('contoso.com', 'FABRIKAM.com', 'example.com'))
  .map((parts) => parts.flat().join('.'))
const domain = fc.oneof(
  { weight: 4, arbitrary: company },
  { weight: 1, arbitrary: fc.constantFrom('outlook.com', 'Hotmail.de') },
)
const addresses = fc.array(
  fc.tuple(localPart, domain).map((parts) => parts.join('@')),
  { maxLength: 6 },
)
const personal: ReadonlySet<string> = new Set(['outlook.com', 'hotmail.de'])
const domainsOf = (addresses: readonly string[]) => new Set(addresses.map(domainOf))

describe('of users, only their domains leave the machine', () => {
  const requests: Recorded[] = []
  let server: Loopback
  beforeAll(async () => {
    server = await listen(async (incoming, response) => {
      const request = await readRequest(incoming, 'sign-in')
      requests.push(request)
      response.end(domainIn(request).startsWith('a') ? 'Welcome' : '{"account_type":"Federated"}')
    })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  test('exactly those in question, and nothing of an address before its @', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(addresses, { maxLength: 3 }), async (batches) => {
        requests.length = 0
        const directory = createDirectory([createRealm(server.url)])
        for (const batch of batches) await directory.ask(batch.map(userOf))
        const wanted = [...domainsOf(batches.flat())].filter((domain) => !personal.has(domain)).sort()

        expect(
          requests
            .filter(({ kind }) => kind === 'realm')
            .map(domainIn)
            .sort(),
        ).toEqual(wanted)
        expect([...new Set(requests.map(domainIn))].sort()).toEqual(wanted)
        expect([...directory.asked].sort()).toEqual(wanted)
        expect(decodeURIComponent(JSON.stringify(requests)).toLowerCase()).not.toContain(MARK)
      }),
      runs,
    )
  })

  test('the generator reaches several users of a domain, names of other scripts and personal accounts', () => {
    const drawn = draw(addresses)
    const counted = (is: (addresses: readonly string[]) => boolean) => drawn.filter(is).length

    expect(counted((all) => all.length > domainsOf(all).size)).toBeGreaterThan(50)
    expect(counted((all) => [...domainsOf(all)].some((name) => name.includes('xn--')))).toBeGreaterThan(50)
    expect(counted((all) => all.some((address) => personal.has(domainOf(address))))).toBeGreaterThan(50)
  })
})

test('a user is asked about by the domain of the sign-in name', async () => {
  await using microsoft = await startMicrosoft({ domains })
  const signIn = { signInName: 'joe@fabrikam.com', domain: 'fabrikam.com', place: 'users.csv line 2' }
  const directory = createDirectory([createRealm(microsoft.hosts.signIn)], { find: () => signIn })
  await directory.ask([userOf('joe@contoso.com')])

  expect(microsoft.requests.map(domainIn)).toEqual(['fabrikam.com'])
  expect(directory.lookup(userOf('joe@contoso.com')).federated).toBe(false)
})
