import type { GitHubDouble } from './double.ts'

/** What came back: the body as JSON where it is JSON. */
export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every kind
  readonly body: any
  readonly headers: Headers
}

/** One request as the token's owner, without a client between: `ask(github, 'GET /git/trees/…')`. */
export async function ask(
  github: GitHubDouble,
  request: string,
  body?: unknown,
  accept = 'application/json',
): Promise<Reply> {
  const [method = '', path = ''] = request.split(/ (.*)/s)
  const target =
    path === '/graphql' ? `${github.url}/graphql` : `${github.url}/repos/${github.repository}${path}`
  const answer = await fetch(target, {
    method,
    headers: { accept, authorization: `Bearer ${github.token}`, 'user-agent': 'test' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  return { status: answer.status, body: isJson && text ? JSON.parse(text) : text, headers: answer.headers }
}

/** One GraphQL request about the repository; the query stands inside `repository { … }`. */
export function askRepository(github: GitHubDouble, fields: string): Promise<Reply> {
  const [owner, name] = github.repository.split('/')
  return ask(github, 'POST /graphql', {
    query: `{ repository(owner: "${owner}", name: "${name}") { ${fields} } }`,
  })
}

/** A commit by the mutation. */
export function askCommit(
  github: GitHubDouble,
  options: {
    readonly branch: string
    readonly expected: string
    readonly files?: Readonly<Record<string, string | Uint8Array>>
    readonly repository?: string
  },
): Promise<Reply> {
  const { branch, expected, files = {}, repository = github.repository } = options
  const additions = Object.entries(files).map(([path, text]) => ({
    path,
    contents: Buffer.from(text).toString('base64'),
  }))
  const input = {
    branch: { repositoryNameWithOwner: repository, branchName: branch },
    expectedHeadOid: expected,
    message: { headline: 'Correct a batch' },
    fileChanges: { additions },
  }
  const query = `mutation ($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid url signature { isValid } } ref { name } }
  }`
  return ask(github, 'POST /graphql', { query, variables: { input } })
}
