/** The domains of a column of addresses, each kept once. */
export interface Domains {
  /** Canonical names; the index is the domain's number. */
  readonly names: readonly string[]
  /** Per row with slots: the number of its domain plus one, or 0. */
  readonly ofRow: Uint32Array
  /** Notes the domain in `[start, end)` if it was met before; tells whether it was. */
  recall(row: number, start: number, end: number): boolean
  /** Notes the ASCII domain in `[start, end)`. */
  add(row: number, start: number, end: number): void
  /** Notes a domain by its canonical name. */
  addName(row: number, name: string): void
}

/** Slots of the small table that spares most rows the judgement and a string. */
const CACHE = 256

/** No domains yet, for `rows` rows of `bytes`. */
export function createDomains(bytes: Uint8Array, rows: number): Domains {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const ofRow = new Uint32Array(rows)
  const cached = new Uint32Array(CACHE)

  function addName(row: number, name: string): number {
    const number = numbers.get(name) ?? names.push(name)
    numbers.set(name, number)
    ofRow[row] = number
    return number
  }

  return {
    names,
    ofRow,
    addName,
    recall(row, start, end) {
      const number = cached[placeOf(bytes, start, end)]!
      if (number === 0 || !isName(bytes, { start, end, name: names[number - 1]! })) return false
      ofRow[row] = number
      return true
    },
    add(row, start, end) {
      const name = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
        .toString()
        .toLowerCase()
      cached[placeOf(bytes, start, end)] = addName(row, name)
    },
  }
}

/** Where a domain is kept: a wrong guess costs time only. */
function placeOf(bytes: Uint8Array, start: number, end: number): number {
  return (
    (end - start + bytes[start]! * 7 + bytes[start + 1]! * 31 + bytes[(start + end) >> 1]! * 13) & (CACHE - 1)
  )
}

/** Whether the bytes are the name, letters in any case. */
function isName(bytes: Uint8Array, at: { start: number; end: number; name: string }): boolean {
  const { start, end, name } = at
  if (end - start !== name.length) return false
  for (let i = 0; i < name.length; i++) {
    const byte = bytes[start + i]!
    const code = name.charCodeAt(i)
    if (byte !== code && !(byte + 0x20 === code && byte >= 0x41 && byte <= 0x5a)) return false
  }
  return true
}
