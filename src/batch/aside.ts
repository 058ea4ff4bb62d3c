import type { Quads } from './memory.ts'

/** Why a line shows that the file was joined from several: the header again, a byte-order mark, or the end mark of DOS. */
export type JoinedCause = 'header-again' | 'mark' | 'ctrl-z'

/** Why values are taken for swapped: an address in Password, or a boolean there and none in ForceChangePassword. */
type SwappedCause = 'swapped-address' | 'swapped-word'

/** Why a row is set aside: it has one finding, and no other rule judges it. */
export type AsideCause = JoinedCause | SwappedCause

/** What no rule may judge by its columns, since something else than a user's value may be there. */
export interface Exceptions {
  /** The rows that are set aside, by Exchange's number. */
  readonly aside: ReadonlyMap<number, AsideCause>
  /** Slots of cells that nobody reads. */
  readonly unread: ReadonlySet<number>
  /** The cells over several lines, as `findBroken` lists them. */
  readonly broken: Quads
}

/** Whether a row takes part in nothing: no rule, count, list of domains or question. */
export function isOut(cause: AsideCause | undefined): boolean {
  return cause !== undefined && cause !== 'swapped-word'
}
