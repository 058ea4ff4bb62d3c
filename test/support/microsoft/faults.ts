import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Recorded, redirectPath } from './requests.ts'
import type { Answer } from './world.ts'

/** What happens instead of the answer, or before it. */
export type Fault =
  | Answer
  | { readonly delayMs: number }
  /** The answer comes once something else has. */
  | { readonly until: Promise<unknown> }
  /** No answer ever comes. */
  | 'hang'
  /** The connection breaks before an answer. */
  | 'reset'
  /** The connection breaks in the middle of the body. */
  | 'truncated'
  /** A page for people, as from a portal in between. */
  | 'garbage'
  /** To another path of the host, which records being followed. */
  | 'redirect'

/** Looks at a request before it is answered; `count` requests of its kind came before. */
export type FaultHook = (request: Recorded, count: number) => Fault | undefined

const portal: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in to the network</title><p>Welcome.</p>',
}

/** Answers a request as the fault has it. */
export async function writeWith(
  fault: Fault | undefined,
  response: ServerResponse,
  answer: () => Promise<Answer>,
): Promise<void> {
  if (fault === 'hang') return
  if (fault === 'reset') response.socket?.destroy()
  else if (fault === 'truncated') truncate(response, await answer())
  else if (fault === 'garbage') write(response, portal)
  else if (fault === 'redirect') write(response, { status: 302, headers: { location: redirectPath } })
  else if (fault && 'status' in fault) write(response, fault)
  else {
    if (fault) await ('until' in fault ? fault.until : setTimeout(fault.delayMs, undefined, { ref: false }))
    write(response, await answer())
  }
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer)).end(textOf(answer))
}

function truncate(response: ServerResponse, answer: Answer): void {
  const text = textOf(answer)
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': Buffer.byteLength(text) })
  response.write(text.slice(0, text.length / 2), () => response.socket?.destroy())
}

function headersOf({ headers, body }: Answer): Record<string, string> {
  const isJson = body !== undefined && typeof body !== 'string'
  return { ...(isJson && { 'content-type': 'application/json; charset=utf-8' }), ...headers }
}

function textOf({ body = '' }: Answer): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}
