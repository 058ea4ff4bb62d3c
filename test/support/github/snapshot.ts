import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Notes } from './requests.ts'
import type { World } from './world.ts'

/** Remembers a world as it is; the function brings it back, so that many runs can have it one after the other. */
export async function remember(world: World, notes: Notes): Promise<() => Promise<void>> {
  const { pulls, suites, statuses, checkRuns, signed, permissions, protections } = world
  const { requests, unexpected, violations, hooks, used } = notes
  const lists = [pulls, suites, statuses, requests, unexpected, violations, hooks].map(rememberList)
  const runs = checkRuns.map((run) => ({ ...run }))
  const [known, rules] = [[...signed], [...protections]]
  const restoreRefs = await rememberRefs(world.git.folder)
  const kept = structuredClone({ permissions, used })
  return async () => {
    for (const restore of lists) restore()
    checkRuns.splice(0, Infinity, ...runs.map((run) => ({ ...run })))
    signed.clear()
    for (const sha of known) signed.add(sha)
    protections.clear()
    for (const [branch, all] of rules) protections.set(branch, all)
    Object.assign(permissions, kept.permissions)
    Object.assign(used, kept.used)
    await restoreRefs()
  }
}

function rememberList(list: unknown[]): () => void {
  const kept = [...list]
  return () => list.splice(0, Infinity, ...kept)
}

/** Refs are files, because nobody packs them. */
async function rememberRefs(folder: string): Promise<() => Promise<void>> {
  const [refs, kept] = [join(folder, 'refs'), join(folder, 'kept-refs')]
  await cp(refs, kept, { recursive: true })
  return async () => {
    await rm(refs, { recursive: true })
    await cp(kept, refs, { recursive: true })
  }
}
