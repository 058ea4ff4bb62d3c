import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { kindsOf, openAsking, openGraph, unanswered } from '../support/asking.ts'

const microsoft = { domains: { 'contoso.com': 'Federated' }, proxyAuth: 'admin:Cuckoo' } as const
/** Nothing has an address in the run: what is not asked through the proxy leads nowhere. */
const NO_NAMES = `import dns from 'node:dns'
dns.lookup = (name, options, done) => done(Object.assign(new Error('no ' + name), { code: 'ENOTFOUND' }))`
const offline = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(NO_NAMES)}` }

test.concurrent('a proxy is given name and password, and they are printed nowhere', async () => {
  await using asking = await openGraph({
    microsoft: { ...microsoft, proxyAuth: 'contoso\\admin:Cuckoo%2F1' },
  })
  const { host } = new URL(asking.microsoft.proxy)
  const run = await asking.run({ env: { HTTPS_PROXY: `http://contoso%5Cadmin:Cuckoo%252F1@${host}` } })

  expect(run.outputs).toMatchObject({ errors: '1' })
  expect(kindsOf(asking)).toEqual(['oidc', 'token', 'graph'])
})

const wants =
  'the proxy wants a name and a password; write them into HTTPS_PROXY: http://name:password@proxy:8080'

test.concurrent.each<[string, (proxy: string) => Record<string, string>, string]>([
  ['no password', (proxy) => ({ HTTPS_PROXY: proxy }), wants],
  ['a wrong one', (proxy) => ({ HTTPS_PROXY: proxy.replace('//', '//admin:Cuckoo2@') }), wants],
  ['no proxy', () => ({ HTTPS_PROXY: '' }), 'its name cannot be resolved (HTTPS_PROXY names no proxy)'],
  [
    'nobody there',
    () => ({ HTTPS_PROXY: 'http://127.0.0.1:9' }),
    'the connection was refused (asked through the proxy',
  ],
  [
    'a proxy without a name',
    () => ({ HTTPS_PROXY: 'http://proxy.corp.example' }),
    'the name of the proxy in HTTPS_PROXY cannot be resolved',
  ],
  [
    'an authority that is not trusted',
    () => ({ NODE_EXTRA_CA_CERTS: '' }),
    'name its authority in NODE_EXTRA_CA_CERTS',
  ],
  [
    'an exception for the service',
    () => ({ NO_PROXY: 'example.com,login.microsoftonline.com' }),
    'its name cannot be resolved (asked through the proxy that HTTPS_PROXY names unless NO_PROXY names the host)',
  ],
  [
    'an exception for all',
    () => ({ no_proxy: '*' }),
    'its name cannot be resolved (asked through the proxy that HTTPS_PROXY names unless NO_PROXY names the host)',
  ],
])('with %s nobody is asked, and the reason is given', async (_, env, words) => {
  await using asking = await openAsking({ microsoft })
  const given = env(asking.microsoft.proxy)

  expect(await unanswered(asking, { env: { ...offline, ...given } })).toContain(words)
  expect(asking.microsoft.requests).toEqual([])
})

test.concurrent.each([
  ['no URL', '::Cuckoo', 'HTTPS_PROXY is not a URL such as http://proxy.contoso.com:8080'],
  [
    'a bare %',
    'http://admin:Cuckoo%@127.0.0.1:9',
    'the name or password in HTTPS_PROXY has a "%" of its own',
  ],
])(
  'a proxy with %s is named before GitHub is asked, and what it holds is not shown',
  async (_, proxy, words) => {
    await using asking = await openAsking({ microsoft })
    const run = await asking.run({ env: { HTTPS_PROXY: proxy } })

    expect([run.exitCode, run.outputs]).toEqual([1, {}])
    expect(run.annotations).toEqual([{ level: 'error', message: expect.stringContaining(words) }])
    expect([asking.scene.github.requests, asking.microsoft.requests]).toEqual([[], []])
  },
)

test.concurrent.each([
  ['an exception for others', { NO_PROXY: 'example.com,microsoftonline.us,login.microsoft' }],
  ['small letters', { https_proxy: 'small' }],
])('the proxy is asked with %s', async (_, env) => {
  await using asking = await openAsking({ microsoft })
  const { HTTPS_PROXY: proxy } = asking.microsoft.env
  const small = 'https_proxy' in env ? { https_proxy: proxy, HTTPS_PROXY: 'http://127.0.0.1:9' } : env
  const run = await asking.run({ env: { ...offline, ...small } })

  expect(run.outputs).toMatchObject({ errors: '1' })
  expect(asking.microsoft.tunnels).toEqual(['login.microsoftonline.com:443'])
})

const none = 'what HTTPS_PROXY names does not answer as a proxy does'

test.concurrent.each([
  ['breaks off', (socket: Socket) => socket.end(), none],
  ['says nothing', () => {}, 'none within 5 seconds'],
  [
    'lets nobody through',
    (socket: Socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'),
    'does not let it through (HTTP 403)',
  ],
  ['is none', (socket: Socket) => socket.end('SSH-2.0\r\n'), none],
] as const)('a proxy that %s is tried twice, and the run ends', async (_, answer, words) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await using asking = await openAsking({ microsoft })

  expect(await unanswered(asking, { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } })).toContain(words)
  expect(sockets).toHaveLength(2)
  for (const socket of sockets) socket.destroy()
  server.close()
})
