import { LONGEST } from '../batch/address.ts'
import { trim } from '../batch/blanks.ts'
import { INVISIBLE, nameOfCharacter } from '../batch/characters.ts'

/** What is wrong with an address, and what to do about it. */
interface Fault {
  readonly why: string
  readonly cure: string
}

const REWRITE = 'Write it as user@contoso.com.'
const REMOVE = 'Remove it.'

/**
 * Says what is wrong without a word of what is written there: in a shifted row it may be a password. Only a character that
 * cannot be seen, or looks like another one, is named, with its place.
 */
export function faultOf(value: string): Fault {
  const parts = value.split('@')
  if (parts.length > 2) return { why: 'it has more than one @', cure: REWRITE }
  if (parts.length < 2) return { why: value.includes('\uff20') ? FULL_WIDTH : 'it has no @', cure: REWRITE }
  const [local = '', domain = ''] = parts
  const place = local === '' ? 'before' : domain === '' ? 'behind' : undefined
  if (place !== undefined) return { why: `nothing is ${place} the @`, cure: REWRITE }
  const strange = strangeCharacter(local, domain)
  if (strange !== undefined) return strange
  if (value.length > LONGEST) return { why: `it is longer than ${LONGEST} characters`, cure: REWRITE }
  const why = domain.includes('.') ? 'it has a character or a dot where none may be' : 'its domain has no dot'
  return { why, cure: REWRITE }
}

const FULL_WIDTH = `it has ${nameOfCharacter('\uff20')} in the place of the @`
const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'u')
const IN_LOCAL_PART = /[\p{ASCII}\p{L}\p{M}]/u
const IN_DOMAIN = /[\p{ASCII}\p{L}\p{M}\p{N}]/u

/** The first character that is white space, unseen, a quote around the address, or beyond ASCII and no letter. */
function strangeCharacter(local: string, domain: string): Fault | undefined {
  const at = Array.from(local).length
  const all = Array.from(`${local}@${domain}`)
  const index = all.findIndex((character, place) => {
    const isOuter = place === 0 || place === all.length - 1
    if (isOuter && /['"]/.test(character)) return true
    return isOdd(character) || !(place < at ? IN_LOCAL_PART : IN_DOMAIN).test(character)
  })
  if (index < 0) return undefined
  const [character, name] = [all[index]!, nameOfCharacter(all[index]!)]
  const edge = index === 0 ? ', the first one,' : index === all.length - 1 ? ', the last one,' : ''
  const place = `character ${index + 1}${edge}`
  if (trim(character) === '') return { why: `${place} is white space (${name})`, cure: REMOVE }
  if (UNSEEN.test(character)) return { why: `${place} cannot be seen (${name})`, cure: REMOVE }
  return { why: `${place} is ${name}`, cure: edge === '' ? REWRITE : REMOVE }
}

function isOdd(character: string): boolean {
  return trim(character) === '' || UNSEEN.test(character)
}
