/** What these judgements answer for text beyond ASCII. */
export const NotAscii = -1
const Bad = 0

const [PLAIN, SIGN, HYPHEN, DOT, AT, BEYOND] = [1, 2, 3, 4, 5, 6] as const

/** What a byte may be in an address; 0: nothing. */
const ROLE = new Uint8Array(256)
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
  set(character, PLAIN)
for (const character of "!#$%&'*+/=?^_`{|}~") set(character, SIGN)
set('-', HYPHEN)
set('.', DOT)
set('@', AT)
ROLE.fill(BEYOND, 0x80)

function set(character: string, role: number): void {
  ROLE[character.charCodeAt(0)] = role
}

/**
 * Together with `isAsciiDomain` the same judgement as `isAddress`, on bytes: most addresses are plain, and a million
 * strings cost more than the check.
 * @returns the offset of the `@` behind a dot-atom, 0 if there is none, or `NotAscii`
 */
export function endOfLocalPart(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    while (ROLE[bytes[at]!] === PLAIN) at++
    if (at >= end) return Bad
    const role = ROLE[bytes[at]!]!
    if (role === BEYOND) return NotAscii
    if (role === 0) return Bad
    if (role >= DOT && (at === start || ROLE[bytes[at - 1]!] === DOT)) return Bad
    if (role === AT) return at
  }
  return Bad
}

/** Whether `[start, end)` is a domain: 1, 0, or `NotAscii`. */
export function isAsciiDomain(bytes: Uint8Array, start: number, end: number): number {
  let dots = 0
  let before: number = DOT
  for (let i = start; i < end; i++) {
    const role = ROLE[bytes[i]!]!
    if (role === BEYOND) return NotAscii
    if (role === PLAIN) before = PLAIN
    else if (role === HYPHEN && before !== DOT) before = HYPHEN
    else if (role === DOT && before === PLAIN) {
      before = DOT
      dots++
    } else return Bad
  }
  return before === PLAIN && dots > 0 ? 1 : Bad
}
