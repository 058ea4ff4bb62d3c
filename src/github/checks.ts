import { InputError } from '../mistakes.ts'
import type { Annotation } from '../report/annotations.ts'
import type { Conclusion } from '../report/report.ts'
import { type GitHub, mayBeDone, refusalOf } from './client.ts'

/** The most annotations in one request. https://docs.github.com/rest/checks/runs#update-a-check-run */
const A_REQUEST = 50
/** The most annotations of a check run: ten requests' worth. */
export const CHECK_RUN_ANNOTATIONS = 500

/** What a check run says when it ends. */
export interface Verdict {
  readonly conclusion: Conclusion
  readonly title: string
  /** Markdown of at most 65,535 bytes. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
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
export async function closeCheckRun(
  { api, owner, repo }: GitHub,
  id: number,
  verdict: Verdict,
): Promise<void> {
  const { conclusion, title, summary, annotations } = verdict
  const parts = Array.from({ length: Math.max(1, Math.ceil(annotations.length / A_REQUEST)) }, (_, part) =>
    annotations.slice(part * A_REQUEST, (part + 1) * A_REQUEST).map(toApi),
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

const NOT_CHECKED: Verdict = {
  conclusion: 'failure',
  title: 'Not checked',
  summary: 'The run ended before it could judge the batches. Its log says why; run the job again.',
  annotations: [],
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const

/** Columns may be given only within one line. */
function toApi({ severity, path, title, message, line, column, endLine, endColumn }: Annotation) {
  return {
    path,
    start_line: line,
    end_line: endLine,
    annotation_level: LEVELS[severity],
    title,
    message,
    ...(line === endLine && { start_column: column, end_column: endColumn }),
  }
}
