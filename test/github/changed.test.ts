import { describe, expect, test } from 'vitest'
import { type Changed, listChanged } from '../../src/github/changed.ts'
import type { Event } from '../../src/github/event.ts'
import { InputError } from '../../src/mistakes.ts'
import { connectTo, operationsOf } from '../support/github/connecting.ts'
import { type GitHubDouble, startGitHub } from '../support/github/double.ts'
import { fail, notAccessible } from '../support/github/faults.ts'

const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

const before = {
  'same.csv': 'same',
  'edited.csv': '1',
  'removed.csv': 'removed',
  'old name.csv': 'a file that is long enough to be found again under another name\n'.repeat(3),
  'mode.csv': 'mode',
  'notes.txt': 'notes',
  'link.csv': { mode: '120000', bytes: 'same.csv' },
  'kept-link.csv': { mode: '120000', bytes: 'same.csv' },
} as const
const change = {
  'added.csv': 'added',
  'edited.csv': '2',
  'removed.csv': null,
  'old name.csv': null,
  'new name.csv': before['old name.csv'],
  'mode.csv': { mode: '100755', bytes: 'mode' },
  'notes.txt': 'more notes',
  'link.csv': { mode: '120000', bytes: 'edited.csv' },
} as const

/** What of it is wanted: the CSV files. */
const wanted = (path: string) => path.endsWith('.csv')
const expected = {
  entries: ['added.csv', 'edited.csv', 'mode.csv', 'new name.csv'],
  skipped: ['link.csv'],
  others: ['notes.txt', 'same.csv'],
  removed: ['old name.csv', 'removed.csv'],
  all: false,
}
const everything = {
  ...expected,
  entries: ['added.csv', 'edited.csv', 'mode.csv', 'new name.csv', 'same.csv'],
  skipped: ['kept-link.csv', 'link.csv'],
  others: ['notes.txt'],
  removed: [],
}
const nothing: Changed = { entries: [], skipped: [], others: [], removed: [], all: false }

const pathsOf = ({ entries, others, ...rest }: Changed) => ({
  ...rest,
  entries: entries.map(({ path }) => path),
  others: others.map(({ path }) => path),
  removed: [...rest.removed].sort(),
})

/** A GitHub with two commits, and the events that are about them. */
async function start() {
  const github = await startGitHub()
  const base = await github.git.commit(before)
  const head = await github.git.commit(change, { branch: 'batch', parent: base })
  await github.openPull({ head, base })
  const pull = { branch: 'batch', baseBranch: 'main', base, sameRepository: true }
  const common = { owner: 'contoso', repo: 'migration', head, public: false }
  const events = {
    pull: { ...common, name: 'pull_request', toMerge: true, base, pull },
    push: { ...common, name: 'push', toMerge: false, base: head, since: base },
    group: { ...common, name: 'merge_group', toMerge: true, base, since: base },
    schedule: { ...common, name: 'schedule', toMerge: false, base: head },
  } satisfies Record<string, Event>
  return { ...github, base, head, on: events }
}

const list = (github: GitHubDouble, event: Event) => listChanged(connectTo(github), event, wanted)

describe('of a pull request', () => {
  test('GitHub lists what it changes, and the tree has the rest', async () => {
    await using github = await start()

    expect(pathsOf(await list(github, github.on.pull))).toEqual(expected)
    expect(operationsOf(github)).toEqual([COMPARE, TREE])
  })

  test('without anything wanted no tree is read', async () => {
    await using github = await start()

    expect(await listChanged(connectTo(github), github.on.pull, (path) => path === 'x')).toEqual(nothing)
    expect(operationsOf(github)).toEqual([COMPARE])
  })

  test('whatever its branch, its base and GitHub make of it meanwhile, it is that of its head', async () => {
    await using github = await start()
    await github.git.commit({ 'more.csv': 'more', 'added.csv': null }, { branch: 'batch' })
    const base = await github.git.commit({ 'same.csv': 'changed', 'theirs.csv': 'x', 'edited.csv': null })

    expect(pathsOf(await list(github, github.on.pull))).toEqual(expected)
    expect(pathsOf(await list(github, { ...github.on.pull, base }))).toEqual(expected)
  })

  test.each([
    [299, [COMPARE, TREE]],
    [300, [COMPARE, TREE, TREE]], // GitHub lists no more of a comparison
    [301, [COMPARE, TREE, TREE]],
  ])('of %d files it is whole, and nothing that its base got is in it', async (count, operations) => {
    await using github = await start()
    const paths = Array.from({ length: count }, (_, index) => `crowd/${index}.csv`)
    const crowd = Object.fromEntries(paths.map((path) => [path, 'x']))
    const head = await github.git.commit(crowd, { parent: github.base })
    const base = await github.git.commit({ 'theirs.csv': 'x', 'same.csv': null })
    const changed = await list(github, { ...github.on.pull, head, base })

    expect(pathsOf(changed)).toMatchObject({ entries: paths.sort(), removed: [], all: false })
    expect(operationsOf(github)).toEqual(operations)
  })

  test('by trees it is the same as by the list', async () => {
    await using github = await start()
    const crowd = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`crowd/${index}.txt`, 'x']))
    const head = await github.git.commit(crowd, { parent: github.head })
    const { others, ...changed } = pathsOf(await list(github, { ...github.on.pull, head }))

    expect({ ...changed, others: others.filter((path) => !path.startsWith('crowd/')) }).toEqual(expected)
    expect(operationsOf(github)).toEqual([COMPARE, TREE, TREE])
  })

  test.each([
    [COMPARE, /^GitHub refused to compare [0-9a-f]{40} with its base \(403: /],
    [TREE, /^GitHub refused to list the files of commit [0-9a-f]{40} \(403: /],
  ])('it is said if %s is refused', async (operation, words) => {
    await using github = await start()
    github.before(fail(operation, notAccessible))

    const error: unknown = await list(github, github.on.pull).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(InputError)
    expect((error as InputError).message).toMatch(words)
    expect((error as InputError).message).toContain('Give the job the permission "contents: read".')
  })
})

describe.each(['push', 'group'] as const)('of a %s', (kind) => {
  test('trees tell what differs from the commit before', async () => {
    await using github = await start()

    expect(pathsOf(await list(github, github.on[kind]))).toEqual(expected)
    expect(operationsOf(github)).toEqual([TREE, TREE])
  })

  test('everything is taken, and that is known, if GitHub does not know the commit before any more', async () => {
    await using github = await start()
    const event = { ...github.on[kind], since: 'b'.repeat(40) }

    expect(pathsOf(await list(github, event))).toEqual({ ...everything, all: true })
  })

  test('it is said if the commit before is refused', async () => {
    await using github = await start()
    github.before(({ path }) => (path.endsWith(github.base) ? notAccessible : undefined))

    await expect(list(github, github.on[kind])).rejects.toThrow(InputError)
  })
})

test('without a commit before, everything is taken', async () => {
  await using github = await start()

  expect(pathsOf(await list(github, github.on.schedule))).toEqual(everything)
  expect(operationsOf(github)).toEqual([TREE])
})
