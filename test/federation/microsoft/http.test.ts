import { execFile } from 'node:child_process'
import { createServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { promisify } from 'node:util'
import { generate } from 'selfsigned'
import { describe, expect, test, vi } from 'vitest'
import { type Reply, request } from '../../../src/federation/microsoft/http.ts'
import { holdClock } from '../../support/clock.ts'
import { type Certificates, certify } from '../../support/microsoft/certificates.ts'
import { listen } from '../../support/microsoft/loopback.ts'
import { startMicrosoft } from '../../support/microsoft/start.ts'

const REALM = '/common/userrealm/x@contoso.com?api-version=1.0'
const AT_MICROSOFT = `https://login.microsoftonline.com${REALM}`
const domains = { 'contoso.com': 'Federated' } as const

const NO_PROXY = 'what HTTPS_PROXY names does not answer as a proxy does'

/** What `request` brings in a process with nothing but this environment, and all that it prints. */
async function askWith(
  env: Readonly<Record<string, string>>,
  url: string,
): Promise<Reply & { printed: string }> {
  const at = (path: string) => JSON.stringify(new URL(`../../../src/${path}.ts`, import.meta.url))
  const script = `import { request } from ${at('federation/microsoft/http')}
    import { disconnect } from ${at('network/client')}
    console.log(JSON.stringify(await request({ url: ${JSON.stringify(url)} })))
    await disconnect()`
  const args = ['--input-type=module', '--eval', script]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env: { ...env } })
  return { ...JSON.parse(stdout), printed: stdout + stderr }
}

describe('a request', () => {
  test('brings status and text', async () => {
    await using server = await listen((_, response) => response.writeHead(404).end('näh'))

    expect(await request({ url: server.url })).toEqual({ status: 404, text: 'näh' })
  })

  test('carries headers, and a form by POST', async () => {
    await using server = await listen(async ({ method, headers }, response) => {
      response.end(`${method} ${headers['content-type']} ${headers['authorization']}`)
    })
    const { url } = server

    expect(await request({ url, headers: { authorization: 'Bearer x' } })).toMatchObject({
      text: 'GET undefined Bearer x',
    })
    expect(await request({ url, form: { a: 'b' } })).toMatchObject({
      text: 'POST application/x-www-form-urlencoded;charset=UTF-8 undefined',
    })
  })

  test('is not sent on by a redirect', async () => {
    const paths: (string | undefined)[] = []
    await using server = await listen(({ url }, response) => {
      paths.push(url)
      response.writeHead(307, { location: '/elsewhere' }).end('moved')
    })

    expect(await request({ url: `${server.url}/asked` })).toEqual({ status: 307, text: 'moved' })
    expect(paths).toEqual(['/asked'])
  })

  test.each([
    [200, 1],
    [400, 1],
    [404, 1],
    [429, 2],
    [499, 1],
    [500, 2],
    [503, 2],
  ])('that brings %i is sent %i times', async (status, times) => {
    let sent = 0
    await using server = await listen((_, response) => {
      sent++
      response.writeHead(status, { 'retry-after': '0' }).end()
    })
    await request({ url: server.url })

    expect(sent).toBe(times)
  })

  test('is given up if the second answer is worse than the first', async () => {
    let sent = 0
    await using server = await listen((_, response) => {
      if (++sent === 1) response.writeHead(500, { 'retry-after': '0' }).end()
      else response.socket?.destroy()
    })

    expect(await request({ url: server.url })).toEqual({
      failed: expect.stringMatching(/^the connection broke off/),
    })
  })

  test('is not sent again later than in fifteen seconds', async () => {
    for (const seconds of ['16', '86400', '999999999999']) {
      await using server = await listen((_, response) =>
        response.writeHead(503, { 'retry-after': seconds }).end(),
      )

      expect(await request({ url: server.url })).toEqual({
        failed: `it wants to be left alone for ${Number(seconds)} seconds; run the check again then`,
      })
    }
  })
})

