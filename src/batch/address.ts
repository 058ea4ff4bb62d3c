import { domainToASCII } from 'node:url'

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~\\-\\p{L}\\p{M}]+"
const LETTER = '[a-z0-9\\p{L}\\p{M}\\p{N}]'
const LABEL = `${LETTER}+(?:-+${LETTER}+)*`
const DOMAIN = `${LABEL}(?:\\.${LABEL})+`
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@${DOMAIN}$`, 'iu')
const ONLY_DOMAIN = new RegExp(`^${DOMAIN}$`, 'iu')

/**
 * Whether Exchange can take `value` as an SMTP address: one `@`, an RFC 5321 dot-atom (or letters beyond
 * ASCII) before it, a domain of two labels or more after it, at most 254 characters.
 */
export function isAddress(value: string): boolean {
  return value.length <= 254 && ADDRESS.test(value)
}

/** Whether `value` is a domain of two labels or more, in letters of any script. */
export function isDomain(value: string): boolean {
  return value.length <= 253 && ONLY_DOMAIN.test(value)
}

/** A domain in the one form that domains are compared in: lower case, A-labels, no dot at its end. */
export function canonicalDomain(domain: string): string {
  const name = domain.toLowerCase().replace(/\.$/, '')
  return domainToASCII(name) || name
}

/** The domain of an address, in the form that domains are compared in. */
export function domainOf(address: string): string {
  return canonicalDomain(address.slice(address.lastIndexOf('@') + 1))
}
