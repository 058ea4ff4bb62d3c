import type { GitHub } from './client.ts'
import { A_PAGE, allPages } from './pages.ts'
import { mayBeDone } from './refusal.ts'
import { isEarlierAttempt } from './run-id.ts'

/** The most annotations in one request. https://docs.github.com/rest/checks/runs#update-a-check-run */
const A_REQUEST = 50
/** The most annotations of a check run: ten requests' worth. */
export const CHECK_RUN_ANNOTATIONS = 500

/** A mark beside a line, as GitHub takes it; columns may be given only within one line. */
export interface CheckAnnotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number
  readonly end_column?: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

/** What a check run says when it ends. */
export interface Ending {
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  /** Markdown of at most 65,535 bytes. */
  readonly summary: string
  readonly annotations: readonly CheckAnnotation[]
}

/** How a check run is found again: by the commit it is on, and by the run that opened it. */
export interface Opened {
  readonly sha: string
  /** Its `external_id`. */
  readonly run: string
}

const CREATE = 'POST /repos/{owner}/{repo}/check-runs'
const UPDATE = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'
const GET = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
const LIST = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'

/**
 * Opens a check run on a commit, in progress; gives its number. If the answer is lost, it looks before it tries again.
 * @throws what Octokit throws of the last try: of a lost one if it cannot be seen what came of it
 */
export async function openCheckRun(gitHub: GitHub, name: string, opened: Opened): Promise<number> {
  const { write, owner, repo } = gitHub
  const { sha, run } = opened
  const asked = { owner, repo, name, head_sha: sha, external_id: run, status: 'in_progress' as const }
  const create = async () => Number((await write.request(CREATE, asked)).data.id)
  try {
    return await create()
  } catch (error) {
    if (!mayBeDone(error)) throw error
    const found = await findCheckRun(gitHub, opened).catch(() => {
      throw error // not why the look was refused: the check run may be there
    })
    return found ?? (await create())
  }
}

async function findCheckRun(gitHub: GitHub, { sha, run }: Opened): Promise<number | undefined> {
  const found = (await listOpen(gitHub, sha)).find(({ external_id }) => external_id === run)
  return found && Number(found.id)
}

/** The check runs of a commit that are in progress, of whatever run. */
async function listOpen({ read, owner, repo }: GitHub, sha: string) {
  const asked = { owner, repo, ref: sha, per_page: A_PAGE, status: 'in_progress', filter: 'all' } as const
  return allPages(async (page) => (await read.request(LIST, { ...asked, page })).data.check_runs)
}

/**
 * Appends the annotations, 50 a request, and completes the check run in the last request.
 * @throws what Octokit throws if GitHub refuses, or does not answer twice
 */
export async function closeCheckRun(gitHub: GitHub, id: number, ending: Ending): Promise<void> {
  const { conclusion, title, summary, annotations } = ending
  const parts = Array.from({ length: Math.max(1, Math.ceil(annotations.length / A_REQUEST)) }, (_, part) =>
    annotations.slice(part * A_REQUEST, (part + 1) * A_REQUEST),
  )
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1
    await update(gitHub, {
      check_run_id: id,
      output: { title, summary, annotations: part },
      ...(last && { status: 'completed', conclusion }),
      count: index * A_REQUEST + part.length,
    })
  }
}

interface Update {
  readonly check_run_id: number
  readonly output: { title: string; summary: string; annotations: CheckAnnotation[] }
  readonly status?: 'completed'
  readonly conclusion?: Ending['conclusion']
  /** How many annotations the check run has then. */
  readonly count: number
}

/** Sends an update. If the answer is lost, it looks whether it was made: sent twice, annotations would stand there twice. */
async function update(gitHub: GitHub, { count, ...change }: Update): Promise<void> {
  const { write, owner, repo } = gitHub
  try {
    await write.request(UPDATE, { owner, repo, ...change })
  } catch (error) {
    if (!mayBeDone(error)) throw error
    const { status, output } = await getCheckRun(gitHub, change.check_run_id)
    const isMade = output.annotations_count === count && (change.status ?? status) === status
    if (!isMade) await write.request(UPDATE, { owner, repo, ...change })
  }
}

async function getCheckRun({ read, owner, repo }: GitHub, id: number) {
  return (await read.request(GET, { owner, repo, check_run_id: id })).data
}

/**
 * Closes a check run that a run left open when it died; one that is closed stays as it is, and so does one that was never
 * opened.
 * @param left its number, or by what to look for it
 * @throws what Octokit throws if GitHub refuses
 */
export async function closeOrphan(gitHub: GitHub, left: number | Opened, ending: Ending): Promise<void> {
  const id = typeof left === 'number' ? left : await findCheckRun(gitHub, left)
  if (id === undefined) return
  const shown = await getCheckRun(gitHub, id).catch(() => undefined) // unseen, it is closed once more at worst
  if (shown?.status !== 'completed') await closeCheckRun(gitHub, id, ending)
}

/**
 * Closes what an earlier attempt of the run left open on a commit: its machine was lost, or nobody let its post step run.
 * @throws what Octokit throws if GitHub refuses
 */
export async function closeEarlier(gitHub: GitHub, { sha, run }: Opened): Promise<void> {
  const open = await listOpen(gitHub, sha)
  const earlier = open.filter(({ external_id }) => isEarlierAttempt(external_id ?? '', run))
  for (const { id } of earlier) await closeCheckRun(gitHub, Number(id), notChecked(''))
}

/**
 * How a check run ends whose run has no verdict.
 * @param why Markdown; empty if nobody knows
 */
export function notChecked(why: string): Ending {
  const nobodyKnows = 'The run ended before it could judge the batches. Its log says why; run the job again.'
  return { conclusion: 'failure', title: 'Not checked', summary: why || nobodyKnows, annotations: [] }
}
