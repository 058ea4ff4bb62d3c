import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { type Microsoft, startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, known, staged } from '../support/staged.ts'

const BATCH = { 'a.csv': staged('joe@contoso.com,True') }
const HOST = 'login.microsoftonline.com'
const NOWHERE = {
  NODE_OPTIONS: `--require=${fileURLToPath(new URL('../support/nowhere.cjs', import.meta.url))}`,
}

describe('the way to the sign-in service', () => {
  test.concurrent.each<[string, (microsoft: Microsoft) => Record<string, string>]>([
    ['HTTPS_PROXY', ({ env }) => env],
    ['https_proxy', ({ env }) => ({ ...env, HTTPS_PROXY: '', https_proxy: env.HTTPS_PROXY })],
    ['HTTP_PROXY alone', ({ env }) => ({ ...env, HTTPS_PROXY: '', HTTP_PROXY: env.HTTPS_PROXY })],
    ['HTTPS_PROXY, NO_PROXY names another', ({ env }) => ({ ...env, NO_PROXY: 'localhost,.example.com' })],
  ])('goes through the proxy of %s', async (_, envOf) => {
    await using microsoft = await startMicrosoft({ domains: known, proxyAuth: 'joe:pass' })
    await using folder = await createFolder(BATCH)
    const { status } = await runCli(folder, [], { env: { ...NOWHERE, ...envOf(microsoft) } })

    expect(status).toBe(1)
    expect(microsoft.tunnels).toEqual([`${HOST}:443`])
    expect(domainsAsked(microsoft)).toEqual(['contoso.com'])
  })

  test.concurrent.each([HOST, '.microsoftonline.com', '*'])(
    'goes past it for NO_PROXY=%s',
    async (NO_PROXY) => {
      await using microsoft = await startMicrosoft({ domains: known })
      await using folder = await createFolder(BATCH)
      const { status, stdout } = await runCli(folder, [], { env: { ...NOWHERE, ...microsoft.env, NO_PROXY } })

      expect(status).toBe(2)
      expect(stdout).toContain(
        'its name cannot be resolved (asked through the proxy that HTTPS_PROXY names unless NO_PROXY names the host)',
      )
      expect(microsoft.tunnels).toEqual([])
    },
  )

  test.concurrent.each<[string, Record<string, string>, string]>([
    ['no proxy', { HTTPS_PROXY: '' }, 'its name cannot be resolved (HTTPS_PROXY names no proxy)'],
    ['a proxy that is not there', {}, 'refused (asked through the proxy that HTTPS_PROXY names)'],
    ['a proxy without http://', { HTTPS_PROXY: 'joe:secret@proxy:80' }, 'HTTPS_PROXY is not a URL such as'],
    [
      'a proxy of no known name',
      { HTTPS_PROXY: 'http://joe:secret@proxy.corp.example' },
      'gave no answer: the name of the proxy in HTTPS_PROXY cannot be resolved. ',
    ],
    [
      'the same by HTTP_PROXY',
      { HTTPS_PROXY: '', HTTP_PROXY: 'http://joe:secret@proxy.corp.example' },
      'gave no answer: the name of the proxy in HTTP_PROXY cannot be resolved. ',
    ],
  ])('%s: the message says so', async (_, env, says) => {
    await using folder = await createFolder(BATCH)
    const { status, stdout, stderr } = await runCli(folder, [], { env: { ...NOWHERE, ...env } })

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
    expect(stdout).toContain(says)
    expect(stdout).not.toMatch(/secret|joe:/)
  })

  test('a proxy that wants a password: it is never shown', async () => {
    await using microsoft = await startMicrosoft({ proxyAuth: 'joe:right' })
    await using folder = await createFolder(BATCH)
    const HTTPS_PROXY = microsoft.env.HTTPS_PROXY.replace('right', 'wrong')
    const { status, stdout, stderr } = await runCli(folder, [], { env: { ...microsoft.env, HTTPS_PROXY } })

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
    expect(stdout).toContain(
      'the proxy wants a name and a password; write them into HTTPS_PROXY: http://name:password@proxy:8080. ',
    )
    expect(stdout).not.toMatch(/wrong|joe:/)
  })

  test('a certificate of the company’s own: the message names the cure', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder(BATCH)
    const { HTTPS_PROXY } = microsoft.env
    const { status, stdout } = await runCli(folder, [], { env: { HTTPS_PROXY } })

    expect(status).toBe(2)
    expect(stdout).toContain('NODE_EXTRA_CA_CERTS')
    expect(microsoft.requests).toEqual([])
  })

  test('a certificate that the machine trusts may be taken from there', async () => {
    await using microsoft = await startMicrosoft({ domains: known })
    await using folder = await createFolder({ ...BATCH, 'machine.pem': microsoft.ca })
    const { HTTPS_PROXY } = microsoft.env
    const env = { HTTPS_PROXY, NODE_USE_SYSTEM_CA: '1', SSL_CERT_FILE: folder.at('machine.pem') }

    expect((await runCli(folder, [], { env })).status).toBe(1)
  })
})

test.concurrent.each([
  ['usgov', 'login.microsoftonline.us'],
  ['usgov-dod', 'login.microsoftonline.us'],
  ['china', 'login.partner.microsoftonline.cn'],
])('the cloud that the configuration names is asked: %s', async (cloud, host) => {
  await using microsoft = await startMicrosoft({ domains: known })
  await using folder = await createFolder({ ...BATCH, 'c.yml': `cloud: ${cloud}\n` })
  const { status } = await runCli(folder, ['--config', 'c.yml'], { env: microsoft.env })

  expect([status, microsoft.tunnels]).toEqual([1, [`${host}:443`]])
})

test('the examples need no network', async () => {
  await using microsoft = await startMicrosoft()
  const path = fileURLToPath(new URL('../..', import.meta.url))
  const { status, stdout } = await runCli({ path }, ['examples'], { env: microsoft.env })

  expect(status).toBe(1)
  expect(stdout).toContain(
    `${readdirSync(`${path}/examples`).filter((name) => name.endsWith('.csv')).length - 1} batches checked, `,
  )
  expect([microsoft.tunnels, microsoft.requests]).toEqual([[], []])
})
