import { canonicalDomain, isDomain } from '../batch/address.ts'

/** The name of the list's setting. */
export const LIST = 'federated-domains'

const WORDS = new Set(['*', 'none', 'auto', 'exports'])

/** Endings of files that are no domains of the internet. */
const FILE = /[/\\]|\.(?:txt|csv|tsv|json|xml|ya?ml|xlsx?|log)$/i

/** Whether an entry of the list names a domain. */
export function isName(entry: string): boolean {
  return !WORDS.has(entry.toLowerCase())
}

/** The canonical name in an entry. */
export function nameOf(entry: string): string {
  return canonicalDomain(entry.replace(/^!/, ''))
}

/** What is wrong with the entries of a list; they are named by their number, since nobody knows what they may be. */
export function mistakesIn(entries: readonly string[]): string[] {
  if (entries.length === 0) return [`${LIST} is empty. ${CURE}`]
  const numbered = entries.map((entry, index) => ({ entry, number: index + 1 }))
  return [
    ...numbered.flatMap(({ entry, number }) => mistakesOfEntry(entry, number)),
    ...mistakesOfWords(entries),
    ...contradictions(entries),
  ]
}

const CURE =
  'Write domains separated by commas, such as contoso.com,!eu.contoso.com, or * for all, none, auto or exports.'

function mistakesOfEntry(entry: string, number: number): string[] {
  const name = entry.replace(/^!/, '').replace(/\.$/, '')
  if (!isName(entry)) return []
  if (!/:\/\//.test(name) && FILE.test(name)) {
    const cure = 'Write the domains themselves, separated by commas, or give an export in directory-export.'
    return [`${LIST}: entry ${number} is the name of a file, which is not read here. ${cure}`]
  }
  if (isDomain(name)) return []
  if (isDomain(name.replace(/^(\*\.|@|.*@)/, ''))) {
    const cure = 'Sub-domains and all their users are included: write just the domain.'
    return [`${LIST}: entry ${number} is not a domain. ${cure}`]
  }
  return [`${LIST}: entry ${number} is not a domain. ${CURE}`]
}

/** What is wrong with the words of the list that are no domains, and with a list that lacks one. */
function mistakesOfWords(entries: readonly string[]): string[] {
  const has = (word: string) => entries.includes(word)
  const alone = has('none') && entries.length > 1
  const both = has('auto') && has('exports')
  const onlyExcludes = entries.every((entry) => entry.startsWith('!') && isDomain(entry.slice(1)))
  return [
    ...(alone
      ? [`${LIST}: none means that no domain is federated, so it stands alone. Remove it or the rest.`]
      : []),
    ...(both
      ? [`${LIST}: auto asks exports, too, and the sign-in service after them. Remove auto or exports.`]
      : []),
    ...(onlyExcludes
      ? [
          `${LIST} only excludes domains, so no domain is federated. Write auto,!eu.contoso.com to ask about the others.`,
        ]
      : []),
  ]
}

function contradictions(entries: readonly string[]): string[] {
  const names = entries.filter(isName)
  return [...new Set(names.map(nameOf))].flatMap((name) => {
    const numbers = entries.flatMap((entry, index) =>
      isName(entry) && nameOf(entry) === name ? [index + 1] : [],
    )
    const signs = new Set(numbers.map((number) => entries[number - 1]!.startsWith('!')))
    if (signs.size < 2) return []
    const which = `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
    return [`${LIST}: entries ${which} are one domain, with and without "!". Remove one of them.`]
  })
}
