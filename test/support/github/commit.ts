import { Refusal, type Request } from './answer.ts'
import { addresses, user } from './shapes.ts'
import type { World } from './world.ts'

interface Signature {
  readonly name: string
  readonly email: string
  readonly date: string
}

/** A commit as git stores it. */
export interface Commit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

/** Reads the commit a name stands for; the SHA of an annotated tag stands for none, its name does. */
export async function readCommit({ git }: World, name: string): Promise<Commit | undefined> {
  if (/^[0-9a-f]{40}$/.test(name) && (await git.object(name))?.type !== 'commit') return undefined
  const sha = await git.resolve(name)
  const found = sha ? await git.object(sha) : undefined
  if (!sha || found?.type !== 'commit') return undefined
  const [head = '', ...message] = found.bytes.toString().split('\n\n')
  const values = (key: string) =>
    head.split('\n').flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []))
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: signature(values('author')[0]),
    committer: signature(values('committer')[0]),
    message: message.join('\n\n').trimEnd(),
  }
}

/** The commit that a request names by its `ref`. */
export async function requestedCommit(world: World, { parameters: { ref = '' } }: Request): Promise<Commit> {
  const commit = await readCommit(world, ref)
  if (!commit) throw new Refusal(422, `No commit found for SHA: ${ref}`)
  return commit
}

function signature(line = ''): Signature {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+)/.exec(line) ?? []
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace('.000', '') }
}

/** Whether a commit is shown as verified: GitHub signs what it makes itself. */
function verification(world: World, sha: string) {
  return world.signed.has(sha)
    ? {
        verified: true,
        reason: 'valid',
        signature: 'PGP',
        payload: 'tree',
        verified_at: '2026-01-01T00:00:00Z',
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
}

/** A commit as the commits endpoints show it. */
export function commitShape(world: World, commit: Commit) {
  const { url, html_url } = addresses(world, `commits/${commit.sha}`)
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url,
    html_url,
    comments_url: `${url}/comments`,
    commit: {
      url: addresses(world, `git/commits/${commit.sha}`).url,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: treeLink(world, commit.tree),
      verification: verification(world, commit.sha),
    },
    author: user(world, 'admin'),
    committer: user(world, 'web-flow'),
    parents: parentLinks(world, commit),
  }
}

/** A commit as the git database shows it. */
export function gitCommitShape(world: World, commit: Commit) {
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: addresses(world, `git/commits/${commit.sha}`).url,
    html_url: addresses(world, `commit/${commit.sha}`).html_url,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: treeLink(world, commit.tree),
    parents: parentLinks(world, commit),
    verification: verification(world, commit.sha),
  }
}

function treeLink(world: World, sha: string) {
  return { sha, url: addresses(world, `git/trees/${sha}`).url }
}

function parentLinks(world: World, { parents }: Commit) {
  return parents.map((sha) => ({ sha, ...addresses(world, `commits/${sha}`) }))
}
