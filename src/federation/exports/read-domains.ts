import { canonicalDomain, isDomain } from '../../batch/address.ts'
import { isFederatedBy } from '../answer.ts'
import type { ListedDomain } from '../domain-table.ts'
import type { DomainColumns } from './columns.ts'
import { type Export, NOTHING } from './export.ts'
import { describeCell } from './screen.ts'
import type { ExportRow, ExportTable } from './table.ts'

/** The domains in a list of them. */
export function readDomains(path: string, table: ExportTable, columns: DomainColumns): Export {
  const domains: ListedDomain[] = []
  const mistakes: string[] = []
  for (const row of table.rows) {
    const found = readDomain(row, table, columns)
    if (typeof found === 'string') mistakes.push(found)
    else domains.push(found)
  }
  const none = domains.every(({ federated }) => federated === undefined) && mistakes.length === 0
  return { ...NOTHING, domains, mistakes: none ? [`${path} has no domain that is verified.`] : mistakes }
}

/** A domain that the tenant has not proved to own is left open: nobody can sign in with it here. */
function readDomain(
  { place, cell }: ExportRow,
  { names, partial }: ExportTable,
  { domain, authentication, verified }: DomainColumns,
): ListedDomain | string {
  const [name = ''] = cell(domain)
  const [word = ''] = cell(authentication)
  const [proof = ''] = verified === undefined ? [] : cell(verified)
  if (!isDomain(name)) return `${place}: ${names[domain]} is not a domain${describeCell(name)}.`
  const listed = { name: canonicalDomain(name), source: place, ...(partial && { alone: true }) }
  if (/^(?:false|unverified)$/i.test(proof)) return { ...listed, federated: undefined }
  const federated = isFederatedBy(word) ?? ANSWERS.get(word.toLowerCase())
  if (federated !== undefined) return { ...listed, federated }
  const words = /^federated$/i.test(names[authentication]!) ? 'Yes nor No' : 'Federated nor Managed'
  return `${place}: ${names[authentication]} is neither ${words}${describeCell(word)}.`
}

/** The admin centre asks "federated?". */
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
])
