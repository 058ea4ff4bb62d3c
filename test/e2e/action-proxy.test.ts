import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from '../support/microsoft/loopback.ts'
import { openPull, type Scene } from '../support/pull.ts'

/** A host with a name of its own, which only the proxy knows: that of a company with data residency. */
const API = 'http://api.contoso.ghe.com'

/** A proxy that tunnels to GitHub whatever it is asked for, or breaks off. */
async function startProxy({ github }: Scene, { breaksOff = false } = {}) {
  const asked: string[] = []
  const proxy = await listen((_, response) => response.writeHead(501).end())
  proxy.server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '')
    if (breaksOff) return socket.destroy()
    const tunnel = connect(Number(new URL(github.url).port), '127.0.0.1')
    for (const end of [socket, tunnel]) end.on('error', () => end.destroy())
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    return socket.pipe(tunnel).pipe(socket)
  })
  return { ...proxy, asked }
}

test.concurrent('another host of GitHub is asked through the proxy, and for nothing else than its API', async () => {
  await using scene = await openPull()
  await using proxy = await startProxy(scene)
  const run = await scene.run({
    env: { GITHUB_API_URL: API, HTTP_PROXY: proxy.url, HTTPS_PROXY: '' },
    inputs: { fix: 'commit' },
  })
  expect([run.exitCode, run.outputs['fixed']]).toEqual([1, '3'])
  expect(new Set(proxy.asked)).toEqual(new Set(['api.contoso.ghe.com:80']))
})

test.concurrent('a host that NO_PROXY names is asked without it', async () => {
  await using scene = await openPull()
  await using proxy = await startProxy(scene)
  const run = await scene.run({ env: { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } })
  expect([run.outputs['findings'], proxy.asked]).toEqual(['4', []])
})

test.concurrent('a proxy that breaks off does not keep the job', async () => {
  await using scene = await openPull()
  await using proxy = await startProxy(scene, { breaksOff: true })
  const run = await scene.run({ env: { GITHUB_API_URL: API, HTTP_PROXY: proxy.url, HTTPS_PROXY: '' } })
  expect([run.exitCode, run.timedOut, proxy.asked.length]).toEqual([1, false, 3]) // the first try and two more
  expect(run.annotations).toMatchObject([
    { message: expect.stringContaining('what HTTP_PROXY names does not answer as a proxy does') },
  ])
})

test.concurrent('a mistake in the proxy is named', async () => {
  await using scene = await openPull()
  const run = await scene.run({ env: { HTTP_PROXY: 'proxy.contoso.com:8080' } })
  expect(run.exitCode).toBe(1)
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('HTTP_PROXY is not a URL') }])
})
