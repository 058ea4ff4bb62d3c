import { faults, type NamedFault } from '../github/faultList.ts'
import type { Meanwhile } from './scene.ts'
import { nameOf, type Place, type Scope, type Strike } from './strike.ts'

/** One run of the plan. */
export interface Case {
  readonly name: string
  /** The row of the table that it counts for: its mode and the request that fails. */
  readonly row: string
  readonly strikes: readonly Strike[]
  /** What else happens. */
  readonly meanwhile?: Meanwhile | undefined
}

/** What a request follows. */
interface Before {
  /** The mode, and what fails before if something does. */
  readonly name: string
  readonly strikes: readonly Strike[]
  readonly meanwhile?: Meanwhile
}

/** The commit may be made after its request was given up: there the head that GitHub compares with protects. */
export const tooLate = (['before', 'after'] as const).map((wait): NamedFault => {
  return { name: `too late, ${wait} the effect`, fault: { late: 1500, wait }, effect: true, graphql: true }
})

/** What fails may fail everywhere: GitHub is gone, or the token is. */
const EVERYWHERE = [
  'no answer',
  'connection reset',
  'connection reset, after the effect',
  '401',
  '502 with a page',
]

/** Every request with every fault: once, for all of its operation, and for everything where that is like it. */
export function casesFor(places: readonly Place[], before: Before): Case[] {
  return places.flatMap((place) =>
    faultsAt(place).flatMap((fault) =>
      scopesOf(fault).map((andThen) => caseOf(before, { ...place, fault, andThen })),
    ),
  )
}

function caseOf({ name, strikes, meanwhile }: Before, strike: Strike): Case {
  const row = `${name} | ${nameOf(strike)}`
  const more = strike.andThen === 'nothing more' ? '' : `, and from then on ${strike.andThen}`
  return { name: `${row}: ${strike.fault.name}${more}`, row, strikes: [...strikes, strike], meanwhile }
}

function faultsAt({ operation }: Place): readonly NamedFault[] {
  if (operation.startsWith('mutation')) return [...faults, ...tooLate]
  return operation === 'query' ? faults : faults.filter(({ graphql }) => !graphql)
}

function scopesOf({ name }: NamedFault): Scope[] {
  return ['nothing more', 'its operation', ...(EVERYWHERE.includes(name) ? (['everything'] as const) : [])]
}
