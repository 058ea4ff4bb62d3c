import { zeros } from './memory.ts'
import { textAt } from './value.ts'

/** The domains of a column of addresses, each kept once. */
export interface Domains {
  /** Canonical names; the index is the domain's number. */
  readonly names: readonly string[]
  /** Per row with slots: the number of its domain plus one, or 0. */
  readonly ofRow: Uint32Array
  /** Where domains were met: pairs of a domain's number and where it stood when it was met first. */
  readonly cache: Uint32Array
  /** Notes the domain in `[start, end)` if it was met before; tells whether it was. */
  recall(row: number, start: number, end: number): boolean
  /** Notes the ASCII domain in `[start, end)`. */
  add(row: number, start: number, end: number): void
  /** Notes a domain by its canonical name. */
  addName(row: number, name: string): void
}

/** Slots of the small table that spares most rows the judgement and a string. */
const CACHE = 256

/**
 * No domains yet, for `rows` rows of `bytes`.
 * @param used domains that are no longer read; their memory is taken over
 */
export function createDomains(bytes: Buffer, rows: number, used?: Domains): Domains {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const ofRow = zeros(Uint32Array, rows, used?.ofRow)
  const cache = zeros(Uint32Array, CACHE * 2, used?.cache)

  function addName(row: number, name: string): number {
    const number = numbers.get(name) ?? names.push(name)
    numbers.set(name, number)
    ofRow[row] = number
    return number
  }

  return {
    names,
    ofRow,
    cache,
    addName,
    recall(row, start, end) {
      const slot = slotOf(bytes, start, end)
      const number = cache[slot]!
      if (number === 0 || names[number - 1]!.length !== end - start) return false
      const first = cache[slot + 1]!
      for (let i = start; i < end; i++) if (bytes[i] !== bytes[first + i - start]) return false
      ofRow[row] = number
      return true
    },
    add(row, start, end) {
      const slot = slotOf(bytes, start, end)
      cache[slot] = addName(row, textAt(bytes, start, end).toLowerCase())
      cache[slot + 1] = start
    },
  }
}

/** Where a domain is remembered: a wrong guess costs time only. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const guess = end - start + bytes[start]! * 7 + bytes[start + 1]! * 31 + bytes[(start + end) >> 1]! * 13
  return (guess & (CACHE - 1)) * 2
}
