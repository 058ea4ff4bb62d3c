import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Difference, diffOf } from './diff.ts'
import { git, gitLine } from './git.ts'
import { createMemory } from './lasting.ts'
import { openObjects } from './objects.ts'
import { type Refs, refsOf } from './refs.ts'
import { type CommitOptions, digestOf, type FileChange, parentsOf, storeCommit, storeTree } from './store.ts'
import { listTree, type TreeEntry } from './tree.ts'

/** A bare repository made by git itself, and what tests ask of it. */
export interface Repository extends Refs, AsyncDisposable {
  readonly folder: string
  commit(files: Readonly<Record<string, FileChange>>, options?: CommitOptions): Promise<string>
  /** Stores a commit and moves no branch. */
  commitTree(files: Readonly<Record<string, FileChange>>, options: CommitOptions): Promise<string>
  /** The commit a branch points at; throws if there is no such branch. */
  branch(name: string): Promise<string>
  /** The commit a name stands for. */
  resolve(name: string): Promise<string | undefined>
  read(rev: string, path: string): Promise<Buffer>
  object(name: string): ReturnType<ReturnType<typeof openObjects>['read']>
  /** The commits of a branch or commit, newest first. */
  log(rev: string): Promise<readonly string[]>
  diff(from: string, to: string): Promise<readonly Difference[]>
  tree(rev: string, options?: { readonly recursive?: boolean }): Promise<readonly TreeEntry[]>
  line(...args: string[]): Promise<string>
}

const clockStart = 1_767_225_600 // 2026-01-01: commits a second apart have the same ids in every run

/** Makes an empty repository in a folder of its own. */
export async function createRepository(): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'))
  await git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', '--template='])
  const objects = openObjects(folder)
  const counter = { commits: 0 }
  const known = createMemory()
  const line = (...args: string[]) => known(args, () => gitLine(folder, args))
  const resolve = async (name: string) => (await objects.read(`${name}^{commit}`))?.oid
  const now = () => clockStart + counter.commits++
  const refs = refsOf(folder, now)
  const repository: Repository = {
    folder,
    resolve,
    line,
    ...refs,
    object: (name) => objects.read(name),
    async commitTree(files, options) {
      const [parent] = parentsOf(options)
      const question = ['write-tree', parent ?? '-', digestOf(files)]
      const tree = await known(question, () => storeTree(folder, files, parent))
      return storeCommit(folder, tree, { ...options, time: now() })
    },
    async commit(files, options = {}) {
      const branch = options.branch ?? (options.parent ? undefined : 'main')
      const tip = branch && (await resolve(`refs/heads/${branch}`))
      const parent = options.parent ?? (tip || undefined)
      const sha = await repository.commitTree(files, { ...options, ...(parent && { parent }) })
      if (branch && !(await refs.move(`refs/heads/${branch}`, sha))) throw new Error(`${branch} did not move`)
      return sha
    },
    async branch(name) {
      const sha = await resolve(`refs/heads/${name}`)
      if (!sha) throw new Error(`There is no branch ${name}`)
      return sha
    },
    async read(rev, path) {
      const entry = path.includes('\n') && (await repository.tree(rev)).find((each) => each.path === path)
      const found = await objects.read(entry ? entry.sha : `${rev}:${path}`) // which takes one line
      if (found?.type !== 'blob') throw new Error(`There is no file ${path} in ${rev}`)
      return found.bytes
    },
    log: async (rev) => (await line('rev-list', rev, '--')).split('\n'),
    diff: (from, to) => known(['diff', from, to], () => diffOf(folder, from, to)),
    tree: (rev, { recursive = true } = {}) =>
      known(['ls-tree', `-${recursive}`, rev], () => listTree(folder, rev, recursive)),
    async [Symbol.asyncDispose]() {
      objects.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return repository
}
