import { base64, demand, demandCommits, type Handler, Refusal, rawAnswer, wantsRaw } from './answer.ts'
import { gitCommitShape, readCommit } from './commit.ts'
import { addresses } from './shapes.ts'
import type { TreeEntry } from './tree.ts'
import type { World } from './world.ts'

/** https://docs.github.com/rest/git/blobs#get-a-blob */
export const largestBlob = 100 * 1024 * 1024
/** Bytes of a whole tree: https://docs.github.com/rest/git/trees#get-a-tree */
const largestTree = 7 * 1024 * 1024

/** GET /repos/{owner}/{repo}/git/trees/{tree_sha} */
export const getTree: Handler = async (world, { parameters, query }) => {
  demand(world, 'contents', 'read')
  await demandCommits(world)
  const sha = await treeOf(world, parameters.tree_sha ?? '')
  // Any value, even "false", asks for the whole tree.
  const entries = await world.git.tree(sha, { recursive: query.has('recursive') })
  const tree = entries.slice(0, world.settings.treeEntries).map((entry) => treeEntry(world, entry))
  while (JSON.stringify(tree).length > largestTree) tree.length = Math.floor(tree.length * 0.9)
  const body = {
    sha,
    url: addresses(world, `git/trees/${sha}`).url,
    tree,
    truncated: tree.length < entries.length,
  }
  return { status: 200, body }
}

/** The tree that a ref, a commit or a tree itself stands for; an annotated tag is none of them by its own SHA. */
async function treeOf({ git }: World, name: string): Promise<string> {
  const isTag = /^[0-9a-f]{40}$/.test(name) && (await git.object(name))?.type === 'tag'
  const found = isTag ? undefined : await git.object(`${name}^{tree}`)
  if (!found) throw new Refusal(404, 'Not Found')
  return found.oid
}

function treeEntry(world: World, entry: TreeEntry) {
  if (entry.type === 'commit') return entry
  return { ...entry, url: addresses(world, `git/${entry.type}s/${entry.sha}`).url }
}

/** GET /repos/{owner}/{repo}/git/blobs/{file_sha} */
export const getBlob: Handler = async (world, { parameters, accept }) => {
  demand(world, 'contents', 'read')
  await demandCommits(world)
  const sha = parameters.file_sha ?? ''
  const found = /^[0-9a-f]{40}$/.test(sha) ? await world.git.object(sha) : undefined
  if (found?.type !== 'blob') throw new Refusal(404, 'Not Found')
  if (found.bytes.length > largestBlob) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (wantsRaw(accept)) return rawAnswer(found.bytes)
  const size = found.bytes.length
  const { url } = addresses(world, `git/blobs/${sha}`)
  return {
    status: 200,
    body: { sha, node_id: `B_${sha}`, size, url, content: base64(found.bytes), encoding: 'base64' },
  }
}

/** GET /repos/{owner}/{repo}/git/commits/{commit_sha} */
export const getGitCommit: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  await demandCommits(world)
  const sha = parameters.commit_sha ?? ''
  const commit = /^[0-9a-f]{40}$/.test(sha) ? await readCommit(world, sha) : undefined
  if (!commit) throw new Refusal(404, 'Not Found')
  return { status: 200, body: gitCommitShape(world, commit) }
}

/** GET /repos/{owner}/{repo}/git/ref/{ref} */
export const getRef: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  await demandCommits(world)
  const ref = `refs/${parameters.ref}`
  const found = await world.git.object(ref)
  if (!found) throw new Refusal(404, 'Not Found')
  const { oid: sha, type } = found // an annotated tag's is the tag object
  const object = { type, sha, url: addresses(world, `git/${type}s/${sha}`).url }
  return { status: 200, body: { ref, node_id: 'REF_1', url: addresses(world, `git/${ref}`).url, object } }
}
