import { type Answer, demand, demandCommits, type Handler, pageOf, Refusal, type Request } from './answer.ts'
import { type Commit, commitShape, readCommit, requestedCommit } from './commit.ts'
import type { Difference } from './diff.ts'
import { changedFiles, type PullRequest, pullShape } from './pull.ts'
import { addresses, inAddress } from './shapes.ts'
import { baseOf, headOf, type World } from './world.ts'

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const pullFiles = 3000
/** https://docs.github.com/rest/commits/commits#compare-two-commits */
const comparedFiles = 300
const comparedCommits = 250

const statuses: Readonly<Record<string, string>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

/** GET /repos/{owner}/{repo}/pulls/{pull_number} */
export const getPull: Handler = async (world, request) => {
  return { status: 200, body: await pullShape(world, pullOf(world, request), 'now') }
}

/** GET /repos/{owner}/{repo}/pulls/{pull_number}/files: of the newest head, whatever the event said. */
export const listPullFiles: Handler = async (world, request) => {
  const pull = pullOf(world, request)
  const head = await headOf(world, pull)
  const files = await changedFiles(world, await baseOf(world, pull), head)
  const { items, headers } = pageOf(world, request, files.slice(0, pullFiles))
  return { status: 200, body: items.map((file) => fileShape(world, head, file)), headers }
}

/** GET /repos/{owner}/{repo}/commits/{ref} */
export const getCommit: Handler = async (world, request) => {
  demand(world, 'contents', 'read')
  await demandCommits(world)
  const commit = await requestedCommit(world, request)
  const empty = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
  const files = await world.git.diff(commit.parents[0] ?? empty, commit.sha)
  const { items, headers } = pageOf(world, request, files.slice(0, pullFiles), comparedFiles)
  const body = {
    ...commitShape(world, commit),
    files: items.map((file) => fileShape(world, commit.sha, file)),
  }
  return { status: 200, body, headers }
}

/** GET /repos/{owner}/{repo}/compare/{basehead}: from where the two histories part. */
export const compare: Handler = async (world, request) => {
  demand(world, 'contents', 'read')
  const basehead = request.parameters.basehead ?? ''
  const [from = '', to = ''] = basehead.split('...')
  const [base, head] = [await readCommit(world, from), await readCommit(world, to)]
  if (!base || !head) throw new Refusal(404, 'Not Found')
  const start = await readCommit(
    world,
    await world.git.line('merge-base', base.sha, head.sha).catch(() => 'none'),
  )
  if (!start) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`)
  return comparison(world, request, { base, head, start })
}

async function comparison(
  world: World,
  request: Request,
  { base, head, start }: Record<'base' | 'head' | 'start', Commit>,
): Promise<Answer> {
  const files = await world.git.diff(start.sha, head.sha)
  const ahead = await commitsBetween(world, base.sha, head.sha)
  const behind = (await commitsBetween(world, head.sha, base.sha)).length
  const { items, headers, page } = pageOf(world, request, ahead.reverse(), comparedCommits)
  const { url, html_url } = addresses(world, `compare/${base.sha}...${head.sha}`)
  const commits = await Promise.all(items.map((sha) => readCommit(world, sha)))
  const body = {
    url,
    html_url,
    permalink_url: html_url,
    diff_url: `${html_url}.diff`,
    patch_url: `${html_url}.patch`,
    base_commit: commitShape(world, base),
    merge_base_commit: commitShape(world, start),
    status: ahead.length ? (behind ? 'diverged' : 'ahead') : behind ? 'behind' : 'identical',
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: commits.flatMap((commit) => (commit ? [commitShape(world, commit)] : [])),
    // The files stand on the first page only, however many pages of commits there are.
    ...(page === 1 && {
      files: files.slice(0, comparedFiles).map((file) => fileShape(world, head.sha, file)),
    }),
  }
  return { status: 200, body, headers }
}

async function commitsBetween({ git }: World, from: string, to: string): Promise<string[]> {
  return (await git.line('rev-list', `${from}..${to}`)).split('\n').filter(Boolean)
}

function pullOf(world: World, { parameters }: Request): PullRequest {
  demand(world, 'pull-requests', 'read')
  const pull = world.pulls.find(({ number }) => number === Number(parameters.pull_number))
  if (!pull) throw new Refusal(404, 'Not Found')
  return pull
}

function fileShape(world: World, commit: string, file: Difference) {
  const path = inAddress(file.path)
  const changes = file.additions + file.deletions
  const isShown = file.patch !== '' && changes < world.settings.patchLines
  return {
    sha: file.sha,
    filename: file.path,
    status: statuses[file.letter] ?? 'changed',
    additions: file.additions,
    deletions: file.deletions,
    changes,
    blob_url: addresses(world, `blob/${commit}/${path}`).html_url,
    raw_url: addresses(world, `raw/${commit}/${path}`).html_url,
    contents_url: addresses(world, `contents/${path}?ref=${commit}`).url,
    ...(isShown && { patch: file.patch }),
    ...(file.previous !== undefined && { previous_filename: file.previous }),
  }
}
