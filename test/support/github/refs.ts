import { gitLine } from './git.ts'

/** The branches and tags of a repository. */
export interface Refs {
  /** Points a ref at a commit, if it still points at `old` where that is given. */
  move(ref: string, sha: string, old?: string): Promise<boolean>
  /** Tags a commit; with a message the tag is an object of its own, whose SHA is returned. */
  tag(name: string, commit: string, message?: string): Promise<string>
  /** Deletes a branch or a tag by its full name; returns what it pointed at. */
  remove(ref: string): Promise<string>
  /** Whether nobody has pushed anything yet. */
  isEmpty(): Promise<boolean>
}

/** Works on the refs of a repository; `now` gives the time of a tag, in seconds. */
export function refsOf(folder: string, now: () => number): Refs {
  const known = { empty: true }
  const line = (...args: string[]) => gitLine(folder, args)
  return {
    move: (ref, sha, old) =>
      line('update-ref', ref, sha, ...(old === undefined ? [] : [old])).then(
        () => true,
        () => false,
      ),
    async tag(name, commit, message) {
      const sha =
        message === undefined ? commit : await storeTag(folder, { name, commit, message, at: now() })
      await line('update-ref', `refs/tags/${name}`, sha)
      return sha
    },
    async remove(ref) {
      const sha = await line('rev-parse', '--verify', ref)
      await line('update-ref', '-d', ref, sha)
      return sha
    },
    async isEmpty() {
      if (known.empty) known.empty = (await line('for-each-ref', '--count=1')) === ''
      return known.empty
    },
  }
}

interface Tag {
  readonly name: string
  readonly commit: string
  readonly message: string
  readonly at: number
}

/** Stores an annotated tag, by git's plumbing; no ref points at it yet. */
function storeTag(folder: string, { name, commit, message, at }: Tag): Promise<string> {
  const head = [`object ${commit}`, 'type commit', `tag ${name}`]
  const lines = [...head, `tagger Admin <admin@example.com> ${at} +0000`, '', message, '']
  return gitLine(folder, ['mktag'], { input: lines.join('\n') })
}
