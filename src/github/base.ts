import { InputError } from '../mistakes.ts'
import { fetchBlob, isBlob } from './blobs.ts'
import type { GitHub } from './client.ts'
import type { Event } from './event.ts'
import { refusalOf } from './refusal.ts'
import { isCorrectionOf } from './trailer.ts'

/** What is needed to know before anything is checked. */
export interface Beginning {
  /** The commit that decides: of a pull request the newest of the branch that it goes to. */
  readonly base: string
  /** The configuration file as it is at the base: what a pull request itself changes of it takes effect after merge. */
  readonly configuration: Uint8Array | undefined
  /** Whether the head is a correction of ours of the commit before it. */
  readonly isCorrection: boolean
  /** Where the branch of the pull request points by now; nothing if it is in another repository or gone. */
  readonly newest: string | undefined
  /** The text of the workflow that runs the job, if it is there. */
  readonly workflow: string | undefined
}

/** Which files are asked for. */
export interface Asked {
  /** The path of the configuration file. */
  readonly configuration: string
  /** The workflow as `COMMIT:PATH`. */
  readonly workflow: string | undefined
}

/**
 * Asks for the base and its configuration, the head commit, its branch and the workflow in one query. The base that an event
 * of a pull request names may be days old, and what decides may have changed since.
 * https://github.com/github/rest-api-description/issues/5978
 * @throws InputError if GitHub refuses
 */
export async function readBeginning(
  gitHub: GitHub,
  { pull, base, head }: Event,
  { configuration, workflow }: Asked,
): Promise<Beginning> {
  const { read, owner, repo } = gitHub
  const from = pull === undefined ? base : `refs/heads/${pull.baseBranch}`
  const files = { newest: `${from}:${configuration}`, named: `${base}:${configuration}` }
  const asked = { owner, repo, head, base: from, ...files }
  const branch = pull?.sameRepository ? pull.branch : undefined
  try {
    const { repository } = await read.graphql<Answer>(queryFor(branch, workflow), asked)
    const { message = '', parents } = repository.head ?? {}
    return {
      base: repository.base?.oid ?? base,
      configuration: await bytesOf(gitHub, repository.base ? repository.newest : repository.named),
      isCorrection: isCorrectionOf(message, parents?.nodes[0]?.oid ?? ''),
      newest: repository.branch?.target?.oid,
      workflow: repository.workflow?.text ?? undefined,
    }
  } catch (error) {
    throw new InputError([refusalOf(error, `show ${configuration} at its base`, 'contents: read')])
  }
}

/** JSON writes a text as GraphQL does. */
function queryFor(branch: string | undefined, workflow: string | undefined): string {
  const ref = `ref(qualifiedName: ${JSON.stringify(`refs/heads/${branch}`)}) { target { oid } }`
  const file = `object(expression: ${JSON.stringify(workflow)}) { ... on Blob { text } }`
  return `query ($owner: String!, $repo: String!, $base: String!, $newest: String!, $named: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      base: object(expression: $base) { oid }
      newest: object(expression: $newest) { oid ... on Blob { text } }
      named: object(expression: $named) { oid ... on Blob { text } }
      head: object(oid: $head) { ... on Commit { message parents(first: 1) { nodes { oid } } } }
      ${branch === undefined ? '' : `branch: ${ref}`}
      ${workflow === undefined ? '' : `workflow: ${file}`}
    }
  }`
}

interface Answer {
  readonly repository: {
    readonly base: { readonly oid: string } | null
    readonly newest: BlobText | null
    /** That of the event's base, for a branch that is gone. */
    readonly named: BlobText | null
    readonly head: {
      readonly message?: string
      readonly parents?: { readonly nodes: readonly { readonly oid: string }[] }
    } | null
    readonly branch?: { readonly target: { readonly oid: string } | null } | null
    readonly workflow?: { readonly text?: string | null } | null
  }
}

/**
 * Files as they are at the base, by path; those it does not have are missing.
 * @throws InputError if GitHub refuses
 */
export async function readAtBase(
  gitHub: GitHub,
  { base }: Event,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  if (paths.length === 0) return files
  const { read, owner, repo } = gitHub
  const variables = paths.map((_, index) => `$p${index}: String!`)
  const fields = paths.map(
    (_, index) => `p${index}: object(expression: $p${index}) { oid ... on Blob { text } }`,
  )
  const expressions = Object.fromEntries(paths.map((path, index) => [`p${index}`, `${base}:${path}`]))
  try {
    const { repository } = await read.graphql<{
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
