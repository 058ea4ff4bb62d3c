/** What `asciiDomain` answers for an address with characters beyond ASCII. */
export const NotAscii = -1
const Bad = 0

const [LETTER, SIGN, HYPHEN, DOT, AT, BEYOND] = [1, 2, 3, 4, 5, 6] as const

/** What a byte may be in an address; 0: nothing. */
const ROLE = new Uint8Array(256)
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
  set(character, LETTER)
for (const character of "!#$%&'*+/=?^_`{|}~") set(character, SIGN)
set('-', HYPHEN)
set('.', DOT)
set('@', AT)
ROLE.fill(BEYOND, 0x80)

function set(character: string, role: number): void {
  ROLE[character.charCodeAt(0)] = role
}

/**
 * The same judgement as `isAddress`, on bytes: most addresses are plain, and a million strings cost more than
 * the check.
 * @returns where the domain begins, 0 for no address, or `NotAscii`
 */
export function asciiDomain(bytes: Uint8Array, start: number, end: number): number {
  const at = endOfLocalPart(bytes, start, end)
  if (at <= 0) return at
  let dots = 0
  let before: number = DOT
  for (let i = at + 1; i < end; i++) {
    const role = ROLE[bytes[i]!]!
    if (role === BEYOND) return NotAscii
    if (role === LETTER) before = LETTER
    else if (role === HYPHEN && before !== DOT) before = HYPHEN
    else if (role === DOT && before === LETTER) {
      before = DOT
      dots++
    } else return Bad
  }
  return before === LETTER && dots > 0 && end - start <= 254 ? at + 1 : Bad
}

/** The offset of the `@` behind a dot-atom. */
function endOfLocalPart(bytes: Uint8Array, start: number, end: number): number {
  let before: number = DOT
  for (let i = start; i < end; i++) {
    const role = ROLE[bytes[i]!]!
    if (role === BEYOND) return NotAscii
    if (role === AT) return before === DOT ? Bad : i
    if (role === 0 || (role === DOT && before === DOT)) return Bad
    before = role
  }
  return Bad
}
