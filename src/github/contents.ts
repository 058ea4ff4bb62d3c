import { InputError } from '../mistakes.ts'
import { byPath, type Content, type Entry } from '../source.ts'
import { fetchBlob, fetchTexts, isBlob, MOST_TEXT } from './blobs.ts'
import { type GitHub, refusalOf } from './client.ts'
import type { PullRequest } from './event.ts'

/** The most files GitHub lists for a pull request. https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MOST_FILES = 3000
/** How much one query asks for. */
const MOST_OF_A_QUERY = { blobs: 100, bytes: 2_000_000 }
/** The modes of regular files; links and submodules have no bytes of their own. */
const FILES = new Set(['100644', '100755'])

/** What a pull request changes. */
export interface Changed {
  /** Regular files as they are at the head, in path order. */
  readonly entries: Entry[]
  /** Paths of links and submodules. */
  readonly skipped: string[]
  /** All other regular files of the head, in path order, whether wanted or not. */
  readonly others: Entry[]
  /** Paths of what it removes, also by a new name. */
  readonly removed: string[]
}

/**
 * Lists what the pull request changes and `wanted` matches and, if there is any of that, what else there is.
 * @throws InputError if GitHub refuses, or cannot list all of it
 */
export async function listChanged(
  gitHub: GitHub,
  pull: PullRequest,
  wanted: (path: string) => boolean,
): Promise<Changed> {
  const paths = new Set((await listPaths(gitHub, pull)).filter(wanted))
  if (paths.size === 0) return { entries: [], skipped: [], others: [], removed: [] }
  const tree = await listTree(gitHub, pull.head)
  const there = new Set(tree.map(({ path }) => path))
  const files = tree.filter(({ mode }) => FILES.has(mode)).sort(byPath)
  const links = tree.filter(({ mode }) => !FILES.has(mode))
  return {
    entries: files.filter(({ path }) => paths.has(path)),
    skipped: links.filter(({ path }) => paths.has(path)).map(({ path }) => path),
    others: files.filter(({ path }) => !paths.has(path)),
    removed: [...paths].filter((path) => !there.has(path)),
  }
}

async function listPaths({ api, owner, repo }: GitHub, { number }: PullRequest): Promise<string[]> {
  const files: { readonly filename: string; readonly previous_filename?: string }[] = []
  const asked = { owner, repo, pull_number: number, per_page: 100 }
  try {
    // Not by Octokit's paginate, which takes a 409 for an empty list.
    for (let page = 1, more = true; more; page++) {
      const { data, headers } = await api.rest.pulls.listFiles({ ...asked, page })
      files.push(...data)
      more = headers.link?.includes('rel="next"') ?? false
    }
  } catch (error) {
    throw new InputError([
      refusalOf(error, `list the files of pull request ${number}`, 'pull-requests: read'),
    ])
  }
  if (files.length < MOST_FILES) {
    return files.flatMap(({ filename, previous_filename: previous }) => [
      filename,
      ...(previous ? [previous] : []),
    ])
  }
  throw new InputError([
    `Pull request ${number} changes ${MOST_FILES} files or more, and GitHub lists no more. Split it.`,
  ])
}

async function listTree({ api, owner, repo }: GitHub, commit: string): Promise<Entry[]> {
  try {
    const { data } = await api.rest.git.getTree({ owner, repo, tree_sha: commit, recursive: 'true' })
    if (!data.truncated) {
      return data.tree
        .filter(({ type }) => type !== 'tree')
        .map(({ path, sha, size = 0, mode }) => ({ path: path!, id: sha!, size, mode: mode! }))
    }
  } catch (error) {
    throw new InputError([refusalOf(error, `list the files of commit ${commit}`, 'contents: read')])
  }
  throw new InputError([
    'The repository has more files than GitHub lists at once (about 100,000), so it cannot be checked.',
  ])
}

/**
 * Reads blobs in path order, many with one query, each proved by its SHA-1; what a query cannot give exactly comes one by
 * one. A blob that GitHub refuses is unavailable and says why.
 */
export async function* readBlobs(gitHub: GitHub, entries: readonly Entry[]): AsyncGenerator<Content> {
  for (const part of inParts(entries)) {
    const texts = await fetchTexts(gitHub, part)
    for (const entry of part) {
      const text = texts.get(entry.id)
      yield text !== undefined && isBlob(text, entry.id)
        ? { entry, bytes: text }
        : await readBlob(gitHub, entry)
    }
  }
}

async function readBlob(gitHub: GitHub, entry: Entry): Promise<Content> {
  try {
    const bytes = await fetchBlob(gitHub, entry.id)
    return isBlob(bytes, entry.id)
      ? { entry, bytes }
      : { entry, unavailable: 'GitHub sent other bytes than the commit has' }
  } catch (error) {
    return { entry, unavailable: refusalOf(error, `send ${entry.path}`, 'contents: read').replace(/\.$/, '') }
  }
}

/** Cuts the list so that each part fits a query; a larger blob is alone. */
function* inParts(entries: readonly Entry[]): Generator<Entry[]> {
  let part: Entry[] = []
  let bytes = 0
  for (const entry of entries) {
    const size = entry.size > MOST_TEXT ? 0 : entry.size
    if (part.length === MOST_OF_A_QUERY.blobs || bytes + size > MOST_OF_A_QUERY.bytes) {
      yield part
      part = []
      bytes = 0
    }
    part.push(entry)
    bytes += size
  }
  if (part.length > 0) yield part
}
