import { describe, expect, test } from 'vitest'
import { readBlobs } from '../../src/github/contents.ts'
import { listTree } from '../../src/github/trees.ts'
import type { Content } from '../../src/source.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { type GitHubDouble, startGitHub } from '../support/github/double.ts'
import { type Fault, fail, notAccessible } from '../support/github/faults.ts'
import type { FileChange } from '../support/github/store.ts'

const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'

/** Reads everything that a commit with these files holds; what listing it took is not counted. */
async function readAll(
  github: GitHubDouble,
  files: Readonly<Record<string, FileChange>>,
  fault?: () => void,
) {
  const head = await github.git.commit(files)
  const gitHub = connectTo(github)
  const { files: entries } = await listTree(gitHub, head)
  const listed = github.requests.length
  fault?.()
  const contents: Content[] = []
  for await (const content of readBlobs(gitHub, entries)) {
    contents.push('bytes' in content ? { ...content, bytes: Buffer.from(content.bytes) } : content)
  }
  return { contents, asked: operationsOf(github).slice(listed) }
}

const textsOf = (contents: readonly Content[]) =>
  Object.fromEntries(
    contents.map((content) => [
      content.entry.path,
      'bytes' in content ? String(content.bytes) : content.unavailable,
    ]),
  )

test('many files come in path order, with one query', async () => {
  await using github = await startGitHub()
  const files = { 'b.csv': 'b', 'a.csv': 'a', 'a/x.csv': 'ü\r\n', 'copy.csv': 'a', 'empty.csv': '' }
  const { contents, asked } = await readAll(github, files)

  expect(textsOf(contents)).toEqual(files)
  expect(contents.map(({ entry }) => entry.path)).toEqual([
    'a.csv',
    'a/x.csv',
    'b.csv',
    'copy.csv',
    'empty.csv',
  ])
  expect(asked).toEqual(['query'])
})

test('a hundred files are asked for at once, and so are two megabytes', async () => {
  await using github = await startGitHub()
  const many = Object.fromEntries(
    Array.from({ length: 201 }, (_, index) => [`many/${index}.csv`, `${index}`]),
  )
  expect((await readAll(github, many)).asked).toEqual(['query', 'query', 'query'])

  await using other = await startGitHub()
  const heavy = Object.fromEntries(
    [1, 2, 3, 4, 5].map((index) => [`${index}.csv`, String(index).repeat(500_000)]),
  )
  const { contents, asked } = await readAll(other, heavy)
  expect(textsOf(contents)).toEqual(heavy)
  expect(asked).toEqual(['query', 'query'])
})

test('what a query cannot give as it is comes alone', async () => {
  await using github = await startGitHub()
  const files = {
    'large.csv': 'x'.repeat(512_001),
    'latin.csv': Buffer.from('ä', 'latin1'),
    'mark.csv': Buffer.from('\ufeffü'),
    'text.csv': 'x'.repeat(512_000),
    'utf-16.csv': Buffer.from('\ufeffü', 'utf16le'),
  }
  const { contents, asked } = await readAll(github, files)

  for (const content of contents) {
    const { path } = content.entry
    expect([path, 'bytes' in content && content.bytes]).toEqual([
      path,
      Buffer.from(files[path as keyof typeof files]),
    ])
  }
  expect(asked.filter((operation) => operation === BLOB)).toHaveLength(3)
})

const inPart: Fault = {
  status: 200,
  body: {
    data: {
      repository: { b0: { text: 'a', isTruncated: false }, b1: null, b2: { text: 'c', isTruncated: false } },
    },
    errors: [{ type: 'NOT_FOUND', path: ['repository', 'b1'], message: 'No' }],
  },
}

describe('a query that fails', () => {
  test.each<[name: string, fault: Fault, alone: number]>([
    ['in a part for this time', { partial: 'repository.b1' }, 1],
    ['in a part for good', inPart, 1],
    ['as a whole', { status: 502, body: 'page' }, 3],
    ['by a refusal', notAccessible, 3],
  ])('%s: every file comes all the same, and only what is missing comes alone', async (_, fault, alone) => {
    await using github = await startGitHub()
    const files = { 'a.csv': 'a', 'b.csv': 'b', 'c.csv': 'c' }
    const { contents, asked } = await readAll(github, files, () => github.before(fail('query', fault, 3)))

    expect(textsOf(contents)).toEqual(files)
    expect(asked.filter((operation) => operation === BLOB)).toHaveLength(alone)
  })
})

test('a file that GitHub refuses says why, and the others are there', async () => {
  await using github = await startGitHub()
  const files = { 'a.csv': Buffer.from('\ufeffa', 'utf16le'), 'b.csv': 'b' }
  const { contents } = await readAll(github, files, () => github.before(fail(BLOB, notAccessible)))

  expect(textsOf(contents)).toEqual({
    'a.csv': expect.stringMatching(
      /^GitHub refused to send a\.csv \(403: .*the permission "contents: read"$/,
    ),
    'b.csv': 'b',
  })
})

test('bytes that are not those of the commit are not taken', async () => {
  await using github = await startGitHub()
  const other = Buffer.from('other').toString('base64')
  const { contents } = await readAll(github, { 'a.csv': Buffer.from('\ufeffa', 'utf16le') }, () =>
    github.before(fail(BLOB, { status: 200, body: { content: other, encoding: 'base64' } })),
  )

  expect(textsOf(contents)).toEqual({ 'a.csv': 'GitHub sent other bytes than the commit has' })
})
