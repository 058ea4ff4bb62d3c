import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git, gitLine } from './git.ts'
import { listTree } from './tree.ts'

/** What a commit puts at a path: text, bytes, either with a mode, a submodule's commit, or nothing any more. */
export type FileChange =
  | string
  | Uint8Array
  | { readonly mode: string; readonly bytes: string | Uint8Array }
  | { readonly mode: '160000'; readonly sha: string }
  | null

/** Where a commit goes: on a branch (`main` if nothing is said), on a parent, or both. */
export interface CommitOptions {
  readonly branch?: string
  readonly parent?: string | readonly string[]
  readonly message?: string
  readonly author?: string
}

const absent = '0'.repeat(40)

interface StoreOptions extends CommitOptions {
  readonly time: number
}

/** Stores a tree as a commit on top of its parents, by git's plumbing. */
export function storeCommit(folder: string, tree: string, options: StoreOptions): Promise<string> {
  const { message = 'Change', author = 'Admin <admin@example.com>', time } = options
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(author) ?? []
  return gitLine(folder, ['commit-tree', tree, ...parentsOf(options).flatMap((sha) => ['-p', sha])], {
    input: message,
    env: identity(name, email, `${time} +0000`),
  })
}

/** The commits that one is put upon. */
export function parentsOf({ parent = [] }: CommitOptions): readonly string[] {
  return typeof parent === 'string' ? [parent] : parent
}

/** Stores what a commit holds: what its parent has, with the files changed. */
export async function storeTree(
  folder: string,
  files: Readonly<Record<string, FileChange>>,
  parent: string | undefined,
): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'commit-'))
  const env = { GIT_INDEX_FILE: join(work, 'index') }
  if (parent) await git(folder, ['read-tree', parent], { env })
  const info = await indexInfo(folder, work, files, parent)
  await git(folder, ['update-index', '--add', '--replace', '-z', '--index-info'], { env, input: info })
  const tree = await gitLine(folder, ['write-tree'], { env })
  await rm(work, { recursive: true })
  return tree
}

function identity(name: string, email: string, date: string): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    GIT_COMMITTER_DATE: date,
  }
}

/** The lines that put the changed files into an index. A file keeps its mode unless one is given. */
async function indexInfo(
  folder: string,
  work: string,
  files: Readonly<Record<string, FileChange>>,
  parent?: string,
) {
  const changes = Object.entries(files)
  const modes = parent
    ? new Map(
        (await listTree(folder, parent, true)).flatMap(({ path, mode, type }) =>
          type === 'tree' ? [] : [[path, mode] as const],
        ),
      )
    : new Map<string, string>()
  const contents = changes.filter(([, change]) => change !== null && !(isPlain(change) && 'sha' in change))
  const different = [...new Set(contents.map(([, change]) => bytesOf(change)))] // many files may be alike
  const shas = await hash(folder, work, different)
  const shaOf = new Map(different.map((bytes, index) => [bytes, shas[index]]))
  const stored = new Map(contents.map(([path, change]) => [path, shaOf.get(bytesOf(change))]))
  return changes
    .map(([path, change]) => {
      if (change === null) return `0 ${absent}\t${path}\0`
      const mode = isPlain(change) ? change.mode : (modes.get(path) ?? '100644')
      return `${mode} ${isPlain(change) && 'sha' in change ? change.sha : stored.get(path)}\t${path}\0`
    })
    .join('')
}

function isPlain(change: FileChange): change is Exclude<FileChange, string | Uint8Array | null> {
  return typeof change === 'object' && change !== null && !(change instanceof Uint8Array)
}

/** Tells changes apart, by a SHA-1. */
export function digestOf(files: Readonly<Record<string, FileChange>>): string {
  const hash = createHash('sha1')
  for (const [path, change] of Object.entries(files)) {
    const what = change === null ? null : isPlain(change) ? { ...change, bytes: undefined } : ''
    const bytes = Buffer.from(bytesOf(change))
    hash.update(JSON.stringify([path, what, bytes.length])).update(bytes)
  }
  return hash.digest('hex')
}

function bytesOf(change: FileChange): string | Uint8Array {
  if (change === null || (isPlain(change) && 'sha' in change)) return ''
  return isPlain(change) ? change.bytes : change
}

/** Stores contents as blobs, all of them by one process. */
async function hash(
  folder: string,
  work: string,
  contents: readonly (string | Uint8Array)[],
): Promise<string[]> {
  const paths = contents.map((_, index) => join(work, String(index)))
  await Promise.all(contents.map((bytes, index) => writeFile(paths[index] as string, bytes)))
  const input = paths.map((path) => `${path}\n`).join('')
  return (await gitLine(folder, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input })).split(
    '\n',
  )
}
