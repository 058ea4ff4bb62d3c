import { isAddress } from '../../batch/address.ts'
import type { ListedUser } from '../user-list.ts'
import { addressesIn, isUnflattened, isUnreadable } from './cells.ts'
import type { UserColumns } from './columns.ts'
import { type Export, NOTHING } from './export.ts'
import type { ExportTable } from './table.ts'

/** The users in a list of them. */
export function readUsers(path: string, table: ExportTable, columns: UserColumns): Export {
  const users: ListedUser[] = []
  const mistakes: string[] = []
  const nameless: string[] = []
  const unread: string[] = []
  for (const { place, cell } of table.rows) {
    const signInName = (cell(columns.signInName)[0] ?? '').trim()
    const cells = columns.addresses.flatMap(cell)
    const addresses = cells.flatMap(addressesIn)
    if ([signInName, ...cells].some((text) => text.includes('\ufffd')))
      mistakes.push(`${place} ${NOT_UNICODE}`)
    if (cells.some(isUnreadable)) unread.push(place)
    if (addresses.length > 0 && isAddress(signInName)) users.push({ signInName, addresses, place })
    else if (addresses.length > 0) nameless.push(place)
  }
  const advice = adviseOn(path, table, columns)
  if (users.length === 0 && mistakes.length === 0) {
    mistakes.push(
      ...(advice.length > 0 ? advice : [`${path} has no user with a sign-in name and an address.`]),
    )
  }
  const notes = [
    ...inOneNote(nameless, 'no UserPrincipalName that can be used, so the domain of the address decides'),
    ...inOneNote(unread, 'a cell in which no address can be read'),
  ]
  return mistakes.length > 0 ? { ...NOTHING, mistakes } : { ...NOTHING, users, notes: [...notes, ...advice] }
}

const NOT_UNICODE =
  'has a name or an address with bytes that are not Unicode. Export it again with -Encoding UTF8, or save it as UTF-8.'

function inOneNote([first, ...others]: readonly string[], what: string): string[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`
  return [`${first} has ${what}${more}.`]
}

/** How columns can be exported that do not hold what they should. */
function adviseOn(path: string, { names, rows }: ExportTable, { addresses, lists }: UserColumns): string[] {
  const unflattened = addresses.filter((column) => rows.some(({ cell }) => cell(column).some(isUnflattened)))
  const empty = lists.filter((column) => rows.every(({ cell }) => cell(column).every((text) => text === '')))
  return [
    ...unflattened.map((column) => {
      const name = names[column]!
      const flat = `Select-Object UserPrincipalName, @{n='${name}';e={$_.${name} -join ';'}}`
      return `${path}: ${name} holds the name of a list, or only its beginning, as PowerShell writes lists. Export it again with ${flat}, beside the other columns.`
    }),
    ...empty.map(
      (column) =>
        `${path}: ${names[column]} is empty in every row, so users are known by one address at most. Get-MgUser fills ProxyAddresses only with -Property UserPrincipalName, Mail, ProxyAddresses.`,
    ),
  ]
}
