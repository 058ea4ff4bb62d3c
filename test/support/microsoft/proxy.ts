import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { Certificates } from './certificates.ts'
import { hostNames } from './hosts.ts'
import { type Loopback, listen } from './loopback.ts'

interface ProxyOptions {
  readonly certificates: Certificates
  /** `user:password`, if the proxy wants them. */
  readonly auth: string | undefined
  readonly tunnels: string[]
  /** Answers what comes through the tunnels. */
  readonly handle: RequestListener
}

/** A proxy that tunnels to Microsoft's hosts, which are all this process, and to no others. */
export async function startProxy({ certificates, auth, tunnels, handle }: ProxyOptions): Promise<Loopback> {
  const inside = createServer({ key: certificates.key, cert: certificates.cert }, handle)
  inside.on('tlsClientError', () => {}) // a client that does not trust the authority hangs up
  const proxy = await listen((request, response) => {
    response.writeHead(isAllowed(request, auth) ? 403 : 407, authenticate).end()
  })
  proxy.server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = request.url ?? ''
    tunnels.push(target)
    socket.on('error', () => socket.destroy())
    if (!isAllowed(request, auth)) refuse(socket, 407)
    else if (!hostNames.some((host) => target === `${host}:443`)) refuse(socket, 403)
    else open(inside, socket, head)
  })
  return proxy
}

const authenticate = { 'proxy-authenticate': 'Basic realm="proxy"' }

function isAllowed({ headers }: IncomingMessage, auth: string | undefined): boolean {
  const expected = auth && `Basic ${Buffer.from(auth).toString('base64')}`
  return !expected || headers['proxy-authorization'] === expected
}

const reasons = { 403: 'Forbidden', 407: 'Proxy Authentication Required' }

function refuse(socket: Socket, status: 403 | 407): void {
  const challenge = status === 407 ? `Proxy-Authenticate: ${authenticate['proxy-authenticate']}\r\n` : ''
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\n${challenge}Content-Length: 0\r\n\r\n`)
}

function open(inside: Server, socket: Socket, head: Buffer): void {
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  socket.unshift(head)
  inside.emit('connection', socket)
}
