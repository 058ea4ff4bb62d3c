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
 * @throws InputError if GitHub refuses
 */
export async function readBeginning(
  gitHub: GitHub,
  pull: PullRequest,
  configuration: string,
): Promise<Beginning> {
  const { api, owner, repo } = gitHub
  const query = `query ($owner: String!, $repo: String!, $configuration: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      configuration: object(expression: $configuration) { oid ... on Blob { text } }
      head: object(oid: $head) { ... on Commit { message } }
    }
  }`
  try {
    const expression = `${pull.base}:${configuration}`
    const { repository } = await api.graphql<Answer>(query, {
      owner,
      repo,
      configuration: expression,
      head: pull.head,
    })
    const bytes =
      repository.configuration === null ? undefined : await bytesOf(gitHub, repository.configuration)
    return { configuration: bytes, message: repository.head?.message ?? '' }
  } catch (error) {
    throw new InputError([refusalOf(error, `show ${configuration} at the base commit`, 'contents: read')])
  }
}

interface Answer {
  readonly repository: {
    readonly configuration: { readonly oid: string; readonly text?: string | null } | null
    readonly head: { readonly message?: string } | null
  }
}

async function bytesOf(
  gitHub: GitHub,
  { oid, text }: { oid: string; text?: string | null },
): Promise<Uint8Array> {
  const bytes = Buffer.from(text ?? '')
  return isBlob(bytes, oid) ? bytes : fetchBlob(gitHub, oid)
}
