import type { Column } from '../../batch/kinds.ts'
import { columnOf } from '../../batch/names.ts'

/** The columns that are read of a list of domains. */
export interface DomainColumns {
  readonly holds: 'domains'
  readonly domain: number
  readonly authentication: number
  /** Whether the tenant has proved to own the domain. */
  readonly verified: number | undefined
}

/** The columns that are read of a list of users. */
export interface UserColumns {
  readonly holds: 'users'
  readonly signInName: number
  readonly addresses: readonly number[]
  /** Those of them that hold all addresses of a user. */
  readonly lists: readonly number[]
}

/**
 * The names of columns, in small letters without blanks: Get-MgDomain, Get-AzureADDomain, Get-MsolDomain and the admin
 * centre; Get-MgUser, Get-ADUser, Get-Mailbox, Get-MailUser, Get-EXOMailbox and the admin centres.
 */
const NAMES = {
  domain: ['domainname', 'name', 'id'],
  authentication: ['authenticationtype', 'authentication', 'federated'],
  verified: ['isverified', 'status'],
  signInName: ['userprincipalname'],
  addresses: [
    'mail',
    'emailaddress',
    'primarysmtpaddress',
    'windowsemailaddress',
    'emailaddresses',
    'proxyaddresses',
  ],
  lists: ['emailaddresses', 'proxyaddresses'],
} as const

/** Tells domains and users apart by the names of the columns; a batch, and a file that has neither, is no such export. */
export function columnsOf(names: readonly string[]): DomainColumns | UserColumns | undefined {
  if (names.some((name) => OF_A_BATCH.has(columnOf(name)))) return undefined
  const plain = names.map(plainName)
  const find = (wanted: readonly string[]) => {
    const name = wanted.find((each) => plain.includes(each))
    return name === undefined ? undefined : plain.indexOf(name)
  }
  const signInName = find(NAMES.signInName)
  const findAll = (wanted: readonly string[]) =>
    wanted.map((name) => plain.indexOf(name)).filter((index) => index >= 0)
  const [addresses, lists] = [findAll(NAMES.addresses), findAll(NAMES.lists)]
  if (signInName !== undefined && addresses.length > 0)
    return { holds: 'users', signInName, addresses, lists }

  const [domain, authentication] = [find(NAMES.domain), find(NAMES.authentication)]
  if (signInName !== undefined || domain === undefined || authentication === undefined) return undefined
  return { holds: 'domains', domain, authentication, verified: find(NAMES.verified) }
}

const OF_A_BATCH = new Set<Column | undefined>(['ForceChangePassword', 'Password'])

/** The name of a wanted column that stands there twice. */
export function repeatedName(names: readonly string[]): string | undefined {
  const wanted = names.filter((name) => WANTED_NAMES.has(plainName(name)))
  const plain = wanted.map(plainName)
  return wanted.find((_, index) => plain.indexOf(plain[index]!) < index)
}

/** What was looked for, in words. */
export const WANTED =
  'Looked for the columns Id, Name or Domain Name with AuthenticationType or Authentication (domains), or ' +
  'UserPrincipalName with Mail, EmailAddress, PrimarySmtpAddress, EmailAddresses or ProxyAddresses (users)'

/** Which columns there are; a name that nobody knows may be anything, a password too, and is only counted. */
export function describeNames(names: readonly string[]): string {
  const known = names.filter((name) => columnOf(name) ?? KNOWN.has(plainName(name)))
  const others = names.length - known.length
  const counted = `${others}${known.length > 0 ? ' other' : ''} ${others === 1 ? 'column' : 'columns'}`
  return [...known, ...(others > 0 ? [counted] : [])].join(', ')
}

const WANTED_NAMES = new Set<string>(Object.values(NAMES).flat())
const KNOWN = new Set<string>([...WANTED_NAMES, 'displayname'])

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_]/g, '')
}