describe.concurrent('a service that wants to be left alone', () => {
  /** Answers each path as it says, the first time and when told to; notes every path as it comes. */
  async function serve(answers: Readonly<Record<string, { status: number; after?: string }>>) {
    const paths: string[] = []
    const held = new Map<string, () => void>()
    const server = await listen(({ url = '' }, response) => {
      const answer = paths.includes(url) ? undefined : answers[url]
      paths.push(url)
      const { status = 200, after } = answer ?? {}
      const send = () => response.writeHead(status, after ? { 'retry-after': after } : {}).end()
      if (answer) held.set(url, send)
      else send()
    })
    const answer = async (url: string) => {
      await soon(() => expect(held.has(url)).toBe(true))
      held.get(url)?.()
    }
    return { server, paths, answer }
  }

  /** Sees something come about, however slow the machine is. */
  const soon = (look: () => void) => vi.waitFor(look, { timeout: 20_000, interval: 5 })

  test('is left alone by everybody', async () => {
    const clock = holdClock()
    const { server, paths, answer } = await serve({ '/a': { status: 429, after: '2' } })
    await using _ = server
    const first = request({ url: `${server.url}/a` }, clock)
    await answer('/a')
    await soon(() => expect(clock.waiting).toEqual([2000]))
    const others = ['/b', '/c'].map((path) => request({ url: server.url + path }, clock))
    await soon(() => expect(clock.waiting).toEqual([2000, 2000, 2000]))
    expect(paths).toEqual(['/a'])

    clock.finish()
    expect(await Promise.all([first, ...others])).toEqual(Array(3).fill({ status: 200, text: '' }))
    expect(paths).toHaveLength(4)
  })

  test('is left alone for the longest time that it asked for, even while one waits', async () => {
    const clock = holdClock()
    const { server, paths, answer } = await serve({
      '/a': { status: 429, after: '1' },
      '/b': { status: 429, after: '3' },
      '/c': { status: 429, after: '1' },
    })
    await using _ = server
    const all = ['/a', '/b', '/c'].map((path) => request({ url: server.url + path }, clock))
    for (const [index, path] of ['/a', '/b', '/c'].entries()) {
      await answer(path)
      await soon(() => expect(clock.waiting).toEqual([1000, 3000, 3000].slice(0, index + 1)))
    }
    clock.pass(1000)
    await soon(() => expect(clock.waiting).toEqual([2000, 2000, 2000]))
    expect(paths).toHaveLength(3)

    clock.finish()
    expect(await Promise.all(all)).toEqual(Array(3).fill({ status: 200, text: '' }))
    expect(paths).toHaveLength(6)
  })

  test('for more than fifteen seconds is asked by nobody, and all say so', async () => {
    const clock = holdClock()
    const { server, paths, answer } = await serve({
      '/a': { status: 500 },
      '/b': { status: 429, after: '3600' },
    })
    await using _ = server
    const [first, second] = ['/a', '/b'].map((path) => request({ url: server.url + path }, clock))
    await answer('/a')
    await soon(() => expect(clock.waiting).toEqual([1000]))
    await answer('/b')
    const failed = (time: number) => `it wants to be left alone for ${time} seconds; run the check again then`

    expect(await second).toEqual({ failed: failed(3600) })
    clock.finish()
    expect(await first).toEqual({ failed: failed(3599) })
    expect(await request({ url: `${server.url}/c` }, clock)).toEqual({ failed: failed(3599) })
    expect(paths.toSorted()).toEqual(['/a', '/b'])
  })

  test('is another one at another origin', async () => {
    const { server, answer } = await serve({ '/a': { status: 429, after: '3600' } })
    await using _ = server
    await using other = await listen((_, response) => response.end('hello'))
    await Promise.all([request({ url: `${server.url}/a` }), answer('/a')])

    expect(await request({ url: other.url })).toEqual({ status: 200, text: 'hello' })
  })
})

describe.concurrent('a peer that stays silent', () => {
  const silent = () => {
    const sockets = new Set<Socket>()
    const server = createTcpServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
    })
    return new Promise<{ port: number } & Disposable>((resolve) =>
      server.listen(0, '127.0.0.1', () =>
        resolve({
          port: (server.address() as AddressInfo).port,
          [Symbol.dispose]() {
            server.close()
            for (const socket of sockets) socket.destroy()
          },
        }),
      ),
    )
  }

  test.each<[string, (port: number) => [Readonly<Record<string, string>>, string]]>([
    ['a proxy', (port) => [{ HTTPS_PROXY: `http://127.0.0.1:${port}` }, AT_MICROSOFT]],
    ['a proxy by TLS', (port) => [{ HTTPS_PROXY: `https://localhost:${port}` }, AT_MICROSOFT]],
    ['a service by TLS', (port) => [{}, `https://localhost:${port}/`]],
  ])('does not keep the process: %s', async (_, askOf) => {
    using server = await silent()
    const reply = await askWith(...askOf(server.port))

    expect(reply).toMatchObject({
      failed: expect.stringMatching(/^(?:none within 5 seconds|no connection came about) \(/),
    })
  })
})

