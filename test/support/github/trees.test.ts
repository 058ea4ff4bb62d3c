import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { startGitHub } from './double.ts'

interface Listed {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly sha: string
}

const lines = (tree: readonly Listed[]) => tree.map(({ path, mode, type }) => `${path} ${mode} ${type}`)

test('each answer is cut on its own: a folder may fit where the whole does not', async () => {
  await using github = await startGitHub({ treeEntries: 3 })
  const files = ['a/1.csv', 'a/2.csv', 'b/1.csv', 'b/2.csv', 'b/c/3.csv', 'b/c/4.csv']
  const sha = await github.git.commit(Object.fromEntries(files.map((path) => [path, path])))
  const whole = (await ask(github, `GET /git/trees/${sha}?recursive=1`)).body
  expect([whole.truncated, whole.tree.map(({ path }: Listed) => path)]).toEqual([
    true,
    ['a', 'a/1.csv', 'a/2.csv'],
  ])
  const top = (await ask(github, `GET /git/trees/${sha}`)).body
  expect([top.truncated, lines(top.tree)]).toEqual([false, ['a 040000 tree', 'b 040000 tree']])
  const [a, b] = top.tree.map(({ sha }: Listed) => sha)
  expect((await ask(github, `GET /git/trees/${a}?recursive=1`)).body).toMatchObject({ truncated: false })
  expect((await ask(github, `GET /git/trees/${b}?recursive=1`)).body).toMatchObject({ truncated: true })
  const one = (await ask(github, `GET /git/trees/${b}`)).body
  expect([one.truncated, one.tree.map(({ path }: Listed) => path)]).toEqual([false, ['1.csv', '2.csv', 'c']])
  expect(github.violations).toEqual([])
})

test('any value asks for the whole tree', async () => {
  await using github = await startGitHub()
  const sha = await github.git.commit({ 'a/1.csv': '1' })
  expect((await ask(github, `GET /git/trees/${sha}?recursive=false`)).body.tree).toHaveLength(2)
})

test('links and submodules are listed as what they are', async () => {
  await using github = await startGitHub()
  const module = 'a'.repeat(40)
  const sha = await github.git.commit({
    link: { mode: '120000', bytes: 'run.csv' },
    module: { mode: '160000', sha: module },
    'run.csv': { mode: '100755', bytes: '1' },
  })
  const { tree } = (await ask(github, `GET /git/trees/${sha}?recursive=1`)).body
  expect(lines(tree)).toEqual(['link 120000 blob', 'module 160000 commit', 'run.csv 100755 blob'])
  expect(tree[1]).toEqual({ path: 'module', mode: '160000', type: 'commit', sha: module })
  expect((await ask(github, `GET /git/blobs/${module}`)).status).toBe(404)
  expect((await ask(github, `GET /contents/link?ref=${sha}`)).body).toMatchObject({
    type: 'symlink',
    target: 'run.csv',
  })
  expect(github.violations).toEqual([])
})

test.each([
  ['GET /git/trees/main', 409, 'Git Repository is empty.'],
  ['GET /git/ref/heads/main', 409, 'Git Repository is empty.'],
  [`GET /git/commits/${'a'.repeat(40)}`, 409, 'Git Repository is empty.'],
  [`GET /git/blobs/${'a'.repeat(40)}`, 409, 'Git Repository is empty.'],
  ['GET /commits/main', 409, 'Git Repository is empty.'],
  ['GET /contents/a.csv', 404, 'This repository is empty.'],
  ['GET /branches/main', 404, 'Branch not found'],
])('in an empty repository %s answers %i', async (request, status, message) => {
  await using github = await startGitHub()
  expect(await ask(github, request)).toMatchObject({ status, body: { message } })
  await github.git.commit({ 'a.csv': '1' })
  expect((await ask(github, request)).status).not.toBe(409)
})
