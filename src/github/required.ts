import type { GitHub } from './client.ts'

/** What the checks of a commit show, as far as the token may see it. */
export interface Reported {
  /** Whether our own check run is there, completed. */
  readonly ours: boolean
  /** Required checks of the target branch that have not reported on the commit. */
  readonly missing: readonly string[]
}

/** Reads back what a commit shows: whether our check run is there, and which required checks are not. */
export async function readReported(
  { api, owner, repo }: GitHub,
  { sha, branch, id }: { sha: string; branch: string; id: number | undefined },
): Promise<Reported> {
  const runs = await api.paginate(api.rest.checks.listForRef, { owner, repo, ref: sha, per_page: 100 })
  const rules = await api.paginate(api.rest.repos.getBranchRules, { owner, repo, branch, per_page: 100 })
  const required = rules.flatMap((rule) =>
    rule.type === 'required_status_checks'
      ? (rule.parameters?.required_status_checks ?? []).map(({ context }) => context)
      : [],
  )
  const reported = new Set(runs.map((run) => run.name))
  return {
    ours: runs.some((run) => run.id === id && run.status === 'completed'),
    missing: [...new Set(required)].filter((context) => !reported.has(context)),
  }
}
