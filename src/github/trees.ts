import { InputError } from '../mistakes.ts'
import { byPath, type Entry } from '../source.ts'
import type { GitHub } from './client.ts'
import { isUnknown, refusalOf } from './refusal.ts'

/** The modes of regular files; links and submodules have no bytes of their own. */
const FILES = new Set(['100644', '100755'])

/** What a commit holds. */
export interface Tree {
  /** Regular files in path order. */
  readonly files: readonly Entry[]
  /** Links and submodules in path order. */
  readonly links: readonly Entry[]
}

/**
 * Lists everything that a commit holds. GitHub cuts a listing off at 100,000 entries or 7 MB
 * (https://docs.github.com/rest/git/trees#get-a-tree); then every folder is listed by itself.
 * @throws InputError if GitHub refuses, or one folder alone is too large to be listed
 */
export async function listTree(gitHub: GitHub, commit: string): Promise<Tree> {
  try {
    return await sortedTree(gitHub, commit)
  } catch (error) {
    throw sayRefused(error, commit)
  }
}

/**
 * The same, or nothing if GitHub does not know the commit.
 * @throws InputError as `listTree`
 */
export async function findTree(gitHub: GitHub, commit: string): Promise<Tree | undefined> {
  try {
    return await sortedTree(gitHub, commit)
  } catch (error) {
    if (isUnknown(error)) return undefined
    throw sayRefused(error, commit)
  }
}

async function sortedTree(gitHub: GitHub, commit: string): Promise<Tree> {
  const entries = (await listBelow(gitHub, commit, '')).sort(byPath)
  return {
    files: entries.filter(({ mode }) => FILES.has(mode)),
    links: entries.filter(({ mode }) => !FILES.has(mode)),
  }
}

function sayRefused(error: unknown, commit: string): InputError {
  if (error instanceof InputError) return error
  return new InputError([refusalOf(error, `list the files of commit ${commit}`, 'contents: read')])
}

/** @param folder its path with a slash at the end; empty for the root */
async function listBelow(gitHub: GitHub, sha: string, folder: string): Promise<Entry[]> {
  const all = await getTree(gitHub, sha, true)
  if (!all.truncated) return toEntries(all, folder)
  const direct = await getTree(gitHub, sha, false)
  if (direct.truncated)
    throw new InputError([
      `${folder || 'The root folder'} holds more files than GitHub lists, so they cannot be checked. Split it into several folders.`,
    ])
  const entries = toEntries(direct, folder)
  for (const { type, sha: below, path } of direct.tree)
    if (type === 'tree') entries.push(...(await listBelow(gitHub, below!, `${folder}${path}/`)))
  return entries
}

async function getTree({ read, owner, repo }: GitHub, sha: string, recursive: boolean) {
  const asked = { owner, repo, tree_sha: sha, ...(recursive && { recursive: 'true' }) }
  return (await read.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', asked)).data
}

function toEntries({ tree }: Awaited<ReturnType<typeof getTree>>, folder: string): Entry[] {
  return tree
    .filter(({ type }) => type !== 'tree')
    .map(({ path, sha, size = 0, mode }) => ({
      path: folder + path,
      id: sha!,
      size,
      mode: mode!,
      named: false,
    }))
}
