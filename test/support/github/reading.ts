import { GraphQLError } from 'graphql'
import { isAllowed } from './answer.ts'
import { readCommit } from './commit.ts'
import type { GitObject } from './objects.ts'
import type { PullRequest } from './pull.ts'
import { forkOwner } from './pull.ts'
import { addresses } from './shapes.ts'
import { baseOf, headOf, type Permissions, type World } from './world.ts'

/** Where GitHub cuts `Blob.text`. */
const shownText = 512_000
/** How far GitHub looks for a zero byte to call a file binary. */
const sniffed = 8000

/** GitHub's error: its type stands beside the message. */
export function refused(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

/** Query.repository */
export function repositoryField(world: World) {
  return ({ owner, name }: { owner: string; name: string }) => {
    const full = `${owner}/${name}`
    if (owner !== world.owner || name !== world.name) {
      throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${full}'.`)
    }
    return {
      __typename: 'Repository',
      id: 'R_1',
      name,
      nameWithOwner: full,
      owner: { __typename: 'Organization', login: owner },
      isPrivate: world.settings.visibility === 'private',
      visibility: world.settings.visibility.toUpperCase(),
      url: `https://github.com/${full}`,
      defaultBranchRef: () => refField(world, `refs/heads/${world.settings.defaultBranch}`),
      object: async ({ oid, expression }: { oid?: string; expression?: string }) => {
        demandField(world, 'contents')
        return objectField(world, await world.git.object(oid ?? expression ?? ''))
      },
      ref: ({ qualifiedName }: { qualifiedName: string }) => refField(world, qualifiedName),
      pullRequest: ({ number }: { number: number }) => {
        demandField(world, 'pull-requests')
        const pull = world.pulls.find((candidate) => candidate.number === number)
        if (!pull)
          throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
        return pullField(world, pull)
      },
    }
  }
}

function demandField(world: World, kind: keyof Permissions): void {
  if (!isAllowed(world, kind, 'read')) throw refused('FORBIDDEN', 'Resource not accessible by integration')
}

/** A ref by its full name, or by a branch's. */
export async function refField(world: World, qualified: string) {
  demandField(world, 'contents')
  const full = qualified.startsWith('refs/') ? qualified : `refs/heads/${qualified}`
  const sha = await world.git.resolve(full)
  if (!sha) return null
  const prefix = full.slice(0, full.indexOf('/', 'refs/'.length) + 1)
  return { id: `REF_${full}`, name: full.slice(prefix.length), prefix, target: () => commitField(world, sha) }
}

async function objectField(world: World, found: GitObject | undefined) {
  if (!found) return null
  if (found.type === 'blob') return blobField(found)
  if (found.type === 'commit') return commitField(world, found.oid)
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

function pullField(world: World, pull: PullRequest) {
  const owner = pull.fork ? forkOwner : world.owner
  return {
    __typename: 'PullRequest',
    id: `PR_${pull.number}`,
    number: pull.number,
    state: 'OPEN',
    isDraft: pull.draft,
    isCrossRepository: pull.fork !== false,
    headRefName: pull.headBranch,
    headRefOid: () => headOf(world, pull),
    baseRefName: pull.baseBranch,
    baseRefOid: () => baseOf(world, pull),
    headRepository:
      pull.fork === 'deleted' ? null : { __typename: 'Repository', nameWithOwner: `${owner}/${world.name}` },
  }
}
