import { type Answer, base64, demand, type Handler, Refusal, wantsRaw } from './answer.ts'
import { gitCommitShape, readCommit } from './commit.ts'
import { addresses, inAddress } from './shapes.ts'
import type { TreeEntry } from './tree.ts'
import type { World } from './world.ts'

/** https://docs.github.com/rest/git/blobs#get-a-blob */
const largestBlob = 100 * 1024 * 1024
/** Above it a file has no content in JSON: https://docs.github.com/rest/repos/contents#get-repository-content */
const largestContent = 1024 * 1024
/** Bytes of a whole tree: https://docs.github.com/rest/git/trees#get-a-tree */
const largestTree = 7 * 1024 * 1024

/** GET /repos/{owner}/{repo}/git/trees/{tree_sha} */
export const getTree: Handler = async (world, { parameters, query }) => {
  demand(world, 'contents', 'read')
  const sha = await world.git
    .line('rev-parse', '--verify', '-q', `${parameters.tree_sha}^{tree}`)
    .catch(() => '')
  if (!sha) throw new Refusal(404, 'Not Found')
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

function treeEntry(world: World, entry: TreeEntry) {
  if (entry.type === 'commit') return entry
  return { ...entry, url: addresses(world, `git/${entry.type}s/${entry.sha}`).url }
}

/** GET /repos/{owner}/{repo}/git/blobs/{file_sha} */
export const getBlob: Handler = async (world, { parameters, accept }) => {
  demand(world, 'contents', 'read')
  const sha = parameters.file_sha ?? ''
  const found = /^[0-9a-f]{40}$/.test(sha) ? await world.git.object(sha) : undefined
  if (found?.type !== 'blob') throw new Refusal(404, 'Not Found')
  if (found.bytes.length > largestBlob) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (wantsRaw(accept)) return raw(found.bytes)
  const size = found.bytes.length
  const { url } = addresses(world, `git/blobs/${sha}`)
  return {
    status: 200,
    body: { sha, node_id: `B_${sha}`, size, url, content: base64(found.bytes), encoding: 'base64' },
  }
}

/** GET /repos/{owner}/{repo}/contents/{path} */
export const getContents: Handler = async (world, { parameters, query, accept }) => {
  demand(world, 'contents', 'read')
  const path = (parameters.path ?? '').replace(/\/+$/, '')
  const ref = query.get('ref') ?? world.settings.defaultBranch
  const commit = await world.git.resolve(ref)
  if (!commit) throw new Refusal(404, `No commit found for the ref ${ref}`)
  const entry = (await world.git.tree(commit)).find((candidate) => candidate.path === path)
  if (!entry) throw new Refusal(404, 'Not Found')
  if (entry.type === 'tree') return directory(world, commit, entry)
  if (entry.type === 'commit')
    return { status: 200, body: { ...place(world, commit, entry), submodule_git_url: 'https://example.com' } }
  const bytes = await world.git.read(commit, path)
  if (bytes.length > largestBlob) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (wantsRaw(accept)) return raw(bytes)
  if (entry.mode === '120000')
    return { status: 200, body: { ...place(world, commit, entry), target: bytes.toString() } }
  const isLarge = bytes.length > largestContent
  const content = { content: isLarge ? '' : base64(bytes), encoding: isLarge ? 'none' : 'base64' }
  return { status: 200, body: { ...place(world, commit, entry), ...content } }
}

async function directory(world: World, commit: string, { path, sha }: TreeEntry): Promise<Answer> {
  const entries = await world.git.tree(sha, { recursive: false })
  return {
    status: 200,
    body: entries.map((entry) => place(world, commit, { ...entry, path: `${path}/${entry.path}` })),
  }
}

function place(world: World, commit: string, { path, mode, type, sha, size = 0 }: TreeEntry) {
  const { url } = addresses(world, `contents/${inAddress(path)}?ref=${commit}`)
  const git = addresses(world, `git/${type}s/${sha}`).url
  const html = addresses(world, `blob/${commit}/${inAddress(path)}`).html_url
  return {
    type: type === 'tree' ? 'dir' : type === 'commit' ? 'submodule' : mode === '120000' ? 'symlink' : 'file',
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    size,
    url,
    git_url: git,
    html_url: html,
    download_url: type === 'blob' ? html : null,
    _links: { self: url, git, html },
  }
}

function raw(bytes: Buffer): Answer {
  return {
    status: 200,
    body: bytes,
    headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
  }
}

/** GET /repos/{owner}/{repo}/git/commits/{commit_sha} */
export const getGitCommit: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  const sha = parameters.commit_sha ?? ''
  const commit = /^[0-9a-f]{40}$/.test(sha) ? await readCommit(world, sha) : undefined
  if (!commit) throw new Refusal(404, 'Not Found')
  return { status: 200, body: gitCommitShape(world, commit) }
}

/** GET /repos/{owner}/{repo}/git/ref/{ref} */
export const getRef: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  const ref = `refs/${parameters.ref}`
  const sha = await world.git.resolve(ref)
  if (!sha) throw new Refusal(404, 'Not Found')
  const object = { type: 'commit', sha, url: addresses(world, `git/commits/${sha}`).url }
  return { status: 200, body: { ref, node_id: 'REF_1', url: addresses(world, `git/${ref}`).url, object } }
}
