import { createHash } from 'node:crypto'
import { Octokit } from '@octokit/core'
import { expect, test } from 'vitest'
import { ask, askRepository } from './ask.ts'
import { startGitHub } from './double.ts'

test('every operation is answered as the description says', async () => {
  await using github = await startGitHub({ permissions: { statuses: 'read' } })
  const base = await github.git.commit({
    'a b/ü.csv': 'x\n',
    link: { mode: '120000', bytes: 'a b/ü.csv' },
    module: { mode: '160000', sha: 'a'.repeat(40) },
  })
  const head = await github.git.commit({ 'a b/ü.csv': 'y\n' }, { branch: 'fix/one', parent: base })
  for (const fork of [false, true, 'deleted'] as const)
    await github.openPull({ head, base, branch: 'fix/one', fork, keepToken: true })
  github.protect('main', {
    refusal: 'Changes must be made through a pull request.',
    requiredChecks: ['check'],
  })
  const { request } = new Octokit({ auth: github.token, baseUrl: github.url })
  const at = { owner: 'contoso', repo: 'migration' }

  await request('GET /repos/{owner}/{repo}', at)
  for (const pull_number of [1, 2, 3])
    await request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number })
  for (const path of ['a b/ü.csv', 'a b', 'link', 'module'])
    await request('GET /repos/{owner}/{repo}/contents/{path}', { ...at, path, ref: head })
  await request('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch: 'fix/one' })
  await request('GET /repos/{owner}/{repo}/compare/{basehead}', { ...at, basehead: `main...${head}` })
  await request('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: base })
  await request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { ...at, tree_sha: head, recursive: '1' })
  await request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...at, commit_sha: head })
  await request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: 'heads/fix/one' })
  const asked = { ...at, name: 'Batches', head_sha: head }
  const { data: run } = await request('POST /repos/{owner}/{repo}/check-runs', asked)
  const check_run_id = Number(run.id)
  await request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...at, check_run_id })
  await request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...at, ref: head })
  await request('GET /repos/{owner}/{repo}/commits/{ref}/check-suites', { ...at, ref: 'fix/one' })
  await request('GET /repos/{owner}/{repo}/commits/{ref}/status', { ...at, ref: head })
  const ofMain = { ...at, branch: 'main' }
  const { data: rules } = await request('GET /repos/{owner}/{repo}/rules/branches/{branch}', ofMain)

  expect(rules.map(({ type }) => type)).toEqual(['pull_request', 'required_status_checks'])
  expect(github.requests.map(({ status }) => status).filter((status) => status >= 300)).toEqual([])
  expect(github.violations).toEqual([])
  expect(github.unexpected).toEqual([])
})

test('files of a pull request: a page at a time, of the newest head, without the patch of a big diff', async () => {
  await using github = await startGitHub({ patchLines: 10 })
  const names = Array.from({ length: 120 }, (_, index) => `${String(index).padStart(3, '0')}.csv`)
  const base = await github.git.commit({ 'old.csv': 'a\nb\nc\nd\ne\n', 'gone.csv': '1\n' })
  const changed = Object.fromEntries(names.map((name) => [name, `${name}\n`]))
  const head = await github.git.commit(
    {
      ...changed,
      '001.csv': 'x\n'.repeat(10),
      'old.csv': null,
      'new.csv': 'a\nb\nc\nd\nf\n',
      'gone.csv': null,
    },
    { branch: 'batch', parent: base },
  )
  await github.openPull({ head, base })
  const first = await ask(github, 'GET /pulls/1/files?per_page=500')
  const second = await ask(github, 'GET /pulls/1/files?per_page=100&page=2')

  expect(first.body).toHaveLength(100)
  expect(first.headers.get('link')).toMatch(/page=2>; rel="next"/)
  expect(first.body[0]).toMatchObject({
    filename: '000.csv',
    status: 'added',
    patch: '@@ -0,0 +1 @@\n+000.csv',
  })
  expect(first.body[1]).not.toHaveProperty('patch')
  expect(second.body.at(-1)).toMatchObject({
    filename: 'new.csv',
    previous_filename: 'old.csv',
    status: 'renamed',
  })
  expect(second.body.at(-2)).toMatchObject({ filename: 'gone.csv', status: 'removed' })

  await github.git.commit({ 'later.csv': '1\n' }, { branch: 'batch' })
  const later = await ask(github, 'GET /pulls/1/files?per_page=100&page=2')
  expect(later.body.map(({ filename }: { filename: string }) => filename)).toContain('later.csv')
})

