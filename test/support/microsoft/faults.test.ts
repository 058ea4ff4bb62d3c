import { describe, expect, test } from 'vitest'
import { ask, type Way } from './ask.ts'
import type { Fault } from './faults.ts'
import { startMicrosoft } from './start.ts'

const path = '/common/userrealm/x@contoso.com?api-version=1.0'

describe.each<Way>(['plain', 'proxied'])('%s', (way) => {
  const asked = async (fault: Fault) => {
    await using microsoft = await startMicrosoft({ fault: () => fault })
    return { reply: await ask(microsoft, 'signIn', path, { way }), microsoft }
  }

  test('any answer can be put in the place of the true one', async () => {
    const fault = { status: 503, headers: { 'retry-after': '7' }, body: { error: 'busy' } }
    expect((await asked(fault)).reply).toMatchObject(fault)
    expect((await asked({ status: 500, body: 'Broken' })).reply).toMatchObject({
      status: 500,
      body: 'Broken',
    })
  })

  test('an answer can be late', async () => {
    const start = performance.now()
    expect((await asked({ delayMs: 50 })).reply.body.account_type).toBe('Unknown')
    expect(performance.now() - start).toBeGreaterThan(45)
  })

  test.each(['reset', 'truncated'] as const)('%s leaves no answer', async (fault) => {
    await expect(asked(fault)).rejects.toThrow()
  })

  test('a portal answers with a page', async () => {
    const { reply } = await asked('garbage')
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } })
  })

  test('a redirect leads to where following it is noticed', async () => {
    await using microsoft = await startMicrosoft({
      fault: ({ kind }) => (kind === 'realm' ? 'redirect' : undefined),
    })
    const { status, headers } = await ask(microsoft, 'signIn', path, { way })
    expect([status, microsoft.requests.length]).toEqual([302, 1])
    await ask(microsoft, 'signIn', headers['location'], { way })
    expect(microsoft.requests.map(({ kind }) => kind)).toEqual(['realm', 'redirected'])
  })
})

test('a hook knows how many requests of the kind came before', async () => {
  const seen: [string, number][] = []
  await using microsoft = await startMicrosoft({
    fault: ({ kind }, count) => {
      seen.push([kind, count])
      return kind === 'realm' && count === 0 ? { status: 429 } : undefined
    },
  })
  const statuses = []
  for (const asked of [path, '/getuserrealm.srf?login=x@contoso.com&json=1', path])
    statuses.push((await ask(microsoft, 'signIn', asked)).status)
  expect(statuses).toEqual([429, 200, 200])
  expect(seen).toEqual([
    ['realm', 0],
    ['realm-old', 0],
    ['realm', 1],
  ])
})
