import { hasEdgeBlank } from './blanks.ts'

/** The fewest characters of a password. https://learn.microsoft.com/exchange/mailbox-migration/csv-files-for-migration */
export const SHORTEST = 8

const QUOTE = 0x22

/**
 * Whether Exchange can set the text in `[start, end)`, which stands between a cell's quotes, as a password: long enough, and
 * without white space at its edges. Other rules are the tenant's own.
 */
export function mayBePassword(bytes: Uint8Array, start: number, end: number): boolean {
  return !hasEdgeBlank(bytes, start, end) && isLong(bytes, start, end)
}

/** Counts UTF-16 units, as .NET does, no further than it must; a doubled quote is one. */
function isLong(bytes: Uint8Array, start: number, end: number): boolean {
  let units = 0
  for (let at = start; at < end && units < SHORTEST; at++) {
    const byte = bytes[at]!
    if (byte >= 0xf0) units += 2
    else if ((byte & 0xc0) !== 0x80) units++
    if (byte === QUOTE) at++
  }
  return units >= SHORTEST
}
