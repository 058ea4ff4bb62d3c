import {
  badGateway,
  type Fault,
  hasEffect,
  notAccessible,
  rateLimited,
  refusal,
  secondaryLimit,
} from './faults.ts'

/** A fault that a plan can name. */
export interface NamedFault {
  readonly name: string
  readonly fault: Fault
  /** Whether the request has its effect although the answer is lost, late or wrong. */
  readonly effect: boolean
  /** Whether it makes sense for GraphQL only. */
  readonly graphql: boolean
}

const broken = 'Something went wrong while executing your query. Please include `DOUBLE` when reporting this.'
const whole: Fault = { status: 200, body: { errors: [{ message: broken }] } }
const serverError: Fault = refusal(500, 'Server Error')

const everywhere: Readonly<Record<string, Fault>> = {
  'no answer': { hang: 'before' },
  'no answer, after the effect': { hang: 'after' },
  'late, before the effect': { late: 200, wait: 'before' },
  'late, after the effect': { late: 200, wait: 'after' },
  'connection reset': { reset: 'before' },
  'connection reset, after the effect': { reset: 'after' },
  'half a body': { cut: 'body', when: 'before' },
  'half a body, after the effect': { cut: 'body', when: 'after' },
  'connection broken in the body': { cut: 'connection', when: 'before' },
  'connection broken in the body, after the effect': { cut: 'connection', when: 'after' },
  '401': refusal(401, 'Bad credentials'),
  '403': notAccessible,
  '403 with retry-after': secondaryLimit(60),
  '403 with no requests left': rateLimited(1800),
  '404': refusal(404, 'Not Found'),
  '409': refusal(409, 'Conflict'),
  '422': refusal(422, 'Validation Failed'),
  '429': secondaryLimit(undefined, 429),
  '429 with retry-after': secondaryLimit(1, 429),
  '500': serverError,
  '500, after the effect': { ...serverError, after: true },
  '502 with a page': badGateway,
  '502 with a page, after the effect': { ...badGateway, after: true },
}

const graphqlOnly: Readonly<Record<string, Fault>> = {
  'only errors': whole,
  'only errors, after the effect': { ...whole, after: true },
  'no points left': {
    status: 200,
    body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }] },
    headers: { 'x-ratelimit-remaining': '0' },
  },
  'a partial answer': { partial: '' },
}

/** Every way in which a request may fail. The waits that are asked for are real ones: a minute, half an hour, a second. */
export const faults: readonly NamedFault[] = [
  ...Object.entries(everywhere).map(named(false)),
  ...Object.entries(graphqlOnly).map(named(true)),
]

function named(graphql: boolean) {
  return ([name, fault]: [string, Fault]): NamedFault => ({ name, fault, effect: hasEffect(fault), graphql })
}
