import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import type { Fault } from '../support/microsoft/faults.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known, staged } from '../support/staged.ts'

const BATCH = staged('joe@contoso.com,True')

describe('a second try', () => {
  test.concurrent.each<[string, Fault]>([
    ['after 429', { status: 429, headers: { 'retry-after': '0' } }],
    ['after 429 until a time', { status: 429, headers: { 'retry-after': new Date(0).toUTCString() } }],
    ['after 500', { status: 500 }],
    ['after 503 for a second', { status: 503, headers: { 'retry-after': '1' } }],
    ['after a broken connection', 'reset'],
  ])('%s is answered', async (_, fault) => {
    await using microsoft = await startMicrosoft({
      domains: known,
      fault: (_, count) => (count === 0 ? fault : undefined),
    })
    await using folder = await createFolder({ 'a.csv': BATCH })
    const { status, stdout } = await runCli(folder, [], { env: microsoft.env })

    expect(status).toBe(1)
    expect(stdout).toContain("contoso.com is federated (Microsoft's sign-in service)")
    expect(domainsAsked(microsoft)).toEqual(['contoso.com', 'contoso.com'])
  })

  test('is made at the older address if the newer is gone', async () => {
    await using microsoft = await startMicrosoft({ domains: known, realmGone: true })
    await using folder = await createFolder({ 'a.csv': BATCH })
    const { status } = await runCli(folder, [], { env: microsoft.env })

    expect(status).toBe(1)
    expect(microsoft.requests.map(({ kind }) => kind)).toContain('realm-old')
  })
})
