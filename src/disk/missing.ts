import { nearest } from '../batch/names.ts'
import { type Child, childrenOf } from './children.ts'
import { below, isLink, look, partsOf } from './look.ts'

/** A clause that says why nothing is at a path: a link in it leads nowhere, or only a name like it is there. */
export function sayMissing(folder: string, path: string, noun: string): string {
  for (const { parent, name } of partsOf(path)) {
    const place = below(parent, name)
    if (look(folder, place) !== undefined) continue
    if (isLink(folder, place)) return `${place} is a link that leads nowhere`
    const meant = similar(folder, parent, name)
    return `there is no such ${noun}${meant === undefined ? '' : ` (did you mean ${below(parent, meant)}?)`}`
  }
  return `there is no such ${noun}`
}

/** The name in a folder that was probably meant: one with an ending that Windows hides, or a few letters off. */
function similar(folder: string, parent: string, name: string): string | undefined {
  const children = childrenIfAny(folder, parent).filter(({ broken }) => broken === undefined)
  const names = new Map(children.map((child) => [child.name.toLowerCase(), child.name]))
  const known = [...names.keys()]
  const meant = known.find((each) => each.startsWith(`${name.toLowerCase()}.`)) ?? nearest(name, known)
  return meant && names.get(meant)
}

function childrenIfAny(folder: string, path: string): Child[] {
  try {
    return childrenOf(folder, path)
  } catch {
    return []
  }
}

/** The name along a path that may be meant instead: one that is not Unicode reaches a program as its look-alike. */
export function brokenAlike(folder: string, path: string): string | undefined {
  for (const { parent, name } of partsOf(path)) {
    if (!name.includes('\ufffd')) continue
    const alike = childrenIfAny(folder, parent).find((child) => child.name === name && child.broken)
    if (alike) return alike.broken
  }
  return undefined
}
