/** The domains of a column of addresses, each kept once. */
export interface Domains {
  /** Canonical names; the index is the domain's number. */
  readonly names: readonly string[]
  /** Per row with slots: the number of its domain plus one, or 0. */
  readonly ofRow: Uint32Array
  /** Notes that the domain of `row` is the ASCII text in `[start, end)`. */
  add(row: number, start: number, end: number): void
  /** Notes that the domain of `row` has this canonical name. */
  addName(row: number, name: string): void
}

/** Slots of the small table that spares most rows a string. */
const CACHE = 1024

/** No domains yet, for `rows` rows of `bytes`. */
export function createDomains(bytes: Uint8Array, rows: number): Domains {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const ofRow = new Uint32Array(rows)
  const cached = new Uint32Array(CACHE * 2)

  function addName(row: number, name: string): number {
    const number = numbers.get(name) ?? names.push(name)
    numbers.set(name, number)
    ofRow[row] = number
    return number
  }

  function add(row: number, start: number, end: number): void {
    const place = (hash(bytes, start, end) & (CACHE - 1)) * 2
    const seen = cached[place]!
    const name = names[seen - 1]
    if (name !== undefined && sameDomain(bytes, { start, end, other: cached[place + 1]! }, name.length)) {
      ofRow[row] = seen
      return
    }
    cached[place] = addName(
      row,
      Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
        .toString()
        .toLowerCase(),
    )
    cached[place + 1] = start
  }

  return { names, ofRow, add, addName }
}

/** A letter of a domain in lower case; digits, hyphen and dot have that bit already. */
const LOWER = 0x20

function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) value = (Math.imul(value, 31) + (bytes[i]! | LOWER)) | 0
  return value ^ (value >>> 15)
}

function sameDomain(
  bytes: Uint8Array,
  at: { start: number; end: number; other: number },
  length: number,
): boolean {
  if (at.end - at.start !== length) return false
  for (let i = 0; i < length; i++) {
    if ((bytes[at.start + i]! | LOWER) !== (bytes[at.other + i]! | LOWER)) return false
  }
  return true
}
