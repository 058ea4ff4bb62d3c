import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { type GitHubDouble, startGitHub } from './double.ts'

/** A pull request that adds so many files. */
async function opened(files: number) {
  const github = await startGitHub()
  const base = await github.git.commit({ 'README.md': '1' })
  const names = Array.from({ length: files }, (_, index) => `${String(index).padStart(4, '0')}.csv`)
  const head = await github.git.commit(Object.fromEntries(names.map((name) => [name, name])), {
    branch: 'batch',
    parent: base,
  })
  await github.openPull({ head, base })
  return { github, base, head }
}

/** How many files stand on each page. */
async function countPages(github: GitHubDouble, path: string): Promise<number[]> {
  const counts = []
  for (let page = 1; ; page++) {
    const { body, headers } = await ask(github, `GET ${path}?per_page=100&page=${page}`)
    counts.push((body.files ?? body).length)
    if (!headers.get('link')?.includes('rel="next"')) return counts
  }
}

test('a pull request lists 3,000 files, although it says how many there are', async () => {
  const { github } = await opened(3001)
  await using _ = github
  expect((await ask(github, 'GET /pulls/1')).body.changed_files).toBe(3001)
  expect(await countPages(github, '/pulls/1/files')).toEqual(Array(30).fill(100))
})

test('a comparison lists 300 files, on its first page only', async () => {
  const { github, base, head } = await opened(301)
  await using _ = github
  const { body } = await ask(github, `GET /compare/${base}...${head}`)
  expect(body.files).toHaveLength(300)
  expect((await ask(github, `GET /compare/${base}...${head}?page=2`)).body).not.toHaveProperty('files')
})

test('a commit shows 300 files a page', async () => {
  const { github, head } = await opened(301)
  await using _ = github
  expect((await ask(github, `GET /commits/${head}`)).body.files).toHaveLength(300)
  expect(await countPages(github, `/commits/${head}`)).toEqual([100, 100, 100, 1])
})
