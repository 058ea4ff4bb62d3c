import { isAddress } from '../../batch/address.ts'

/** What stands between addresses; a blank or a plus sign only before the kind of the next one. */
const SEPARATOR = /[,;\r\n]+|[\s+]+(?=[a-z0-9]+:)/i
const OF_A_KIND = /^\s*([a-z0-9]+):(.*)$/is

/**
 * The SMTP addresses in a cell: one, or a list separated by blanks, commas, semicolons, line ends or, before a prefix, plus
 * signs (Microsoft 365 admin centre). `SMTP:` and `smtp:` are removed; what has another prefix is no address of a mailbox.
 */
export function addressesIn(cell: string): string[] {
  return partsOf(cell).flatMap(addressesInPart)
}

/** A list's own braces are those around it; an address may have some, too. */
function partsOf(cell: string): string[] {
  return cell.replace(/^\s*\{(.*)\}\s*$/s, '$1').split(SEPARATOR)
}

function addressesInPart(part: string): string[] {
  const { isOther, rest } = kindOf(part)
  return isOther ? [] : rest.split(/\s+/).filter(isAddress)
}

function kindOf(part: string): { readonly isOther: boolean; readonly rest: string } {
  const [, kind = 'smtp', rest = part] = OF_A_KIND.exec(part) ?? []
  return { isOther: kind.toLowerCase() !== 'smtp', rest }
}

/** Whether a cell holds something, but neither an address nor anything of another kind. */
export function isUnreadable(cell: string): boolean {
  if (/^[\s{}]*$/.test(cell) || isUnflattened(cell)) return false
  return partsOf(cell).every((part) => !kindOf(part).isOther && addressesInPart(part).length === 0)
}

/** Whether PowerShell wrote the name of a list's type in place of the list, or only the beginning of the list. */
export function isUnflattened(cell: string): boolean {
  return /^(?:System|Microsoft)\.[^@\s]+$|^\{.*(?:\.\.\.|\u2026)\}$/.test(cell.trim())
}
