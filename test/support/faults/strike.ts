import type { NamedFault } from '../github/faultList.ts'
import type { Fault, Hook } from '../github/faults.ts'
import type { RecordedRequest } from '../github/requests.ts'

/** A request of a run: the operation, and which of its requests it is. */
export interface Place {
  readonly operation: string
  /** From one. */
  readonly nth: number
}

/** What else fails from a request on. */
export type Scope = 'nothing more' | 'its operation' | 'everything'

/** A fault at a request. */
export interface Strike extends Place {
  readonly fault: NamedFault
  /** What fails with the same fault from then on; nothing more unless said. */
  readonly andThen?: Scope
}

/** What a request met. */
export interface Struck {
  readonly request: RecordedRequest
  readonly fault: Fault
}

/** A delay of so many milliseconds is the whole patience of a run. */
const PATIENCE = 1000

/** A hook that makes requests fail as the strikes say, and what it has done. */
export function striking(strikes: readonly Strike[], patience: number): { hook: Hook; struck: Struck[] } {
  const counts = new Map<string, number>()
  const struck: Struck[] = []
  const hook: Hook = (request) => {
    const { operation } = request
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    const strike = strikes.find((each) => hits(each, operation, counts))
    if (strike === undefined) return undefined
    const fault = scaled(strike.fault.fault, patience)
    struck.push({ request, fault })
    return fault
  }
  return { hook, struck }
}

function hits(strike: Strike, operation: string, counts: ReadonlyMap<string, number>): boolean {
  const count = counts.get(strike.operation) ?? 0
  if (strike.andThen === 'everything') return count >= strike.nth
  if (strike.operation !== operation) return false
  return strike.andThen === 'its operation' ? count >= strike.nth : count === strike.nth
}

function scaled(fault: Fault, patience: number): Fault {
  return 'late' in fault ? { ...fault, late: (fault.late * patience) / PATIENCE } : fault
}

/** Numbers the requests of each operation. */
export function placesOf(requests: readonly RecordedRequest[]): Place[] {
  const operations = requests.map(({ operation }) => operation)
  return operations.map((operation, index) => {
    return { operation, nth: operations.slice(0, index + 1).filter((each) => each === operation).length }
  })
}

/** `GET /pulls/{pull_number}/files #1` */
export function nameOf({ operation, nth }: Place): string {
  return `${operation.replace('/repos/{owner}/{repo}', '')} #${nth}`
}
