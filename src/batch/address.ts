import { domainToASCII } from 'node:url'
import { INVISIBLE } from './characters.ts'

/** The most characters of an address. */
export const LONGEST = 254

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~\\-\\p{L}\\p{M}]+"
const LETTER = '[a-z0-9\\p{L}\\p{M}\\p{N}]'
const LABEL = `${LETTER}+(?:-+${LETTER}+)*`
const DOMAIN = `${LABEL}(?:\\.${LABEL})+`
const ASCII_DOMAIN = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)+$/
const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'u')
const BEYOND_ASCII = /[^\0-\x7f]/

/** Made when it is first needed: the tables of all scripts take longer than a small batch. */
let pattern: RegExp | undefined

/**
 * Whether Exchange can take `value` as an SMTP address: one `@`, an RFC 5321 dot-atom (or letters beyond
 * ASCII) before it, a domain of two labels or more after it, at most 254 characters.
 */
export function isAddress(value: string): boolean {
  pattern ??= new RegExp(`^${ATOM}(?:\\.${ATOM})*@${DOMAIN}$`, 'iu')
  return value.length <= LONGEST && pattern.test(value) && !UNSEEN.test(value)
}

/** Whether `value` is a domain of two labels or more, in letters of any script. */
export function isDomain(value: string): boolean {
  const name = canonicalDomain(value)
  return name.length <= 253 && ASCII_DOMAIN.test(name)
}

/** A domain in the one form that domains are compared in: lower case, A-labels, no dot at its end. */
export function canonicalDomain(domain: string): string {
  const name = domain.toLowerCase().replace(/\.$/, '')
  return (BEYOND_ASCII.test(name) && domainToASCII(name)) || name
}

/** The domain of an address, in the form that domains are compared in. */
export function domainOf(address: string): string {
  return canonicalDomain(address.slice(address.lastIndexOf('@') + 1))
}
