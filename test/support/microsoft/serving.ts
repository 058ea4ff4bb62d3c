import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type FaultHook, writeWith } from './faults.ts'
import { answerGraph } from './graph.ts'
import type { Service } from './hosts.ts'
import { answerOidc } from './oidc.ts'
import { answerOldRealm, answerRealm } from './realm.ts'
import { type Kind, type Recorded, readRequest } from './requests.ts'
import { answerToken } from './token.ts'
import type { Handler, World } from './world.ts'

const handlers: Readonly<Record<Kind, Handler>> = {
  realm: answerRealm,
  'realm-old': answerOldRealm,
  token: answerToken,
  graph: answerGraph,
  oidc: answerOidc,
  redirected: () => ({ status: 200, body: {} }),
  other: () => ({ status: 404 }),
}

/** Makes listeners that answer from the world and note every request: for one service, or by the host's name. */
export function serving(
  world: World,
  requests: Recorded[],
  fault: FaultHook | undefined,
): (service?: Service) => RequestListener {
  const answer = async (incoming: IncomingMessage, response: ServerResponse, service?: Service) => {
    const request = await readRequest(incoming, service)
    const count = requests.filter(({ kind }) => kind === request.kind).length
    requests.push(request)
    await writeWith(fault?.(request, count), response, async () => handlers[request.kind](world, request))
  }
  return (service) => (incoming, response) => {
    answer(incoming, response, service).catch((error: Error) => response.writeHead(500).end(error.stack))
  }
}