describe.concurrent('a proxy', () => {
  const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

  test.each(['HTTPS_PROXY', 'https_proxy'])('that %s names leads to the service', async (name) => {
    await using microsoft = await startMicrosoft({ domains, proxyAuth: 'admin:secret' })
    const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = microsoft.env

    expect(await askWith({ NODE_EXTRA_CA_CERTS, [name]: HTTPS_PROXY }, AT_MICROSOFT)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Federated'),
    })
    expect(microsoft.tunnels).toEqual(['login.microsoftonline.com:443'])
  })

  test.each([
    ['no name and password', (proxy: string) => proxy],
    ['a wrong password', (proxy: string) => proxy.replace('//', '//admin:hunter2@')],
  ])('that is given %s turns it away', async (_, urlOf) => {
    await using microsoft = await startMicrosoft({ domains, proxyAuth: 'admin:secret' })
    const { failed, printed } = (await askWith(
      { ...microsoft.env, HTTPS_PROXY: urlOf(microsoft.proxy) },
      AT_MICROSOFT,
    )) as {
      failed: string
      printed: string
    }

    expect(failed).toBe(
      'the proxy wants a name and a password; write them into HTTPS_PROXY: http://name:password@proxy:8080',
    )
    expect(printed).not.toMatch(/hunter2|secret/)
    expect(microsoft.requests).toEqual([])
  })

  test('that does not lead there says so', async () => {
    await using microsoft = await startMicrosoft({ proxyAuth: 'admin:hunter2' })
    const reply = await askWith(microsoft.env, 'https://login.corp.example/')

    expect(reply).toMatchObject({ failed: 'the proxy does not let it through (HTTP 403)' })
    expect(reply.printed).not.toContain('hunter2')
  })

  test.each(variables)(
    'that %s names and that is not there is named as the way, without its password',
    async (name) => {
      const server = await listen(() => {})
      await server[Symbol.asyncDispose]()
      const reply = await askWith({ [name]: server.url.replace('//', '//admin:hunter2@') }, AT_MICROSOFT)

      expect(reply).toMatchObject({
        failed: `the connection was refused (asked through the proxy that ${name.toUpperCase()} names)`,
      })
      expect(reply.printed).not.toContain('hunter2')
    },
  )

  test.each(variables)('that %s names and that is not found is named, without its password', async (name) => {
    const reply = await askWith({ [name]: 'http://admin:hunter2@proxy.corp.example' }, AT_MICROSOFT)

    expect(reply).toMatchObject({
      failed: `the name of the proxy in ${name.toUpperCase()} cannot be resolved`,
    })
    expect(reply.printed).not.toContain('hunter2')
  })

  test.each(variables)('that %s names and that is a web server is none', async (name) => {
    await using server = await listen((_, response) => response.end('hunter2'))
    const reply = await askWith({ [name]: server.url.replace('//', '//admin:hunter2@') }, AT_MICROSOFT)

    expect(reply).toMatchObject({
      failed: `what ${name.toUpperCase()} names does not answer as a proxy does`,
    })
    expect(reply.printed).not.toContain('hunter2')
  })

  test('that is spoken to by TLS and does not understand it is none', async () => {
    await using server = await listen((_, response) => response.end())
    const HTTPS_PROXY = server.url
      .replace('http://', 'https://admin:hunter2@')
      .replace('127.0.0.1', 'localhost')
    const reply = await askWith({ HTTPS_PROXY }, AT_MICROSOFT)

    expect(reply).toMatchObject({ failed: NO_PROXY })
    expect(reply.printed).not.toContain('hunter2')
  })

  test.each([
    ['breaks off', (socket: Duplex) => socket.destroy(), NO_PROXY],
    [
      'says nothing',
      () => {},
      expect.stringMatching(
        /^(?:none within 5 seconds|no connection came about) \(asked through the proxy that HTTPS_PROXY names\)$/,
      ),
    ],
    ['says what nobody understands', (socket: Duplex) => socket.end('hunter2'), NO_PROXY],
  ])('that %s is given up, and the process ends', async (_, answer, why) => {
    await using server = await listen(() => {})
    server.server.on('connect', (_, socket) => {
      socket.on('error', () => {})
      answer(socket)
    })
    const reply = await askWith({ HTTPS_PROXY: server.url }, AT_MICROSOFT)

    expect(reply).toEqual({
      failed: why,
      printed: expect.not.stringContaining('hunter2'),
    })
  })

  test.each(['NO_PROXY', 'no_proxy'])('may not have been asked where %s is set', async (name) => {
    const server = await listen(() => {})
    await server[Symbol.asyncDispose]()

    expect(await askWith({ HTTPS_PROXY: server.url, [name]: 'corp.example' }, AT_MICROSOFT)).toMatchObject({
      failed:
        'the connection was refused (asked through the proxy that HTTPS_PROXY names unless NO_PROXY names the host)',
    })
  })

  test.each([
    'proxy.corp.example:8080',
    'http://',
    'http://admin:hunter2@pro xy',
    'admin:hunter2@proxy.corp.example',
    'ftp://admin:hunter2@proxy.corp.example',
    'socks5://admin:hunter2@127.0.0.1:9',
    'socks://127.0.0.1:9',
    'http://admin:hunter2@proxy.corp.example:99999',
    'hunter2',
  ])('whose URL is %j is none', async (HTTPS_PROXY) => {
    const reply = await askWith({ HTTPS_PROXY }, AT_MICROSOFT)

    expect(reply).toMatchObject({ failed: 'HTTPS_PROXY is not a URL such as http://proxy.contoso.com:8080' })
    expect(reply.printed).not.toContain('hunter2')
  })

  const RIGHT = 'http://admin:hunter2@127.0.0.1:9'

  test.each([
    ['HTTP_PROXY', { HTTP_PROXY: 'hunter2:8080' }],
    ['HTTP_PROXY', { HTTP_PROXY: 'hunter2:8080', HTTPS_PROXY: RIGHT }],
    ['HTTP_PROXY', { http_proxy: 'hunter2:8080', HTTP_PROXY: RIGHT, HTTPS_PROXY: RIGHT }],
    ['HTTPS_PROXY', { HTTP_PROXY: RIGHT, HTTPS_PROXY: 'hunter2:8080' }],
    ['HTTPS_PROXY', { HTTP_PROXY: '', HTTPS_PROXY: 'hunter2:8080' }],
  ])('is named by the variable that is no URL: %s of %j', async (name, env) => {
    const reply = await askWith(env, AT_MICROSOFT)

    expect(reply).toMatchObject({ failed: `${name} is not a URL such as http://proxy.contoso.com:8080` })
    expect(reply.printed).not.toContain('hunter2')
  })

  const BARE = RIGHT.replace('hunter2', 'hunter2%')

  test.each([
    ['HTTP_PROXY', { HTTP_PROXY: BARE }],
    ['HTTP_PROXY', { HTTP_PROXY: BARE, HTTPS_PROXY: RIGHT }],
    ['HTTPS_PROXY', { HTTP_PROXY: RIGHT, HTTPS_PROXY: BARE }],
  ])('is named by the variable whose password has a "%%" of its own: %s of %j', async (name, env) => {
    const reply = await askWith(env, AT_MICROSOFT)

    expect(reply).toMatchObject({
      failed: `the name or password in ${name} has a "%" of its own: write it as %25`,
    })
    expect(reply.printed).not.toContain('hunter2')
  })

  test('that HTTP_PROXY names may want a name and a password, too', async () => {
    await using microsoft = await startMicrosoft({ domains, proxyAuth: 'admin:secret' })

    expect(await askWith({ HTTP_PROXY: microsoft.proxy }, AT_MICROSOFT)).toMatchObject({
      failed:
        'the proxy wants a name and a password; write them into HTTP_PROXY: http://name:password@proxy:8080',
    })
  })

  test('whose password has a "%" of its own is none', async () => {
    const reply = await askWith({ HTTPS_PROXY: 'http://admin:hunter2%@127.0.0.1:1' }, AT_MICROSOFT)

    expect(reply).toMatchObject({
      failed: 'the name or password in HTTPS_PROXY has a "%" of its own: write it as %25',
    })
    expect(reply.printed).not.toContain('hunter2')
  })

  test('is passed by for the hosts in NO_PROXY', async () => {
    await using microsoft = await startMicrosoft({ domains })
    const url = microsoft.hosts.signIn + REALM
    const proxies = { HTTP_PROXY: microsoft.proxy, HTTPS_PROXY: microsoft.proxy }

    expect(await askWith({ ...proxies, NO_PROXY: 'corp.example,127.0.0.1' }, url)).toMatchObject({
      status: 200,
    })
    expect(microsoft.requests).toMatchObject([{ proxied: false }])
    expect(await askWith({ ...proxies, NO_PROXY: 'corp.example' }, url)).not.toMatchObject({ status: 200 })
    expect(microsoft.requests).toHaveLength(1)
  })
})

