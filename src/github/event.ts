import { readFileSync } from 'node:fs'
import { InputError } from '../mistakes.ts'

/** The pull request a run is for. */
export interface PullRequest {
  readonly owner: string
  readonly repo: string
  readonly number: number
  /** The commit that is checked. */
  readonly head: string
  /** The branch of the head. */
  readonly branch: string
  /** The commit whose configuration decides. */
  readonly base: string
  readonly baseBranch: string
  /** Whether the branch is in this repository: a fork's is out of reach. */
  readonly sameRepository: boolean
  /** Whether everybody can read the repository. */
  readonly public: boolean
}

const EVENTS = ['pull_request', 'pull_request_target']

/**
 * Reads the event that started the run from the runner's environment.
 * @throws InputError if it is none of a pull request
 */
export function readEvent(env: NodeJS.ProcessEnv): PullRequest {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  if (!EVENTS.includes(name)) {
    throw new InputError([
      `This version checks pull requests, not "${name}". Run it on: ${EVENTS.join(' or ')}.`,
    ])
  }
  const { pull_request: pull, repository }: Payload = JSON.parse(
    readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'),
  )
  return {
    owner: repository.owner.login,
    repo: repository.name,
    number: pull.number,
    head: pull.head.sha,
    branch: pull.head.ref,
    base: pull.base.sha,
    baseBranch: pull.base.ref,
    sameRepository: pull.head.repo?.full_name === repository.full_name,
    public: !repository.private,
  }
}

/** The part of the webhook's payload that is read; the head's repository is null if the fork was deleted. */
interface Payload {
  readonly pull_request: {
    readonly number: number
    readonly head: {
      readonly sha: string
      readonly ref: string
      readonly repo: { readonly full_name: string } | null
    }
    readonly base: { readonly sha: string; readonly ref: string }
  }
  readonly repository: {
    readonly name: string
    readonly full_name: string
    readonly private: boolean
    readonly owner: { readonly login: string }
  }
}
