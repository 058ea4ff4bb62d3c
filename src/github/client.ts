import { getOctokit } from '@actions/github'

/** GitHub's API for one repository. */
export interface GitHub {
  readonly api: ReturnType<typeof getOctokit>
  readonly owner: string
  readonly repo: string
}

/** GitHub ends every request after ten seconds; one that takes longer is not worth waiting for. */
const PATIENCE = 10_000

/** Connects to the API that the runner names. */
export function connect(token: string, { owner, repo }: { owner: string; repo: string }): GitHub {
  const api = getOctokit(token)
  api.hook.before('request', (options) => {
    options.request.signal = AbortSignal.timeout(PATIENCE)
  })
  return { api, owner, repo }
}

/** An answer that is no success, as one sentence: what was refused, what GitHub said, and what to do. */
export function refusalOf(error: unknown, what: string, permission: string): string {
  const { status, message } = describe(error)
  const said = `GitHub refused to ${what} (${status ?? 'no answer'}: ${message}).`
  if (status === 401) return `${said} The token is not valid: check the input "token".`
  if (status === 403 || status === 404) return `${said} Give the job the permission "${permission}".`
  if (status === 422) return `${said} This should not happen: please report it.`
  return `${said} Run the job again.`
}

/** GitHub's own words, cut to what fits a line. */
function describe(error: unknown): { status: number | undefined; message: string } {
  const { status, message = String(error) } = error as { status?: number; message?: string }
  return { status, message: message.split('\n', 1)[0]!.slice(0, 300).trim() }
}
