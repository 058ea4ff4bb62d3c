import { type Commit, readCommit } from './commit.ts'
import { place, pushedCommit, pushedRepository, pusher } from './eventShapes.ts'
import type { Event } from './events.ts'
import { addresses } from './shapes.ts'
import type { World } from './world.ts'

/** A change of a branch or a tag. */
export interface PushChange {
  readonly ref: string
  /** Where the ref pointed before; it is new unless said. */
  readonly before?: string
  /** Where it points after, which is now unless said; an annotated tag points at an object of its own. */
  readonly after?: string
}

/** What a push has in place of a commit where there is none. */
export const NONE = '0'.repeat(40)
/** https://docs.github.com/webhooks/webhook-events-and-payloads#push */
const mostCommits = 2048

/** The event of a push: https://docs.github.com/webhooks/webhook-events-and-payloads#push */
export async function pushEvent(world: World, change: PushChange): Promise<Event> {
  const { ref, before = NONE } = change
  const after = change.after ?? (await world.git.object(ref))?.oid ?? NONE
  // An annotated tag is an object of its own; the commit it stands for is the head commit.
  const head = await readCommit(world, (await world.git.resolve(after)) ?? NONE)
  const payload = await payloadOf(world, { ref, before, after }, head)
  if (head) return { name: 'push', payload, sha: head.sha, ref }
  // When a branch is deleted, "the SHA in the workflow run (and its associated refs) reverts to the default branch":
  // https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#push
  const main = `refs/heads/${world.settings.defaultBranch}`
  return { name: 'push', payload, sha: (await world.git.resolve(main)) ?? NONE, ref: main }
}

type Move = Record<'ref' | 'before' | 'after', string>

async function payloadOf(world: World, move: Move, head: Commit | undefined) {
  const { ref, before, after } = move
  const pushed = head ? await commitsOf(world, move, head.sha) : []
  const created = before === NONE
  return {
    ...move,
    created,
    deleted: !head,
    forced: !created && head !== undefined && !(await isAncestor(world, before, after)),
    base_ref: created && head ? await baseRef(world, ref, head.sha) : null,
    compare: compareAddress(world, move),
    commits: pushed.map((commit) => pushedCommit(world, commit)),
    head_commit: head ? pushedCommit(world, head) : null,
    ...place(world),
    repository: pushedRepository(world),
    ...pusher(world),
  }
}

/** The commits of a push, oldest first: of a new branch what the default branch has not, of a tag none. */
async function commitsOf(world: World, { ref, before }: Move, head: string) {
  if (ref.startsWith('refs/tags/')) return []
  const main = `refs/heads/${world.settings.defaultBranch}`
  const known = before !== NONE ? before : ref !== main && (await world.git.resolve(main))
  const range = ['--reverse', head, ...(known ? [`^${known}`] : [])]
  const shas = await world.git.line('rev-list', ...range).catch(() => head) // it may know `before` no more
  const listed = shas.split('\n').filter(Boolean).slice(0, mostCommits)
  return (await Promise.all(listed.map((sha) => readCommit(world, sha)))).flatMap((commit) => commit ?? [])
}

async function isAncestor({ git }: World, before: string, after: string): Promise<boolean> {
  return git.line('merge-base', '--is-ancestor', before, after).then(
    () => true,
    () => false,
  )
}

/** The branch that a new ref starts from, if it starts from the tip of one. */
async function baseRef({ git }: World, ref: string, sha: string): Promise<string | null> {
  const refs = await git.line('for-each-ref', '--format=%(refname)', `--points-at=${sha}`, 'refs/heads')
  return refs.split('\n').find((name) => name !== '' && name !== ref) ?? null
}

function compareAddress(world: World, { ref, before, after }: Move): string {
  const range =
    before === NONE
      ? ref.replace(/^refs\/(heads|tags)\//, '')
      : `${before.slice(0, 12)}...${after.slice(0, 12)}`
  return addresses(world, `compare/${range}`).html_url
}