test('compare starts where the histories part', async () => {
  await using github = await startGitHub()
  const start = await github.git.commit({ 'a.csv': '1\n' })
  const base = await github.git.commit({ 'base.csv': '1\n' })
  const head = await github.git.commit({ 'head.csv': '1\n' }, { branch: 'batch', parent: start })
  const { body } = await ask(github, `GET /compare/${base}...${head}`)
  expect(body).toMatchObject({
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
    merge_base_commit: { sha: start },
  })
  expect(body.files.map(({ filename }: { filename: string }) => filename)).toEqual(['head.csv'])
})

test('blob text is cut at 512,000 bytes, decoded, and absent for binary files', async () => {
  await using github = await startGitHub()
  const bytes = Buffer.alloc(512_001, 'a')
  const fits = Buffer.alloc(512_000, 'a')
  const latin = Buffer.from([0x66, 0xfc, 0x72])
  const sha = await github.git.commit({
    'big.csv': bytes,
    'fits.csv': fits,
    'latin.csv': latin,
    'utf16.csv': Buffer.from('a', 'utf16le'),
  })
  const fields = 'oid: object(expression: "NAME") { ... on Blob { oid text isBinary isTruncated byteSize } }'
  const query = ['big', 'fits', 'latin', 'utf16'].map((name) =>
    fields.replace('oid:', `${name}:`).replace('NAME', `${sha}:${name}.csv`),
  )
  const answer = (await askRepository(github, query.join(' '))).body.data.repository
  const { big, latin: decoded, utf16 } = answer

  expect(big).toMatchObject({ isTruncated: true, byteSize: 512_001 })
  expect(big.text).toHaveLength(512_000)
  expect(answer.fits).toMatchObject({ isTruncated: false, text: fits.toString() })
  expect(decoded).toMatchObject({ text: 'f\ufffdr', isTruncated: false })
  expect(blobId(Buffer.from(decoded.text))).not.toBe(decoded.oid)
  expect(utf16).toMatchObject({ text: null, isBinary: true })

  const blob = await ask(github, `GET /git/blobs/${decoded.oid}`)
  expect(Buffer.from(blob.body.content, 'base64')).toEqual(latin)
  expect(blobId(latin)).toBe(decoded.oid)
  expect(
    (await ask(github, `GET /git/blobs/${big.oid}`, undefined, 'application/vnd.github.raw+json')).body,
  ).toHaveLength(512_001)
})

function blobId(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

test('what is not permitted, not there or not known is refused', async () => {
  await using github = await startGitHub({ permissions: { contents: 'none' } })
  const sha = await github.git.commit({ 'a.csv': '1' })
  expect(await ask(github, `GET /git/trees/${sha}`)).toMatchObject({
    status: 403,
    body: { message: 'Resource not accessible by integration' },
  })
  const { errors, data } = (await askRepository(github, `object(oid: "${sha}") { oid }`)).body
  expect(data.repository.object).toBe(null)
  expect(errors).toMatchObject([
    { type: 'FORBIDDEN', path: ['repository', 'object'], message: 'Resource not accessible by integration' },
  ])
  const stranger = { headers: { authorization: 'token wrong', 'user-agent': 'test' } }
  expect((await fetch(`${github.url}/repos/contoso/migration`, stranger)).status).toBe(401)
  expect((await ask(github, 'GET /pulls/7')).status).toBe(404)
  expect(github.unexpected).toEqual([])
  expect((await ask(github, 'POST /issues/1/comments', { body: 'x' })).status).toBe(404)
  expect(github.unexpected).toEqual(['POST /repos/contoso/migration/issues/1/comments'])
})

test('a public repository can be read with any token', async () => {
  await using github = await startGitHub({ visibility: 'public', permissions: { contents: 'none' } })
  const sha = await github.git.commit({ 'a.csv': '1' })
  expect((await ask(github, `GET /git/trees/${sha}`)).status).toBe(200)
})

test('requests and queries that GitHub does not describe are noted', async () => {
  await using github = await startGitHub()
  const sha = await github.git.commit({ 'a.csv': '1' })
  expect((await ask(github, `GET /git/trees/${sha}?recursiv=1`)).status).toBe(422)
  expect((await askRepository(github, 'nothing')).body.errors[0].message).toMatch(
    /Cannot query field "nothing"/,
  )
  expect((await askRepository(github, 'stargazerCount')).body.errors).toHaveLength(1)
  expect(github.violations).toHaveLength(3)
})

test('answers carry the rate limit, and end with it', async () => {
  await using github = await startGitHub({ requestsAnHour: 1 })
  await github.git.commit({ 'a.csv': '1' })
  expect((await ask(github, 'GET ')).headers.get('x-ratelimit-remaining')).toBe('0')
  const { status, headers } = await ask(github, 'GET ')
  expect([status, headers.get('x-ratelimit-limit')]).toEqual([403, '1'])
  await askRepository(github, 'id')
  expect((await askRepository(github, 'id')).body.errors[0].type).toBe('RATE_LIMITED')
})
