import { InputError } from '../mistakes.ts'
import type { GitHub } from './client.ts'
import type { Event } from './event.ts'
import { codeOf, mayBeDone, refusalOf, wordsOf } from './refusal.ts'

/** The most files a comparison lists. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_FILES = 300

/** What a pull request changes. */
export interface Pulled {
  /** The commit where it left its base: what has changed there since then is none of its own. */
  readonly start: string
  /** Paths of the head and of what is removed; nothing if GitHub may not have listed all of them. */
  readonly paths: ReadonlySet<string> | undefined
}

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

/**
 * Not by the list of the pull request's files: that is of its newest head. If the base holds the head by now, because it was
 * merged, what the event names as base tells what it changed.
 * @throws InputError if GitHub refuses
 */
export async function comparePull(gitHub: GitHub, { base, head, pull }: Event): Promise<Pulled> {
  const found = await compare(gitHub, base, head)
  const isMerged = found.start === head && pull !== undefined && pull.base !== base
  return isMerged ? compare(gitHub, pull.base, head) : found
}

async function compare(gitHub: GitHub, base: string, head: string): Promise<Pulled> {
  const { read, owner, repo } = gitHub
  const asked = { owner, repo, basehead: `${base}...${head}`, per_page: 1 }
  try {
    const { data } = await read.request(COMPARE, asked)
    return { start: data.merge_base_commit.sha, paths: pathsOf(data.files) }
  } catch (error) {
    const start = isTooLarge(error) ? await findStart(gitHub, asked) : undefined
    if (start !== undefined) return { start, paths: undefined }
    throw new InputError([sayIncomparable(error, head)])
  }
}

/** GitHub lists at most 300 files, and leaves out what is large: then it is not known what else it left out. */
function pathsOf(files: readonly ComparedFile[] | undefined): ReadonlySet<string> | undefined {
  if (files === undefined || files.length >= MOST_FILES) return undefined
  if (files.some(({ patch, changes }) => patch === undefined && changes > 0)) return undefined
  return new Set(
    files.flatMap(({ filename, previous_filename: previous = filename, status }) => [
      filename,
      ...(status === 'renamed' ? [previous] : []),
    ]),
  )
}

interface ComparedFile {
  readonly filename: string
  readonly previous_filename?: string
  readonly status: string
  readonly changes: number
  readonly patch?: string
}

/** GitHub gives up on large differences, in one way or another. */
function isTooLarge(error: unknown): boolean {
  return codeOf(error) === 422 || mayBeDone(error)
}

/** The second page has no differences, so that it comes even where they are too large. */
async function findStart({ read }: GitHub, asked: CompareRequest): Promise<string | undefined> {
  const answer = await read.request(COMPARE, { ...asked, page: 2 }).catch(() => undefined)
  return answer?.data.merge_base_commit.sha
}

type CompareRequest = Readonly<Record<'owner' | 'repo' | 'basehead', string>> & { readonly per_page: number }

function sayIncomparable(error: unknown, head: string): string {
  if (codeOf(error) === 404 && /common ancestor/i.test(wordsOf(error)))
    return 'The pull request and its base have no common history. Rebase its branch on the base.'
  return refusalOf(error, `compare ${head} with its base`, 'contents: read')
}
