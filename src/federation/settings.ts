import { isAbsolute, posix } from 'node:path'
import { isDomain } from '../batch/address.ts'
import { type Given, linesOf, mistake, oneOf, type Reading, writtenIn } from '../given.ts'
import { type FederatedDomains, readFederatedDomains } from './domains.ts'
import { type Cloud, clouds } from './microsoft/clouds.ts'

/** By what it can be known who is federated. */
export interface FederationSettings {
  readonly federatedDomains: FederatedDomains
  /** Paths of exported domain and user lists. */
  readonly directoryExports: readonly string[]
  /** The tenant and the app in it that may ask Microsoft Graph; both or neither. */
  readonly tenantId: string | undefined
  readonly clientId: string | undefined
  readonly cloud: Cloud
}

export const federationDefaults: FederationSettings = {
  federatedDomains: readFederatedDomains('auto') as FederatedDomains,
  directoryExports: [],
  tenantId: undefined,
  clientId: undefined,
  cloud: clouds.global,
}

type Reader = (given: Given) => Reading<Partial<FederationSettings>>

const cloudNames = [
  'global',
  'usgov',
  'usgov-dod',
  'china',
] as const satisfies readonly (keyof typeof clouds)[]

export const federationReaders: Readonly<Record<string, Reader>> = {
  'federated-domains': readDomains,
  'directory-export': readExports,
  'tenant-id': readTenant,
  'client-id': readClient,
  cloud: (given) => oneOf(given, cloudNames, (name) => ({ cloud: clouds[name] })),
}

function readDomains({ value, where, key }: Given) {
  const entries = linesOf(value)
  if (entries === undefined) return mistake(`${where}: ${key} is a list such as contoso.com,fabrikam.com.`)
  const list = readFederatedDomains(entries.join(','))
  return 'mistakes' in list
    ? mistake(...list.mistakes.map((each) => `${where}: ${each}`))
    : { federatedDomains: list }
}

function readExports({ value, where, key, base = '' }: Given) {
  const paths = linesOf(value)
  if (paths !== undefined && paths.length > 0)
    return { directoryExports: [...new Set(paths.map((path) => pathFrom(base, path)))] }
  return mistake(`${where}: ${key} names no file. Write paths such as exports/domains.csv, one per line.`)
}

function pathFrom(base: string, path: string): string {
  return isAbsolute(path) ? posix.normalize(path) : posix.join(base, path)
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readTenant(given: Given) {
  const { where, key } = given
  const tenantId = writtenIn(given)
  if (GUID.test(tenantId) || isDomain(tenantId)) return { tenantId }
  return mistake(
    `${where}: ${key} must be the ID of your tenant, such as 11111111-2222-3333-4444-555555555555, or a domain of it.`,
  )
}

function readClient(given: Given) {
  const { where, key } = given
  const clientId = writtenIn(given)
  if (GUID.test(clientId)) return { clientId }
  return mistake(
    `${where}: ${key} must be the application (client) ID of the app, such as 11111111-2222-3333-4444-555555555555.`,
  )
}
