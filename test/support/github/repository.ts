import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Difference, diffOf } from './diff.ts'
import { git, gitLine } from './git.ts'
import { openObjects } from './objects.ts'
import { type CommitOptions, type FileChange, store } from './store.ts'
import { listTree, type TreeEntry } from './tree.ts'

/** A bare repository made by git itself, and what tests ask of it. */
export interface Repository extends AsyncDisposable {
  readonly folder: string
  commit(files: Readonly<Record<string, FileChange>>, options?: CommitOptions): Promise<string>
  /** Stores a commit and moves no branch. */
  commitTree(files: Readonly<Record<string, FileChange>>, options: CommitOptions): Promise<string>
  /** The commit a branch points at; throws if there is no such branch. */
  branch(name: string): Promise<string>
  /** The commit a name stands for. */
  resolve(name: string): Promise<string | undefined>
  /** Points a ref at a commit, if it still points at `old` where that is given. */
  move(ref: string, sha: string, old?: string): Promise<boolean>
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
  const diffs = new Map<string, ReturnType<typeof diffOf>>() // every page of a list asks for the same one
  const line = (...args: string[]) => gitLine(folder, args)
  const resolve = async (name: string) => (await objects.read(`${name}^{commit}`))?.oid
  const move = (ref: string, sha: string, old?: string) =>
    line('update-ref', ref, sha, ...(old === undefined ? [] : [old])).then(
      () => true,
      () => false,
    )
  const repository: Repository = {
    folder,
    resolve,
    move,
    line,
    object: (name) => objects.read(name),
    commitTree: (files, options) =>
      store(folder, files, { ...options, time: clockStart + counter.commits++ }),
    async commit(files, options = {}) {
      const branch = options.branch ?? (options.parent ? undefined : 'main')
      const tip = branch && (await resolve(`refs/heads/${branch}`))
      const parent = options.parent ?? (tip || undefined)
      const sha = await repository.commitTree(files, { ...options, ...(parent && { parent }) })
      if (branch && !(await move(`refs/heads/${branch}`, sha))) throw new Error(`${branch} did not move`)
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
    diff(from, to) {
      const key = `${from} ${to}`
      const found = diffs.get(key) ?? diffOf(folder, from, to)
      if (/^[0-9a-f]{40} [0-9a-f]{40}$/.test(key)) diffs.set(key, found)
      return found
    },
    tree: (rev, { recursive = true } = {}) => listTree(folder, rev, recursive),
    async [Symbol.asyncDispose]() {
      objects.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return repository
}
