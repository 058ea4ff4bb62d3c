import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { HeldClock } from '../clock.ts'
import { type Answer, refusalBody } from './answer.ts'
import type { Fault } from './faults.ts'

/** A request that waits for its answer. */
export interface Exchange {
  readonly response: ServerResponse
  /** Gives the request its effect; `failing` names a field of a query that fails. */
  readonly answer: (failing?: string) => Promise<Answer>
  /** The headers of every answer, as they are now. */
  readonly headers: () => Readonly<Record<string, string>>
  /** Fires when nobody is interested any more. */
  readonly end: AbortSignal
  readonly clock: HeldClock | undefined
}

/** Answers a request, or fails it; gives the status that was sent, 0 if none. */
export async function answerWith(fault: Fault | undefined, exchange: Exchange): Promise<number> {
  const { response, answer } = exchange
  if (!fault) return write(exchange, await answer())
  if ('partial' in fault) return write(exchange, await answer(fault.partial))
  if ('late' in fault) return answerLate(fault, exchange)
  if ('cut' in fault) return cutOff(fault, exchange)
  if ('status' in fault) {
    if (fault.after) await answer()
    return write(exchange, { ...fault, body: fault.body ?? refusalBody(fault.status, 'Fault') })
  }
  if ('reset' in fault ? fault.reset === 'after' : fault.hang === 'after') await answer()
  if ('reset' in fault) response.socket?.destroy()
  else staySilent(exchange)
  return 0
}

/** Nobody waits for the answer, so it must keep no process alive; where time is held, all of the client's goes by. */
function staySilent({ response, clock }: Exchange): void {
  response.socket?.unref()
  clock?.pass(Infinity)
}

async function answerLate({ late, wait }: Extract<Fault, { late: number }>, exchange: Exchange) {
  const pause = () => (exchange.clock ? letPass(late, exchange.clock) : sleep(late, exchange.end))
  if (wait === 'before' && !(await pause())) return 0
  const answer = await exchange.answer()
  if (wait === 'after' && !(await pause())) return 0
  return write(exchange, answer)
}

function sleep(time: number, end: AbortSignal): Promise<boolean> {
  return setTimeout(time, true, { ref: false, signal: end }).catch(() => false)
}

/** The client's time goes by; the rest is up to whoever holds the clock. */
async function letPass(time: number, clock: HeldClock): Promise<boolean> {
  const over = clock.wait(time)
  clock.pass(time)
  await over
  return true
}

/** Half an answer, for a client that would have got one of these. */
const someAnswer: Answer = { status: 200, body: { id: 1001, node_id: 'CR_1001', data: { repository: {} } } }

async function cutOff({ cut, when }: Extract<Fault, { cut: string }>, exchange: Exchange): Promise<number> {
  const { response, answer, headers } = exchange
  const { body } = when === 'after' ? await answer() : someAnswer
  const bytes = bytesOf(body)
  const half = bytes.subarray(0, bytes.length / 2)
  const length = cut === 'body' ? half.length : bytes.length
  response.writeHead(200, { ...json, ...headers(), 'content-length': length })
  if (cut === 'body') response.end(half)
  else response.write(half, () => response.socket?.destroy())
  return 200
}

const json = { 'content-type': 'application/json; charset=utf-8' }

function write({ response, headers }: Exchange, { status, body, headers: own }: Answer): number {
  response.writeHead(status, { ...json, ...headers(), ...own })
  response.end(bytesOf(body))
  return status
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
