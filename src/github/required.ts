import type { GitHub } from './client.ts'
import { A_PAGE, allPages } from './pages.ts'
import { isUnknown } from './refusal.ts'

/** What the checks of a commit show, as far as the token may see it. */
export interface Reported {
  /** Whether our own check run is there, completed. */
  readonly ours: boolean
  /** The names of the check runs and commit statuses on it. */
  readonly names: ReadonlySet<string>
}

const RULES = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}'
const RUNS = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
const STATUS = 'GET /repos/{owner}/{repo}/commits/{ref}/status'

/** What a branch requires of a commit. */
export interface Required {
  /** Names of checks and statuses. */
  readonly checks: readonly string[]
  /** Paths of workflows, whose jobs have names of their own. */
  readonly workflows: readonly string[]
  /** Whether GitHub showed all of it. */
  readonly complete: boolean
}

/** Lists what a branch requires, by its rulesets and by classic protection. A failure leaves out its part. */
export async function listRequired(gitHub: GitHub, branch: string): Promise<Required> {
  const parts = await Promise.allSettled([
    orNothing(listByRules(gitHub, branch)),
    orNothing(listByProtection(gitHub, branch)),
  ])
  const shown = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []))
  return {
    checks: [...new Set(shown.flatMap(({ checks }) => checks))].sort(),
    workflows: shown.flatMap(({ workflows }) => workflows),
    complete: shown.length === parts.length,
  }
}

type Part = Omit<Required, 'complete'>

/** An older GitHub Enterprise Server has no rulesets; a branch that is gone requires nothing. */
async function orNothing(part: Promise<Part>): Promise<Part> {
  return part.catch((error: unknown) => {
    if (isUnknown(error)) return { checks: [], workflows: [] }
    throw error
  })
}

async function listByRules({ read, owner, repo }: GitHub, branch: string): Promise<Part> {
  const rules = await allPages(async (page) => {
    return (await read.request(RULES, { owner, repo, branch, per_page: A_PAGE, page })).data
  })
  const checks = rules.flatMap((rule) =>
    rule.type === 'required_status_checks' ? (rule.parameters?.required_status_checks ?? []) : [],
  )
  const workflows = rules.flatMap((rule) =>
    rule.type === 'workflows' ? (rule.parameters?.workflows ?? []) : [],
  )
  return { checks: checks.map(({ context }) => context), workflows: workflows.map(({ path }) => path) }
}

async function listByProtection({ read, owner, repo }: GitHub, branch: string): Promise<Part> {
  const { data } = await read.request(BRANCH, { owner, repo, branch })
  return { checks: data.protection.required_status_checks?.contexts ?? [], workflows: [] }
}

/**
 * Reads back what a commit shows.
 * @param id our check run's number
 * @throws what Octokit throws if GitHub does not show the check runs; statuses may stay unseen
 */
export async function readReported(
  gitHub: GitHub,
  { sha, id }: { sha: string; id: number | undefined },
): Promise<Reported> {
  const { read, owner, repo } = gitHub
  const asked = { owner, repo, ref: sha, per_page: A_PAGE }
  const runs = await allPages(async (page) => (await read.request(RUNS, { ...asked, page })).data.check_runs)
  const contexts = await allPages(async (page) => {
    return (await read.request(STATUS, { ...asked, page })).data.statuses
  }).catch(() => [])
  return {
    ours: runs.some((run) => Number(run.id) === id && run.status === 'completed'),
    names: new Set([...runs.map(({ name }) => name), ...contexts.map(({ context }) => context)]),
  }
}

/** Whether a commit by this token starts no workflow: that of the workflow itself does not. Nothing if GitHub does not say. */
export async function isWorkflowToken({ read }: GitHub): Promise<boolean | undefined> {
  try {
    const { viewer } = await read.graphql<{ readonly viewer: { readonly login: string } }>(
      'query { viewer { login } }',
    )
    return viewer.login === 'github-actions[bot]'
  } catch {
    return undefined
  }
}
