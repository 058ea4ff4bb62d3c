import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { startMicrosoft } from './start.ts'

test.each([
  ['login.microsoftonline.com', 'microsoftonline.com'],
  ['login.microsoftonline.us', 'microsoftonline.us'],
  ['login.partner.microsoftonline.cn', 'partner.microsoftonline.cn'],
])('a tunnel leads to %s', async (host, cloud_instance_name) => {
  await using microsoft = await startMicrosoft()
  const url = new URL(`https://${host}/common/userrealm/x@contoso.com?api-version=1.0`)
  expect((await ask(microsoft, url, '', { way: 'proxied' })).body).toMatchObject({ cloud_instance_name })
  expect(microsoft.tunnels).toEqual([`${host}:443`])
  expect(microsoft.requests).toMatchObject([{ kind: 'realm', url: url.href, host, proxied: true }])
})

test.each(['graph.microsoft.com', 'graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'])(
  'Graph answers at %s',
  async (host) => {
    await using microsoft = await startMicrosoft()
    await ask(microsoft, new URL(`https://${host}/v1.0/domains`), '', { way: 'proxied' })
    expect(microsoft.requests).toMatchObject([{ kind: 'graph', host }])
  },
)

test('no tunnel leads anywhere else', async () => {
  await using microsoft = await startMicrosoft()
  for (const url of ['https://example.com/', 'https://login.microsoftonline.com:8443/'])
    await expect(ask(microsoft, new URL(url), '', { way: 'proxied' })).rejects.toThrow()
  expect(microsoft.tunnels).toEqual(['example.com:443', 'login.microsoftonline.com:8443'])
  expect(microsoft.requests).toEqual([])
})

test('a client that does not know the authority gets no connection', async () => {
  await using microsoft = await startMicrosoft()
  const stranger = { ...microsoft, ca: '' }
  await expect(ask(stranger, 'graph', '/v1.0/domains', { way: 'proxied' })).rejects.toThrow()
  expect(microsoft.requests).toEqual([])
})

test('a proxy that wants a password turns away who has none', async () => {
  await using microsoft = await startMicrosoft({ proxyAuth: 'admin:secret' })
  const nobody = { ...microsoft, env: { ...microsoft.env, HTTPS_PROXY: microsoft.proxy } }
  const path = '/common/userrealm/x@contoso.com?api-version=1.0'
  await expect(ask(nobody, 'signIn', path, { way: 'proxied' })).rejects.toThrow()
  expect((await ask(microsoft, 'signIn', path, { way: 'proxied' })).status).toBe(200)
  expect((await request(microsoft.proxy)).statusCode).toBe(407)
})

test('nothing is left afterwards', async () => {
  const microsoft = await startMicrosoft({ fault: () => 'hang' })
  const hanging = [
    ask(microsoft, 'graph', '/v1.0/domains'),
    ask(microsoft, 'graph', '/v1.0/domains', { way: 'proxied' }),
  ].map((asked) => asked.catch((error: Error) => error))
  while (microsoft.requests.length < 2) await new Promise(setImmediate)
  await microsoft[Symbol.asyncDispose]()
  expect(await Promise.all(hanging)).toEqual([expect.any(Error), expect.any(Error)])
  await expect(access(microsoft.env.NODE_EXTRA_CA_CERTS)).rejects.toThrow()
})

test('a child process asks the real names with nothing but its environment', async () => {
  await using microsoft = await startMicrosoft({
    domains: { 'contoso.com': 'Federated' },
    proxyAuth: 'admin:secret',
  })
  const script = `import { EnvHttpProxyAgent, fetch } from 'undici'
    const url = 'https://login.microsoftonline.com/common/userrealm/x@contoso.com?api-version=1.0'
    console.log(await (await fetch(url, { dispatcher: new EnvHttpProxyAgent() })).text())`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...microsoft.env },
  })
  expect(JSON.parse(stdout)).toMatchObject({ account_type: 'Federated' })
  expect(microsoft.tunnels).toEqual(['login.microsoftonline.com:443'])
})
