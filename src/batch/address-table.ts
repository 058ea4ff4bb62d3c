import type { Addresses } from './addresses.ts'
import { grown } from './memory.ts'

const AT = 0x40
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
)
/** FNV-1a's prime. https://datatracker.ietf.org/doc/html/rfc9923 */
const PRIME = 0x01000193

/** Addresses, each known by a number: how many came before it. Exact: a hash only says where to look. */
export interface AddressTable {
  readonly count: number
  /** Adds addresses; gives those that are not new. ASCII letters are compared ignoring case. */
  add(addresses: Addresses): Repeated[]
}

/** An address that was added before. */
export interface Repeated {
  /** Its index among those that were added with it. */
  readonly index: number
  /** The number of the first of the same. */
  readonly first: number
}

/** What is kept of the addresses. */
interface Kept {
  count: number
  /** The local parts in lower case, one behind the other. */
  text: Uint8Array
  ends: Uint32Array
  /** Each begins with the domain's number and can be calculated back to it, so the same text has it only in the same domain. */
  hashes: Int32Array
  /** A number plus one, and in the bits above it the hash's. */
  slots: Int32Array
}

/** An empty table. All addresses are written before the first is looked up, so that the looks need not wait for each other. */
export function createAddressTable(): AddressTable {
  const kept: Kept = {
    count: 0,
    text: new Uint8Array(1 << 14),
    ends: new Uint32Array(1 << 9),
    hashes: new Int32Array(1 << 9),
    slots: new Int32Array(1 << 10),
  }
  return {
    get count() {
      return kept.count
    },
    add(addresses) {
      const { count } = kept
      makeRoom(kept, addresses)
      write(kept, addresses)
      return lookUp(kept, count)
    },
  }
}

function makeRoom(kept: Kept, { count, bytes }: Addresses): void {
  const needed = kept.count + count
  while (endOf(kept, kept.count) + bytes.length > kept.text.length) kept.text = grown(kept.text, Uint8Array)
  while (needed > kept.ends.length) {
    kept.ends = grown(kept.ends, Uint32Array)
    kept.hashes = grown(kept.hashes, Int32Array)
  }
  if (needed * 2 <= kept.slots.length) return
  while (needed * 2 > kept.slots.length) kept.slots = new Int32Array(kept.slots.length * 4)
  for (let number = 0; number < kept.count; number++) firstOf(kept, number)
}

/** Where the addresses before `number` end. */
function endOf({ ends }: Kept, number: number): number {
  return number === 0 ? 0 : ends[number - 1]!
}

function write(kept: Kept, { count, bytes, starts, domains }: Addresses): void {
  const { text, ends, hashes } = kept
  let to = endOf(kept, kept.count)
  for (let index = 0; index < count; index++) {
    let hash = domains[index]!
    for (let at = starts[index]!; bytes[at] !== AT; at++) {
      const byte = LOWER[bytes[at]!]!
      text[to++] = byte
      hash = Math.imul(hash ^ byte, PRIME)
    }
    ends[kept.count] = to
    hashes[kept.count] = hash
    kept.count++
  }
}

function lookUp(kept: Kept, from: number): Repeated[] {
  const repeated: Repeated[] = []
  for (let number = from; number < kept.count; number++) {
    const first = firstOf(kept, number)
    if (first !== number) repeated.push({ index: number - from, first })
  }
  return repeated
}

/** The first number with the same address, which is entered if there is none. */
function firstOf(kept: Kept, number: number): number {
  const { slots, hashes } = kept
  const mask = slots.length - 1
  const hash = hashes[number]!
  let slot = (hash ^ (hash >>> 15)) & mask
  for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const entry = slots[slot]!
    if (((entry ^ hash) & ~mask) === 0 && isSame(kept, (entry & mask) - 1, number)) return (entry & mask) - 1
  }
  slots[slot] = (hash & ~mask) | (number + 1)
  return number
}

function isSame(kept: Kept, a: number, b: number): boolean {
  const { text, ends, hashes } = kept
  const [startA, startB] = [endOf(kept, a), endOf(kept, b)]
  const length = ends[a]! - startA
  if (hashes[a] !== hashes[b] || ends[b]! - startB !== length) return false
  for (let i = 0; i < length; i++) if (text[startA + i] !== text[startB + i]) return false
  return true
}
