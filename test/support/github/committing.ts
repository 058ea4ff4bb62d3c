import { isAllowed } from './answer.ts'
import { addCheckRun } from './checkRun.ts'
import { refused } from './graphqlRefusal.ts'
import { commitField, refField } from './objectFields.ts'
import { refusalOf } from './protections.ts'
import { actionsBot } from './settings.ts'
import type { FileChange } from './store.ts'
import { addSuite } from './suites.ts'
import type { World } from './world.ts'

interface Input {
  readonly clientMutationId?: string
  readonly branch: {
    readonly id?: string
    readonly repositoryNameWithOwner?: string
    readonly branchName?: string
  }
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[]
    readonly deletions?: readonly { readonly path: string }[]
  }
}

/** Modes the mutation can write: no symlinks, no submodules. */
const writable = new Set(['100644', '100755'])

/** Mutation.createCommitOnBranch: https://docs.github.com/graphql/reference/mutations#createcommitonbranch */
export function createCommitOnBranch(world: World) {
  return async ({ input }: { input: Input }) => {
    const branch = branchOf(world, input)
    const ref = `refs/heads/${branch}`
    const tip = await world.git.resolve(ref)
    if (!tip) throw refused('NOT_FOUND', `Could not resolve to a Ref with the name '${ref}'.`)
    if (tip !== input.expectedHeadOid) throw stale(input)
    const files = await filesOf(world, tip, input.fileChanges)
    const { headline, body } = input.message
    const message = body ? `${headline}\n\n${body}\n` : `${headline}\n`
    const refusal = refusalOf(world, { branch, message, paths: Object.keys(files) })
    if (refusal) throw refused('UNPROCESSABLE', refusal)
    const sha = await world.git.commitTree(files, { parent: tip, message, author: author(world) })
    // The branch may have moved meanwhile: git's own compare and swap decides.
    if (!(await world.git.move(ref, sha, tip))) throw stale(input)
    world.signed.add(sha)
    follow(world, sha)
    return {
      clientMutationId: input.clientMutationId ?? null,
      commit: () => commitField(world, sha),
      ref: () => refField(world, ref),
    }
  }
}

/** The token of a workflow reaches the workflow's own repository only, never a fork. */
function branchOf(world: World, { branch: { id, repositoryNameWithOwner, branchName } }: Input): string {
  const isOurs = id ? id.startsWith('REF_') : repositoryNameWithOwner === `${world.owner}/${world.name}`
  if (!isOurs || !isAllowed(world, 'contents', 'write'))
    throw refused('FORBIDDEN', 'Resource not accessible by integration')
  const name = id ? id.slice('REF_'.length) : (branchName ?? '')
  return name.replace(/^refs\/heads\//, '')
}

/** The commit is by whom the token belongs to; nothing else can be asked for. */
function author({ settings: { viewer } }: World): string {
  return `${viewer} <${viewer === actionsBot ? 41898282 : 1}+${viewer}@users.noreply.github.com>`
}

function stale({ expectedHeadOid }: Input) {
  return refused(
    'STALE_DATA',
    `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`,
  )
}

async function filesOf(
  world: World,
  tip: string,
  { additions = [], deletions = [] }: NonNullable<Input['fileChanges']> = {},
) {
  const modes = new Map((await world.git.tree(tip)).map(({ path, mode }) => [path, mode]))
  const files: Record<string, FileChange> = {}
  for (const { path } of deletions) {
    if (!modes.has(path))
      throw refused('UNPROCESSABLE', `A path was requested for deletion which does not exist: ${path}`)
    files[path] = null
  }
  for (const { path, contents } of additions) {
    if (!isPath(path)) throw refused('UNPROCESSABLE', `The path ${path} is not valid.`)
    const mode = modes.get(path) ?? '100644'
    if (!writable.has(mode)) throw refused('UNPROCESSABLE', `The path ${path} has mode ${mode}.`)
    files[path] = { mode, bytes: decoded(path, contents) }
  }
  return files
}

function isPath(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git')
}

function decoded(path: string, contents: string): Buffer {
  const bytes = Buffer.from(contents, 'base64')
  const isSame = bytes.toString('base64') === contents.replaceAll('\n', '')
  if (!isSame) throw refused('UNPROCESSABLE', `The contents of ${path} are not Base64.`)
  return bytes
}

/** What GitHub does after a commit by the token, as the settings say. */
function follow(world: World, sha: string): void {
  if (world.settings.afterCommit === 'waiting-run') addSuite(world, sha, { conclusion: 'action_required' })
  if (world.settings.afterCommit === 'run') {
    for (const name of world.settings.jobs) addCheckRun(world, { name, head_sha: sha, job: true })
  }
}