const UNTRUSTED =
  'something on the way has a certificate that Node does not trust; name its authority in NODE_EXTRA_CA_CERTS, or set NODE_USE_SYSTEM_CA=1 if this machine trusts it'

describe.concurrent('a certificate that is not trusted', () => {
  test('of a proxy itself', async () => {
    const server = createServer(await certify(['localhost']))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const reply = await askWith({ HTTPS_PROXY: `https://localhost:${port}` }, AT_MICROSOFT)
    server.close()

    expect(reply).toMatchObject({ failed: `${UNTRUSTED} (asked through the proxy that HTTPS_PROXY names)` })
  })

  test('behind a proxy', async () => {
    await using microsoft = await startMicrosoft({ domains })
    const { HTTPS_PROXY } = microsoft.env

    expect(await askWith({ HTTPS_PROXY }, AT_MICROSOFT)).toMatchObject({
      failed: `${UNTRUSTED} (asked through the proxy that HTTPS_PROXY names)`,
    })
    expect(microsoft.requests).toEqual([])
  })

  const chains: Readonly<Record<string, () => Promise<Pick<Certificates, 'cert' | 'key'>>>> = {
    alone: () => certify(['localhost']),
    'signed by itself': async () => {
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }])
      return { cert, key }
    },
    'with an authority that another one signed': async () => {
      const authority = (name: string, ca?: { key: string; cert: string }) =>
        generate([{ name: 'commonName', value: name }], {
          ...(ca && { ca }),
          extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
        })
      const root = await authority('Root')
      const between = await authority('Between', { key: root.private, cert: root.cert })
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
        ca: { key: between.private, cert: between.cert },
      })
      return { cert: `${cert}\n${between.cert}`, key }
    },
    'with its authority': async () => {
      const { cert, ca, key } = await certify(['localhost'])
      return { cert: `${cert}\n${ca}`, key }
    },
  }

  test.each(Object.entries(chains))('that comes %s', async (_, certificate) => {
    const server = createServer(await certificate(), (_, response) => response.end('hello'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const reply = await askWith({}, `https://localhost:${(server.address() as AddressInfo).port}`)
    server.close()

    expect(reply).toMatchObject({ failed: `${UNTRUSTED} (HTTPS_PROXY names no proxy)` })
  })
})

describe.concurrent('without an answer', () => {
  test('because nobody has the name', async () => {
    expect(await askWith({}, 'https://login.corp.example/')).toMatchObject({
      failed: 'its name cannot be resolved (HTTPS_PROXY names no proxy)',
    })
  })

  test('because nobody listens', async () => {
    const server = await listen(() => {})
    await server[Symbol.asyncDispose]()

    expect(await askWith({}, server.url)).toMatchObject({
      failed: 'the connection was refused (HTTPS_PROXY names no proxy)',
    })
  })

  test.each(['nothing', 'only its beginning'])('because within five seconds comes %s', async (what) => {
    await using server = await listen((_, response) => {
      if (what !== 'nothing') response.writeHead(200).write('{')
    })

    expect(await request({ url: server.url })).toEqual({
      failed: expect.stringMatching(/^none within 5 seconds \(.*HTTPS_PROXY/),
    })
  })
})
