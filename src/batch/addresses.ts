import { isAscii } from 'node:buffer'
import type { Batch } from './batch.ts'
import { Quoted } from './scan.ts'
import { textAt } from './value.ts'

/** The valid addresses of a batch, in order: the local part of each stands from its start up to an `@`. */
export interface Addresses {
  readonly count: number
  readonly bytes: Buffer
  readonly starts: Uint32Array
  /** A number that stands for the domain, the same in all batches. */
  readonly domains: Uint32Array
  /** The positions of their rows among those with slots. */
  readonly positions: Uint32Array
}

const AT = 0x40

/** Collects the addresses of batches whose header names EmailAddress; what it gives is valid until the next one. */
export function createCollector(): (batch: Batch) => Addresses {
  const domainNumbers = new Map<string, number>()
  let starts = new Uint32Array(0)
  let domains = new Uint32Array(0)
  let positions = new Uint32Array(0)

  function makeRoom(rows: number): void {
    if (rows <= starts.length) return
    starts = new Uint32Array(rows)
    domains = new Uint32Array(rows)
    positions = new Uint32Array(rows)
  }

  return ({ table, text, header, domains: found }) => {
    const { bytes, rows, width, shape, start } = table
    makeRoom(rows)
    const { names, ofRow } = found!
    const numbers = [0, ...names.map((name) => numberIn(domainNumbers, name))]
    const column = header.columns.get('EmailAddress')!
    let count = 0
    for (let position = 1; position < rows; position++) {
      const domain = ofRow[position]!
      if (domain === 0) continue
      const slot = position * width + column
      starts[count] = start[slot]! + (shape[slot]! & Quoted)
      domains[count] = numbers[domain]!
      positions[count++] = position
    }
    const addresses = { count, bytes, starts, domains, positions }
    return isAscii(text.bytes) ? addresses : inLowerCase(addresses)
  }
}

/** The addresses in lower case, which takes more than ASCII. */
function inLowerCase(addresses: Addresses): Addresses {
  const { count, bytes, starts } = addresses
  const moved = new Uint32Array(count)
  const parts: Buffer[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    const start = starts[index]!
    const part = Buffer.from(textAt(bytes, start, bytes.indexOf(AT, start) + 1).toLowerCase())
    parts.push(part)
    moved[index] = at
    at += part.length
  }
  return { ...addresses, bytes: Buffer.concat(parts), starts: moved }
}

function numberIn(numbers: Map<string, number>, name: string): number {
  const number = numbers.get(name) ?? numbers.size
  numbers.set(name, number)
  return number
}
