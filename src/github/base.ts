import { InputError } from '../mistakes.ts'
import { fetchBlob, isBlob } from './blobs.ts'
import { type GitHub, refusalOf } from './client.ts'
import type { PullRequest } from './event.ts'

/** What is needed to know before anything is checked. */
export interface Beginning {
  /** The configuration file as it is at the base: what the pull request itself changes of it takes effect after merge. */
  readonly configuration: Uint8Array | undefined
  /** The message of the head commit. */
  readonly message: string
}

/**
 * Asks for the base's configuration and the head's message in one query.
 * @throws InputError if GitHub refuses, or the pull request has another head by now
 */
export async function readBeginning(
  gitHub: GitHub,
  pull: PullRequest,
  configuration: string,
): Promise<Beginning> {
  const { api, owner, repo } = gitHub
  const { number, head } = pull
  const query = `query ($owner: String!, $repo: String!, $number: Int!, $configuration: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      configuration: object(expression: $configuration) { oid ... on Blob { text } }
      head: object(oid: $head) { ... on Commit { message } }
      pullRequest(number: $number) { headRefOid }
    }
  }`
  const asked = { owner, repo, number, configuration: `${pull.base}:${configuration}`, head }
  try {
    const { repository } = await api.graphql<Answer>(query, asked)
    refuseMoved(pull, repository.pullRequest.headRefOid)
    const bytes = await bytesOf(gitHub, repository.configuration)
    return { configuration: bytes, message: repository.head?.message ?? '' }
  } catch (error) {
    if (error instanceof InputError) throw error
    const what = `show pull request ${number} and ${configuration} at its base`
    throw new InputError([refusalOf(error, what, permissionFor(error))])
  }
}

/** GitHub lists the files of the newest head only: judging another commit by that list could miss all of its files. */
function refuseMoved({ number, head }: PullRequest, newest: string): void {
  if (newest === head) return
  throw new InputError([
    `Pull request ${number} has moved on from ${head.slice(0, 7)} to ${newest.slice(0, 7)}, which has a run of its own.`,
  ])
}

/** A GraphQL error names the field it is about. */
function permissionFor(error: unknown): string {
  const { errors } = error as { readonly errors?: readonly { readonly path?: readonly unknown[] }[] }
  return errors?.[0]?.path?.includes('pullRequest') ? 'pull-requests: read' : 'contents: read'
}

interface Answer {
  readonly repository: {
    readonly configuration: BlobText | null
    readonly head: { readonly message?: string } | null
    readonly pullRequest: { readonly headRefOid: string }
  }
}

/**
 * Files as they are at the base, by path; those it does not have are missing.
 * @throws InputError if GitHub refuses
 */
export async function readAtBase(
  gitHub: GitHub,
  { base }: PullRequest,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  if (paths.length === 0) return files
  const { api, owner, repo } = gitHub
  const variables = paths.map((_, index) => `$p${index}: String!`)
  const fields = paths.map(
    (_, index) => `p${index}: object(expression: $p${index}) { oid ... on Blob { text } }`,
  )
  const expressions = Object.fromEntries(paths.map((path, index) => [`p${index}`, `${base}:${path}`]))
  try {
    const { repository } = await api.graphql<{
      readonly repository: Readonly<Record<string, BlobText | null>>
    }>(
      `query ($owner: String!, $repo: String!, ${variables.join(', ')}) {
        repository(owner: $owner, name: $repo) { ${fields.join(' ')} }
      }`,
      { owner, repo, ...expressions },
    )
    for (const [index, path] of paths.entries()) {
      const bytes = await bytesOf(gitHub, repository[`p${index}`])
      if (bytes !== undefined) files.set(path, bytes)
    }
  } catch (error) {
    throw new InputError([refusalOf(error, `send ${paths.join(', ')} at the base commit`, 'contents: read')])
  }
  return files
}

/** A file has a text, be it null; a folder or a submodule has none. */
interface BlobText {
  readonly oid: string
  readonly text?: string | null
}

/** The bytes of a file; nothing if there is none. */
async function bytesOf(gitHub: GitHub, found: BlobText | null | undefined): Promise<Uint8Array | undefined> {
  if (found?.text === undefined) return undefined
  const bytes = Buffer.from(found.text ?? '')
  if (isBlob(bytes, found.oid)) return bytes
  const fetched = await fetchBlob(gitHub, found.oid)
  if (!isBlob(fetched, found.oid)) throw new Error('it sent other bytes than the commit has')
  return fetched
}
