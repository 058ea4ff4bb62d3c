import { readCommit } from './commit.ts'
import { demandField } from './graphqlRefusal.ts'
import type { GitObject } from './objects.ts'
import { addresses } from './shapes.ts'
import type { World } from './world.ts'

/** Where GitHub cuts `Blob.text`. */
const shownText = 512_000
/** How far GitHub looks for a zero byte to call a file binary. */
const sniffed = 8000

/** A ref by its full name, or by a branch's. */
export async function refField(world: World, qualified: string) {
  demandField(world, 'contents')
  const full = qualified.startsWith('refs/') ? qualified : `refs/heads/${qualified}`
  const found = await world.git.object(full)
  if (!found) return null
  const prefix = full.slice(0, full.indexOf('/', 'refs/'.length) + 1)
  return {
    id: `REF_${full}`,
    name: full.slice(prefix.length),
    prefix,
    target: () => objectField(world, found),
  }
}

/** An object of the repository as its kind shows it. */
export async function objectField(world: World, found: GitObject | undefined) {
  if (!found) return null
  if (found.type === 'blob') return blobField(found)
  if (found.type === 'commit') return commitField(world, found.oid)
  if (found.type === 'tag') return tagField(world, found.oid)
  return {
    __typename: 'Tree',
    ...identity(found.oid),
    entries: async () =>
      (await world.git.tree(found.oid, { recursive: false })).map((entry) => ({
        ...entry,
        name: entry.path,
        oid: entry.sha,
        mode: Number.parseInt(entry.mode, 8),
        size: entry.size ?? 0,
        object: async () => objectField(world, await world.git.object(entry.sha)),
      })),
  }
}

/** An annotated tag is an object of its own. */
function tagField(world: World, oid: string) {
  return {
    __typename: 'Tag',
    ...identity(oid),
    target: async () => commitField(world, (await world.git.resolve(oid)) ?? ''),
  }
}

function identity(oid: string) {
  return { id: `O_${oid}`, oid, abbreviatedOid: oid.slice(0, 7) }
}

/** Text is decoded, so invalid UTF-8 becomes replacement characters; binary files have none. */
function blobField({ oid, bytes }: GitObject) {
  const isBinary = bytes.subarray(0, sniffed).includes(0)
  return {
    __typename: 'Blob',
    ...identity(oid),
    byteSize: bytes.length,
    isBinary,
    isTruncated: bytes.length > shownText,
    text: isBinary ? null : bytes.subarray(0, shownText).toString('utf8'),
  }
}

/** A commit as GraphQL shows it. */
export async function commitField(world: World, sha: string): Promise<object | null> {
  const commit = await readCommit(world, sha)
  if (!commit) return null
  const [headline = '', ...rest] = commit.message.split('\n')
  const parent = (oid: string) => commitField(world, oid)
  return {
    __typename: 'Commit',
    ...identity(commit.sha),
    url: addresses(world, `commit/${commit.sha}`).html_url,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trimStart(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    author: { ...commit.author, user: null },
    committer: { ...commit.committer, user: null },
    tree: { __typename: 'Tree', ...identity(commit.tree) },
    signature: world.signed.has(commit.sha)
      ? { __typename: 'GpgSignature', isValid: true, wasSignedByGitHub: true, state: 'VALID' }
      : null,
    parents: ({ first }: { first?: number }) => connection(commit.parents, first, parent),
    history: async ({ first, path }: { first?: number; path?: string }) => {
      const shas = await world.git.line('rev-list', commit.sha, '--', ...(path ? [path] : []))
      return connection(shas.split('\n').filter(Boolean), first, parent)
    },
  }
}

function connection<T>(all: readonly T[], first: number | undefined, show: (item: T) => unknown) {
  const shown = first === undefined ? [] : all.slice(0, first)
  return {
    totalCount: all.length,
    nodes: shown.map(show),
    pageInfo: {
      hasNextPage: shown.length < all.length,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    },
  }
}
