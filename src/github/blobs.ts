import { createHash } from 'node:crypto'
import type { Entry } from '../source.ts'
import type { GitHub } from './client.ts'

/** GraphQL gives the text of a blob up to this many bytes. https://docs.github.com/graphql/reference/objects#blob */
export const MOST_TEXT = 512_000

/** Whether these are the bytes of the blob: git names a blob by the SHA-1 of its size and bytes. */
export function isBlob(bytes: Uint8Array, id: string): boolean {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === id
}

/** The texts of many blobs with one query, by id; those it cannot give, or all if it fails, are missing. */
export async function fetchTexts(
  { read, owner, repo }: GitHub,
  entries: readonly Entry[],
): Promise<Map<string, Uint8Array>> {
  const ids = [...new Set(entries.filter(({ size }) => size <= MOST_TEXT).map(({ id }) => id))]
  const fields = ids.map(
    (id, index) => `b${index}: object(oid: "${id}") { ... on Blob { text isTruncated } }`,
  )
  const texts = new Map<string, Uint8Array>()
  if (ids.length === 0) return texts
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(' ')} } }`
  const answer = await read.graphql<Answer>(query, { owner, repo }).catch(whatCame)
  for (const [index, id] of ids.entries()) {
    const blob = answer?.repository?.[`b${index}`]
    if (typeof blob?.text === 'string' && !blob.isTruncated) texts.set(id, Buffer.from(blob.text))
  }
  return texts
}

/** The part that GitHub answered although it failed; each of the rest is asked for alone, and says why it is refused. */
function whatCame({ data, response }: Failed): Answer {
  return data ?? response?.data?.data ?? {}
}

/** Octokit leaves what came beside the error or, after its retries, in the answer. */
interface Failed {
  readonly data?: Answer | null
  readonly response?: { readonly data?: { readonly data?: Answer | null } }
}

interface Answer {
  readonly repository?: Readonly<
    Record<string, { readonly text?: string | null; readonly isTruncated?: boolean } | null>
  > | null
}

/** The bytes of one blob. */
export async function fetchBlob({ read, owner, repo }: GitHub, id: string): Promise<Uint8Array> {
  const asked = { owner, repo, file_sha: id }
  const { data } = await read.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', asked)
  return Buffer.from(data.content, 'base64')
}
