import { beginJudgement } from '../check.ts'
import { createDirectory } from '../federation/directory.ts'
import type { GitHub } from '../github/client.ts'
import { listChanged, readBlobs } from '../github/contents.ts'
import type { PullRequest } from '../github/event.ts'
import { matcher } from '../globs.ts'
import { duplicateUser } from '../rules/duplicate-user.ts'
import { passwordInRepository } from '../rules/password-in-repository.ts'
import type { Settings } from '../settings.ts'
import type { Entry } from '../source.ts'
import { type Prepared, validateConfiguration } from './prepare.ts'
import { type Review, review } from './review.ts'

/** What came out of the files that a pull request changes, and the links and submodules that were left alone. */
export interface Reviewed {
  readonly reviewed: Review
  readonly skipped: readonly string[]
}

/** Reviews what the pull request changes, and compares it with the other batches of the repository. */
export async function reviewChanges(
  gitHub: GitHub,
  pull: PullRequest,
  { settings, configuration }: Prepared,
): Promise<Reviewed> {
  const matches = await matcher(settings.files)
  const changed = await listChanged(gitHub, pull, (path) => matches(path) || path === configuration)
  const itself = changed.entries.filter(({ path }) => path === configuration)
  for await (const content of readBlobs(gitHub, itself)) await validateConfiguration(content)

  const entries = changed.entries.filter(({ path }) => matches(path))
  const severities = {
    ...(pull.public && { [passwordInRepository.id]: 'error' as const }),
    ...settings.severities,
  }
  const directory = createDirectory(settings.federatedDomains)
  const judgement = beginJudgement({ ...settings, severities, directory })
  const others = entries.length > 0 ? changed.others.filter(({ path }) => matches(path)) : []
  const { compared, left } = neighboursOf(others, severities)
  const reviewed = await review(readBlobs(gitHub, [...compared, ...entries]), {
    judgement,
    fix: settings.fix === 'commit',
    neighbours: new Set(compared.map(({ path }) => path)),
  })
  return {
    reviewed: { ...reviewed, notCompared: [...reviewed.notCompared, ...left] },
    skipped: changed.skipped,
  }
}

/** What a run reads at most only to compare it with what it checks. */
const MOST_COMPARED = { files: 500, bytes: 50_000_000 }

/** The files that users are looked for in besides the changed ones: all others or, if they are too many, none. */
function neighboursOf(
  others: readonly Entry[],
  severities: Settings['severities'],
): { compared: readonly Entry[]; left: string[] } {
  if (severities[duplicateUser.id] === 'off') return { compared: [], left: [] }
  const bytes = others.reduce((sum, { size }) => sum + size, 0)
  const few = others.length <= MOST_COMPARED.files && bytes <= MOST_COMPARED.bytes
  return few ? { compared: others, left: [] } : { compared: [], left: others.map(({ path }) => path) }
}
