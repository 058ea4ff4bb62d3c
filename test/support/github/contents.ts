import { type Answer, base64, demand, type Handler, Refusal, rawAnswer, wantsRaw } from './answer.ts'
import { readCommit } from './commit.ts'
import { largestBlob } from './gitData.ts'
import { addresses, inAddress } from './shapes.ts'
import type { TreeEntry } from './tree.ts'
import type { World } from './world.ts'

/** Above it a file has no content in JSON: https://docs.github.com/rest/repos/contents#get-repository-content */
const largestContent = 1024 * 1024

/** GET /repos/{owner}/{repo}/contents/{path} */
export const getContents: Handler = async (world, { parameters, query, accept }) => {
  demand(world, 'contents', 'read')
  if (await world.git.isEmpty()) throw new Refusal(404, 'This repository is empty.')
  const path = (parameters.path ?? '').replace(/\/+$/, '')
  const ref = query.get('ref') ?? world.settings.defaultBranch
  const commit = (await readCommit(world, ref))?.sha
  if (!commit) throw new Refusal(404, `No commit found for the ref ${ref}`)
  const entry = (await world.git.tree(commit)).find((candidate) => candidate.path === path)
  if (!entry) throw new Refusal(404, 'Not Found')
  if (entry.type === 'tree') return directory(world, commit, entry)
  if (entry.type === 'commit')
    return { status: 200, body: { ...place(world, commit, entry), submodule_git_url: 'https://example.com' } }
  const bytes = await world.git.read(commit, path)
  if (bytes.length > largestBlob) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (wantsRaw(accept)) return rawAnswer(bytes)
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
