import { domainOf } from '../../src/batch/address.ts'
import type { Directory } from '../../src/federation/directory.ts'
import { type FederatedDomains, readFederatedDomains } from '../../src/federation/domains.ts'
import { readExport } from '../../src/federation/exports/read-export.ts'
import { clouds } from '../../src/federation/microsoft/clouds.ts'
import { type Opened, openDirectory } from '../../src/federation/open.ts'

/** A list of federated domains without a mistake. */
export function listOf(text: string): FederatedDomains {
  const list = readFederatedDomains(text)
  if ('mistakes' in list) throw new Error(list.mistakes.join('\n'))
  return list
}

/** Exports by their paths, as text or as bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Opens a directory of nothing but exports. */
export async function openExports(
  files: Files,
  list = 'auto',
): Promise<Opened | { readonly mistakes: readonly string[] }> {
  const exports = Object.entries(files).map(([path, file]) => readExport(path, Buffer.from(file)))
  return openDirectory({
    list: listOf(list),
    exports: await Promise.all(exports),
    cloud: clouds.global,
    app: undefined,
  })
}

/** The directory of exports without a mistake. */
export async function directoryOf(files: Files, list?: string): Promise<Directory> {
  const opened = await openExports(files, list)
  if ('mistakes' in opened) throw new Error(opened.mistakes.join('\n'))
  return opened.directory
}

/** Somebody with a valid address, as a batch's row asks about. */
export function userOf(address: string): { readonly user: string; readonly domain: string } {
  return { user: address, domain: domainOf(address) }
}
