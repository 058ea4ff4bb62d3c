import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, refusalBody } from './answer.ts'
import { operationOf } from './description.ts'
import { answerWith } from './failing.ts'
import { badGateway, type Fault } from './faults.ts'
import { limitHeaders, strangerRefusal } from './gate.ts'
import { answerGraphql, graphqlOperation } from './graphql.ts'
import type { Notes, RecordedRequest } from './requests.ts'
import { answerRest } from './rest.ts'
import type { World } from './world.ts'

/** Serves the world on a port of the loopback interface. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** Where a server listens. */
export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Reads a request, lets the hooks see it, answers it, and notes everything. */
export async function serve(
  world: World,
  notes: Notes,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await bodyOf(incoming)
  const url = new URL(incoming.url ?? '/', world.url)
  const recorded = { ...recordedRequest(incoming, url, bytes), status: 0 }
  notes.requests.push(recorded)
  const fault = await faultOf(notes, recorded)
  recorded.status = await answerWith(fault, {
    response,
    answer: (failing) => answerOf(world, notes, recorded, { url, size: bytes.length, failing }),
    headers: () => limitHeaders(world, notes, url),
    end: notes.end,
    clock: notes.clock,
  })
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function recordedRequest(
  incoming: IncomingMessage,
  url: URL,
  bytes: Buffer,
): Omit<RecordedRequest, 'status'> {
  const method = incoming.method ?? 'GET'
  const body = parsed(bytes)
  const isGraphql = url.pathname === '/graphql' && method === 'POST'
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  )
  const rest = operationOf(method, url.pathname)?.name ?? `${method} ${url.pathname}`
  const operation = isGraphql ? graphqlOperation(body ?? {}) : rest
  return { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body, operation }
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of any kind
function parsed(bytes: Buffer): any {
  try {
    return bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined
  } catch {
    return bytes.toString()
  }
}

async function faultOf({ hooks }: Notes, request: RecordedRequest): Promise<Fault | undefined> {
  for (const hook of hooks) {
    const fault = await hook(request)
    if (fault) return fault
  }
  return undefined
}

interface Details {
  readonly url: URL
  readonly size: number
  readonly failing: string | undefined
}

async function answerOf(
  world: World,
  notes: Notes,
  request: RecordedRequest,
  { url, size, failing }: Details,
): Promise<Answer> {
  const { method, path, headers, body } = request
  const report = (wrong: string) => notes.violations.push(wrong)
  const isGraphql = path === '/graphql' && method === 'POST'
  const refusal = strangerRefusal(world, notes, request)
  if (refusal) return refusal
  if (isGraphql && size > world.settings.graphqlBytes)
    return { headers: {}, body: '', ...badGateway } as Answer
  if (isGraphql) return answerGraphql(world, body ?? {}, { report, failing })
  const operation = operationOf(method, path)
  if (!operation) {
    notes.unexpected.push(`${method} ${path}`)
    return { status: 404, body: refusalBody(404, 'Not Found') }
  }
  const { parameters } = operation
  return answerRest(
    world,
    operation,
    { path, parameters, query: url.searchParams, body, accept: headers.accept ?? '' },
    report,
  )
}
