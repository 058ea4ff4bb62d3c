import { demand, type Handler, pageOf, Refusal } from './answer.ts'
import { commitShape, readCommit } from './commit.ts'
import { actionsApp, addresses, inAddress, repository } from './shapes.ts'
import type { Protection, World } from './world.ts'

/** GET /repos/{owner}/{repo} */
export const getRepository: Handler = async (world) => ({ status: 200, body: repository(world) })

/** GET /repos/{owner}/{repo}/branches/{branch} */
export const getBranch: Handler = async (world, { parameters }) => {
  demand(world, 'contents', 'read')
  const name = parameters.branch ?? ''
  const commit = await readCommit(world, `refs/heads/${name}`)
  if (!commit) throw new Refusal(404, 'Branch not found')
  const { url, html_url } = addresses(world, `branches/${inAddress(name)}`)
  const rules = world.protections.get(name)
  const classic = rules?.classic ? (rules.requiredChecks ?? []) : []
  const body = {
    name,
    commit: commitShape(world, commit),
    _links: { self: url, html: html_url.replace('/branches/', '/tree/') },
    protected: rules !== undefined,
    protection: {
      enabled: rules?.classic === true,
      required_status_checks: {
        enforcement_level: classic.length > 0 ? 'non_admins' : 'off',
        contexts: classic,
        checks: classic.map((context) => ({ context, app_id: actionsApp(world).id })),
      },
    },
    protection_url: `${url}/protection`,
  }
  return { status: 200, body }
}

/** GET /repos/{owner}/{repo}/rules/branches/{branch}: reading needs no permission but metadata, which every token has. */
export const getRules: Handler = async (world, request) => {
  const protection = world.protections.get(request.parameters.branch ?? '')
  const rules = protection && !protection.classic ? rulesOf(world, protection) : []
  const { items, headers } = pageOf(world, request, rules)
  return { status: 200, body: items, headers }
}

function rulesOf(world: World, { refusal, requiredChecks = [] }: Protection) {
  const from = {
    ruleset_source_type: 'Repository',
    ruleset_source: `${world.owner}/${world.name}`,
    ruleset_id: 1,
  }
  const review = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  }
  const checks = {
    strict_required_status_checks_policy: false,
    required_status_checks: requiredChecks.map((context) => ({
      context,
      integration_id: actionsApp(world).id,
    })),
  }
  return [
    ...(refusal ? [{ type: 'pull_request', parameters: review, ...from }] : []),
    ...(requiredChecks.length > 0 ? [{ type: 'required_status_checks', parameters: checks, ...from }] : []),
  ]
}
