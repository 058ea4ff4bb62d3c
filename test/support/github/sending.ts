import type { GitHub } from '../../../src/github/client.ts'
import { holdClock } from '../clock.ts'
import { type GitHubDouble, startGitHub } from './double.ts'
import { badGateway, type Fault, refusal } from './faults.ts'

/** The operations that are sent here. */
export const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}'
export const CREATE = 'POST /repos/{owner}/{repo}/check-runs'

/** Starts a GitHub with one commit on its branch, and holds its clock. */
export async function startWithCommit(): Promise<GitHubDouble> {
  const github = await startGitHub({ clock: holdClock() })
  await github.git.commit({ 'a.csv': 'x' })
  return github
}

/** Reads by REST; gives the name of the branch. */
export async function sendRead({ read, owner, repo }: GitHub): Promise<string> {
  return (await read.request(BRANCH, { owner, repo, branch: 'main' })).data.name
}

/** Reads by GraphQL; gives who the token belongs to. */
export async function sendQuery({ read }: GitHub): Promise<string> {
  return (await read.graphql<{ viewer: { login: string } }>('{ viewer { login } }')).viewer.login
}

/** Writes; gives the name of the check run. */
export async function sendWrite({ write, owner, repo }: GitHub, { git }: GitHubDouble): Promise<string> {
  const asked = { owner, repo, name: 'Batches', head_sha: await git.branch('main') }
  return (await write.request(CREATE, asked)).data.name
}

/** Ways in which an answer may be lost for this time; with the effect of the request if `after`. */
export function lostAnswers(when: 'before' | 'after'): Readonly<Record<string, Fault>> {
  const after = when === 'after'
  const broken = 'Something went wrong while executing your query.'
  return {
    'a 500': { ...refusal(500, 'Server Error'), after },
    'a 503': { ...refusal(503, 'No server is currently available'), after },
    'a page': { ...badGateway, after } as Fault,
    'no answer': { reset: when },
    'half an answer': { cut: 'body', when },
    'an answer that breaks off': { cut: 'connection', when },
    'nothing of an answer': { status: 200, body: '', after },
    'errors alone': { status: 200, body: { errors: [{ message: broken }] }, after },
  }
}
