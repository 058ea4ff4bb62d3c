import { isAddress } from '../../batch/address.ts'
import { isUnflattened } from './cells.ts'

/** What Format-Table writes below its header, and how Format-List begins. */
const DASHES = /^[ \t]*-{2,}(?:[ \t]+-{2,})*[ \t]*\r?$/m
const NAME_AND_COLON = /^\s*\w+[ \t]+: /

/** Whether a text is what PowerShell shows on the screen, saved to a file. */
export function isScreenOutput(text: string): boolean {
  return DASHES.test(text) || NAME_AND_COLON.test(text)
}

/** What a cell holds in place of a domain or a word, as far as that is no secret: ": it is empty", or nothing. */
export function describeCell(text: string): string {
  if (/^\s*$/.test(text)) return ': it is empty'
  if (/^\s*-+\s*$|(?:\.\.\.|\u2026)\s*$/.test(text)) return ': it is screen output; use Export-Csv'
  if (isUnflattened(text)) return ': it is the name of a type; use Select-Object'
  return isAddress(text.trim()) ? ': it is an address' : ''
}
