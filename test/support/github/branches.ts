import { demand, type Handler, pageOf, Refusal } from './answer.ts'
import { commitShape, readCommit } from './commit.ts'
import { checksOf, type Protection, protectionsOf } from './protections.ts'
import { addresses, inAddress, repository } from './shapes.ts'
import type { World } from './world.ts'

/** GET /repos/{owner}/{repo} */
export const getRepository: Handler = async (world) => ({ status: 200, body: repository(world) })

/** GET /repos/{owner}/{repo}/branches/{branch} */
export const getBranch: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  const name = parameters.branch ?? ''
  const commit = await readCommit(world, `refs/heads/${name}`)
  if (!commit) throw new Refusal(404, 'Branch not found')
  const { url, html_url } = addresses(world, `branches/${inAddress(name)}`)
  const { rulesets, classic } = protectionsOf(world, name)
  const checks = checksOf(world, classic)
  const body = {
    name,
    commit: commitShape(world, commit),
    _links: { self: url, html: html_url.replace('/branches/', '/tree/') },
    protected: rulesets.length + classic.length > 0,
    protection: {
      enabled: classic.length > 0,
      required_status_checks: {
        enforcement_level: checks.length > 0 ? 'non_admins' : 'off',
        contexts: checks.map(({ context }) => context),
        checks: checks.map(({ context, integration_id = null }) => ({ context, app_id: integration_id })),
      },
    },
    protection_url: `${url}/protection`,
  }
  return { status: 200, body }
}

/** GET /repos/{owner}/{repo}/rules/branches/{branch}: reading needs no permission but metadata, which every token has. */
export const getRules: Handler = async (world, request) => {
  const { rulesets } = protectionsOf(world, request.parameters.branch ?? '')
  const rules = rulesets.flatMap((ruleset, index) => rulesOf(world, ruleset, index + 1))
  const { items, headers } = pageOf(world, request, rules)
  return { status: 200, body: items, headers }
}

function rulesOf(world: World, ruleset: Protection, ruleset_id: number) {
  const from = {
    ruleset_source_type: 'Repository',
    ruleset_source: `${world.owner}/${world.name}`,
    ruleset_id,
  }
  const review = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  }
  const required_status_checks = checksOf(world, [ruleset])
  const workflows = (ruleset.requiredWorkflows ?? []).map((path) => ({ path, repository_id: 1 }))
  const checks = { strict_required_status_checks_policy: false, required_status_checks }
  return [
    ...(ruleset.refusal ? [{ type: 'pull_request', parameters: review, ...from }] : []),
    ...(required_status_checks.length > 0
      ? [{ type: 'required_status_checks', parameters: checks, ...from }]
      : []),
    ...(workflows.length > 0 ? [{ type: 'workflows', parameters: { workflows }, ...from }] : []),
  ]
}
