import { nearest } from '../batch/names.ts'
import { isUnder } from './domain-table.ts'

/** How many domains a sentence names, and how many of a run are compared with them, for time's sake. */
const NAMED = 5
const COMPARED = 1000

/**
 * Says which domains of the list nobody is in, each with the one that was probably meant.
 * @param names canonical names of the list
 * @param domains those of the users, most users first; none: there is nothing to compare with
 */
export function noteIdle(names: readonly string[], domains: readonly string[]): string[] {
  if (domains.length === 0) return []
  const idle = names.filter((name) => !domains.some((domain) => isUnder(domain, name)))
  const unlisted = domains.slice(0, COMPARED).filter((domain) => !names.some((name) => isUnder(domain, name)))
  const meant = new Map(idle.map((name) => [name, nearest(name, unlisted)]))
  const near = idle.filter((name) => meant.get(name) !== undefined)
  const told = near.slice(0, NAMED)
  const rest = [...near.slice(NAMED), ...idle.filter((name) => meant.get(name) === undefined)]
  return [
    ...told.map(
      (name) =>
        `No user of these batches is in ${name}, which ${LIST} names: did you mean ${meant.get(name)}?`,
    ),
    ...(rest.length > 0 ? [`No user of these batches is in ${inShort(rest)}, which ${LIST} names.`] : []),
  ]
}

const LIST = 'federated-domains'

function inShort(names: readonly string[]): string {
  if (names.length > NAMED)
    return `${names.slice(0, NAMED).join(', ')} or ${names.length - NAMED} more domains`
  return [...(names.length > 1 ? [names.slice(0, -1).join(', ')] : []), names.at(-1)].join(' or ')
}
