import { describe, expect, test } from 'vitest'
import { findTree, listTree, type Tree } from '../../src/github/trees.ts'
import { InputError } from '../../src/mistakes.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { type GitHubDouble, type GitHubOptions, startGitHub } from '../support/github/double.ts'
import { type Fault, fail, notAccessible } from '../support/github/faults.ts'

const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'

/** Folders in folders, names that sort otherwise than their paths, and everything that is no regular file. */
const files = {
  'README.md': 'Batches\n',
  'a/b/c/deep.csv': 'deep',
  'a/b.csv': 'b',
  'a-b/x.csv': 'x',
  'run.csv': { mode: '100755', bytes: 'run' },
  'ü/1 2.csv': 'ü',
  'z/link.csv': { mode: '120000', bytes: '../run.csv' },
  'z/module': { mode: '160000', sha: 'a'.repeat(40) },
} as const

async function start(options?: GitHubOptions): Promise<GitHubDouble & { readonly head: string }> {
  const github = await startGitHub(options)
  return { ...github, head: await github.git.commit(files) }
}

const pathsOf = ({ files, links }: Tree) => ({
  files: files.map(({ path }) => path),
  links: links.map(({ path }) => path),
})

const everything = {
  files: ['README.md', 'a-b/x.csv', 'a/b.csv', 'a/b/c/deep.csv', 'run.csv', 'ü/1 2.csv'],
  links: ['z/link.csv', 'z/module'],
}

test('a tree is listed in path order by one request; links and submodules stand apart', async () => {
  await using github = await start()
  const tree = await listTree(connectTo(github), github.head)

  expect(pathsOf(tree)).toEqual(everything)
  const known = new Map((await github.git.tree(github.head)).map((entry) => [entry.path, entry]))
  for (const { path, id, size, mode } of [...tree.files, ...tree.links]) {
    const { sha, size: bytes = 0, mode: kind } = known.get(path)!
    expect([path, id, size, mode]).toEqual([path, sha, bytes, kind])
  }
  expect(operationsOf(github)).toEqual([TREE])
})

describe('a tree that GitHub cuts off', () => {
  test.each([6, 7, 9, 11])('after %d entries is walked, and nothing is missing', async (treeEntries) => {
    await using whole = await start()
    await using cut = await start({ treeEntries })
    const tree = await listTree(connectTo(cut), cut.head)

    expect(tree).toEqual(await listTree(connectTo(whole), whole.head))
    expect(cut.requests.length).toBeGreaterThan(1)
  })

  test('is walked into folders within folders', async () => {
    await using github = await startGitHub({ treeEntries: 5 })
    const folders = { 'd/': 4, 'd/e/': 4, 'd/e/f/': 5 }
    const paths = Object.entries(folders).flatMap(([folder, count]) =>
      Array.from({ length: count }, (_, index) => `${folder}${index}.csv`),
    )
    const head = await github.git.commit(Object.fromEntries(paths.map((path) => [path, path])))

    expect(pathsOf(await listTree(connectTo(github), head))).toEqual({ files: paths.sort(), links: [] })
  })

  test('costs nothing more for the folders below that fit', async () => {
    await using github = await start({ treeEntries: 11 }) // of thirteen
    await listTree(connectTo(github), github.head)

    expect(github.requests.map(({ query }) => query['recursive'] ?? 'no')).toEqual([
      'true',
      'no', // the root alone
      ...['a', 'a-b', 'z', 'ü'].map(() => 'true'),
    ])
  })

  test.each([
    [5, 'The root folder'],
    [6, 'many/'],
  ])('even in one folder, after %d entries, is not taken for all of it', async (treeEntries, named) => {
    await using github = await startGitHub({ treeEntries })
    const crowd = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`many/${index}.csv`, 'x']))
    const head = await github.git.commit({
      ...files,
      ...crowd,
      ...(named !== 'many/' ? {} : { 'README.md': null }),
    })

    await expect(listTree(connectTo(github), head)).rejects.toThrow(
      new InputError([
        `${named} holds more files than GitHub lists, so they cannot be checked. Split it into several folders.`,
      ]),
    )
  })
})

describe('what GitHub refuses', () => {
  const refused = (head: string) =>
    `GitHub refused to list the files of commit ${head} (403: Resource not accessible`

  test.each([listTree, findTree])('is told in a sentence', async (list) => {
    await using github = await start()
    github.before(fail(TREE, notAccessible))

    const error: unknown = await list(connectTo(github), github.head).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain(refused(github.head))
    expect(String(error)).toContain('Give the job the permission "contents: read".')
  })

  test.each<[string, Fault]>([
    ['a refusal', notAccessible],
    ['an outage', { status: 500 }],
  ])('below the root fails the whole listing: %s', async (_, fault) => {
    await using github = await start({ treeEntries: 11 })
    const { sha } = (await github.git.tree(github.head)).find(({ path }) => path === 'z')!
    github.before(({ path }) => (path.endsWith(sha) ? fault : undefined))

    await expect(listTree(connectTo(github), github.head)).rejects.toThrow(InputError)
  })
})

test('a commit that GitHub does not know has no tree', async () => {
  await using github = await start()
  const unknown = 'b'.repeat(40)

  expect(await findTree(connectTo(github), unknown)).toBeUndefined()
  expect(pathsOf((await findTree(connectTo(github), github.head))!)).toEqual(everything)
  await expect(listTree(connectTo(github), unknown)).rejects.toThrow(InputError)
})
