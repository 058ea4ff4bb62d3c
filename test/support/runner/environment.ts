import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The event that starts a run; `github.events` makes them. */
export interface RunEvent {
  readonly name: string
  readonly payload: unknown
  readonly sha?: string
  readonly ref?: string
  readonly headRef?: string
  readonly baseRef?: string
}

/** What a job is about. */
export interface Job {
  readonly event: RunEvent
  readonly github: { readonly url: string; readonly token?: string; readonly repository?: string }
}

/** The folders of a job. */
export interface JobFolders {
  /** The one that holds the others. */
  readonly folder: string
  readonly workspace: string
  /** RUNNER_TEMP */
  readonly temp: string
  /** Where the files of the steps are made. */
  readonly files: string
}

/** Makes the empty folders of a job. */
export async function createFolders(): Promise<JobFolders> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'))
  const [workspace, temp, files] = [join(folder, 'workspace'), join(folder, 'temp'), join(folder, 'files')]
  await Promise.all([workspace, temp, files].map((path) => mkdir(path)))
  return { folder, workspace, temp, files }
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables */
export async function environmentOf(
  { event, github }: Job,
  { folder, workspace, temp }: JobFolders,
): Promise<Record<string, string>> {
  const { repository = 'contoso/migration', url } = github
  const { name, payload, sha = '0'.repeat(40), ref = 'refs/heads/main', headRef = '', baseRef = '' } = event
  const path = join(folder, 'event.json')
  await writeFile(path, JSON.stringify(payload))
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    HTTPS_PROXY: 'http://127.0.0.1:9', // refuses every connection
    GITHUB_ACTION: 'check',
    GITHUB_ACTOR: 'admin',
    GITHUB_API_URL: url,
    GITHUB_BASE_REF: baseRef,
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_HEAD_REF: headRef,
    GITHUB_JOB: 'check',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '7001',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: sha,
    GITHUB_TRIGGERING_ACTOR: 'admin',
    GITHUB_WORKFLOW: 'Check',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/check.yml@${ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
  }
}
