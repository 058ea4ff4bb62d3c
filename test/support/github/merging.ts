import { type PullRequest, sourceOwner } from './pull.ts'
import type { Repository } from './repository.ts'
import { baseOf, headOf, type World } from './world.ts'

/** Stores the merge of two commits; there is none while the two conflict. */
export async function mergeCommit(
  git: Repository,
  [base, head]: readonly [base: string, head: string],
  message: string,
): Promise<string | null> {
  const tree = await git.line('merge-tree', '--write-tree', base, head).catch(() => undefined)
  if (!tree) return null
  const identity = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com']
  return git.line(...identity, 'commit-tree', tree, '-p', base, '-p', head, '-m', message)
}

/** A pull request in the merge queue, as a branch with the merge commit that is tested. */
export interface MergeGroup {
  readonly head: string
  readonly base: string
  readonly baseBranch: string
  readonly ref: string
}

/** Puts a pull request into the merge queue, behind another group if there is one. */
export async function openMergeGroup(
  world: World,
  pull: PullRequest,
  behind?: MergeGroup,
): Promise<MergeGroup> {
  const { number, baseBranch, headBranch } = pull
  const base = behind?.head ?? (await baseOf(world, pull))
  const message = `Merge pull request #${number} from ${sourceOwner(world, pull)}/${headBranch}\n\nAdd a batch`
  const head = await mergeCommit(world.git, [base, await headOf(world, pull)], message)
  if (head === null) throw new Error(`Pull request ${number} conflicts with ${base}`)
  const ref = `refs/heads/gh-readonly-queue/${baseBranch}/pr-${number}-${base}`
  await world.git.move(ref, head)
  return { head, base, baseBranch, ref }
}
