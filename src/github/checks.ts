import { InputError } from '../mistakes.ts'
import { type GitHub, mayBeDone, refusalOf } from './client.ts'

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

interface Opened {
  readonly name: string
  readonly sha: string
  /** Names run and attempt. */
  readonly run: string
}

/** Opens a check run on a commit, in progress; gives its number. */
export async function openCheckRun(gitHub: GitHub, opened: Opened): Promise<number> {
  const { api, owner, repo } = gitHub
  const { name, sha, run } = opened
  const started = { owner, repo, name, head_sha: sha, external_id: run, status: 'in_progress' as const }
  try {
    return (await api.rest.checks.create(started)).data.id
  } catch (error) {
    const id = mayBeDone(error) ? await findCheckRun(gitHub, opened).catch(() => undefined) : undefined
    if (id === undefined) throw error
    return id
  }
}

/** Finds a check run that was opened although the answer was lost: nobody else would ever close it. */
async function findCheckRun({ api, owner, repo }: GitHub, { name, sha, run }: Opened) {
  const { data } = await api.rest.checks.listForRef({ owner, repo, ref: sha, check_name: name })
  return data.check_runs.find(({ external_id }) => external_id === run)?.id
}

/** Appends the annotations, 50 a request, and completes the check run in the last request. */
export async function closeCheckRun({ api, owner, repo }: GitHub, id: number, ending: Ending): Promise<void> {
  const { conclusion, title, summary, annotations } = ending
  const parts = Array.from({ length: Math.max(1, Math.ceil(annotations.length / A_REQUEST)) }, (_, part) =>
    annotations.slice(part * A_REQUEST, (part + 1) * A_REQUEST),
  )
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1
    await api.rest.checks.update({
      owner,
      repo,
      check_run_id: id,
      output: { title, summary, annotations: part },
      ...(last && { status: 'completed' as const, conclusion }),
    })
  }
}

/**
 * Closes a check run that a run left open when it died; one that is closed stays as it is.
 * @throws InputError if GitHub refuses
 */
export async function closeOrphan(gitHub: GitHub, id: number): Promise<void> {
  const { api, owner, repo } = gitHub
  try {
    const { data } = await api.rest.checks.get({ owner, repo, check_run_id: id })
    if (data.status !== 'completed') await closeCheckRun(gitHub, id, NOT_CHECKED)
  } catch (error) {
    throw new InputError([refusalOf(error, 'close the check run', 'checks: write')])
  }
}

const NOT_CHECKED: Ending = {
  conclusion: 'failure',
  title: 'Not checked',
  summary: 'The run ended before it could judge the batches. Its log says why; run the job again.',
  annotations: [],
}
