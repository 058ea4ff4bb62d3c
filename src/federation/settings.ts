import { posix } from 'node:path'
import { isDomain } from '../batch/address.ts'
import { type Given, linesOf, mistake, oneOf, type Reading } from '../given.ts'
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

const cloudNames = ['global', 'usgov', 'china'] as const satisfies readonly (keyof typeof clouds)[]

export const federationReaders: Readonly<Record<string, Reader>> = {
  'federated-domains': readDomains,
  'directory-export': readExports,
  'tenant-id': readTenant,
  'client-id': readClient,
  cloud: (given) => oneOf(given, cloudNames, (name) => ({ cloud: clouds[name] })),
}

function readDomains({ value, where }: Given) {
  const list = readFederatedDomains(Array.isArray(value) ? value.join(',') : String(value))
  return 'mistakes' in list
    ? mistake(...list.mistakes.map((each) => `${where}: ${each}`))
    : { federatedDomains: list }
}

function readExports({ value, where, key }: Given) {
  const paths = linesOf(value)
  if (paths !== undefined && paths.length > 0)
    return { directoryExports: [...new Set(paths.map((path) => posix.normalize(path)))] }
  return mistake(`${where}: ${key} names no file. Write paths such as exports/domains.csv, one per line.`)
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readTenant({ value, where, key }: Given) {
  const tenantId = String(value).trim()
  if (GUID.test(tenantId) || isDomain(tenantId)) return { tenantId }
  return mistake(
    `${where}: ${key} must be the ID of your tenant, such as 11111111-2222-3333-4444-555555555555, or a domain of it.`,
  )
}

function readClient({ value, where, key }: Given) {
  const clientId = String(value).trim()
  if (GUID.test(clientId)) return { clientId }
  return mistake(
    `${where}: ${key} must be the application (client) ID of the app, such as 11111111-2222-3333-4444-555555555555.`,
  )
}
