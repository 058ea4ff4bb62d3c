import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../support/cli.ts'
import { startMicrosoft } from '../support/microsoft/start.ts'
import { domainsAsked, staged } from '../support/staged.ts'

/** A server that accepts connections and answers `first` to what comes first, and nothing after it. */
async function startSilent(first = '') {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    if (first !== '') socket.once('data', () => socket.write(first))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The runner of these tests ends with them only if the process has ended by itself. */
describe('somebody who stays silent does not keep the process', () => {
  test.concurrent.each(['socks5', 'socks', 'socks5h'])(
    'a proxy by %s, which is refused at once',
    async (scheme) => {
      await using silent = await startSilent()
      await using folder = await createFolder({ 'a.csv': staged('joe@contoso.com,True') })
      const env = { HTTPS_PROXY: `${scheme}://joe:secret@${silent.host}` }
      const { status, stdout, stderr } = await runCli(folder, ['a.csv'], { env })

      expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
      expect(stdout).toContain(
        'gave no answer: HTTPS_PROXY is not a URL such as http://proxy.contoso.com:8080. If it is, run',
      )
      expect(stdout).not.toContain('secret')
      expect(silent.sockets).toEqual([])
    },
  )

  test.concurrent.each([
    ['a proxy that is asked by TLS', 'https', ''],
    ['a service behind a proxy', 'http', 'HTTP/1.1 200 Connection Established\r\n\r\n'],
  ])('%s', async (_, scheme, first) => {
    await using silent = await startSilent(first)
    await using folder = await createFolder({ 'a.csv': staged('joe@contoso.com,True') })
    const env = { HTTPS_PROXY: `${scheme}://${silent.host}` }
    const { status, stdout, stderr } = await runCli(folder, ['a.csv'], { env })

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
    expect(stdout).toContain('gave no answer: none within 5 seconds (asked through the proxy')
    expect(silent.sockets.length).toBeGreaterThan(0)
  })
})

test.concurrent('a service that is busy for every domain is given up, not waited for again and again', {
  timeout: 90_000,
}, async () => {
  const busy = { status: 429, headers: { 'retry-after': '15' } }
  await using microsoft = await startMicrosoft({ fault: () => busy })
  const rows = Array.from({ length: 50 }, (_, index) => `a@d${index}.example.com,True`)
  await using folder = await createFolder({ 'a.csv': staged(...rows) })
  const { status, stdout, stderr } = await runCli(folder, ['a.csv'], { env: microsoft.env })

  expect({ status, stderr }).toEqual({ status: 2, stderr: '' })
  expect(stdout).toContain('it was asked too often (HTTP 429); run the check again later')
  expect(stdout).toMatch(/whether d0\.example\.com, .* and 45 more are federated: /m)
  expect(new Set(domainsAsked(microsoft)).size).toBeLessThan(5)
})

test.concurrent('a service that is busy at every first try is asked until the time is up', {
  timeout: 90_000,
}, async () => {
  const seen = new Set<string>()
  await using microsoft = await startMicrosoft({
    fault: ({ url }) => {
      if (seen.has(url)) return undefined
      seen.add(url)
      return { status: 429, headers: { 'retry-after': '10' } }
    },
  })
  const rows = Array.from({ length: 50 }, (_, index) => `a@d${index}.example.com,True`)
  await using folder = await createFolder({ 'a.csv': staged(...rows) })
  const { status, stdout } = await runCli(folder, ['a.csv'], { env: microsoft.env })

  expect(status).toBe(2)
  expect(stdout).toContain(
    '(login.microsoftonline.com) took too long; run the check again later. Run the check again with an export',
  )
  expect(new Set(domainsAsked(microsoft)).size).toBeLessThan(50)
})
