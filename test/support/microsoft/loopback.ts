import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A server on the loopback interface that ends with everything that hangs on it. */
export interface Loopback extends AsyncDisposable {
  readonly url: string
  readonly server: Server
}

const taken = new Set<number>()

/** Listens on a port that no server of this process had: what wanted to be left alone there is still left alone. */
export async function listen(handle: RequestListener): Promise<Loopback> {
  const loopback = await listenSomewhere(handle)
  const { port } = loopback.server.address() as AddressInfo
  if (!taken.has(port)) {
    taken.add(port)
    return loopback
  }
  const other = await listen(handle)
  await loopback[Symbol.asyncDispose]()
  return other
}

async function listenSomewhere(handle: RequestListener): Promise<Loopback> {
  const server = createServer(handle)
  // closeAllConnections would leave the tunnels, which no longer belong to the server
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
