import { beginJudgement } from '../check.ts'
import { listChanged } from '../github/changed.ts'
import { readBlobs } from '../github/contents.ts'
import { matcherFrom } from '../globs.ts'
import { duplicateUser } from '../rules/duplicate-user.ts'
import { passwordInRepository } from '../rules/password-in-repository.ts'
import type { Settings } from '../settings.ts'
import type { Entry } from '../source.ts'
import type { Run } from './prepare.ts'
import { type Review, review } from './review.ts'
import { validateWhatDecides } from './validate.ts'

/** What came out of the files that an event is about, and the links and submodules that were left alone. */
export interface Reviewed {
  readonly reviewed: Review
  readonly skipped: readonly string[]
  /** What should be known about what was checked, and about the exports that are changed. */
  readonly notes: readonly string[]
}

/**
 * Reviews what the event is about, and compares it with the other batches of the repository.
 * @throws InputError if it brings a configuration or an export with mistakes, or GitHub refuses
 */
export async function reviewChanges(run: Run): Promise<Reviewed> {
  const { gitHub, event, settings, directory, configuration } = run
  const matches = await matcherFrom(settings.filesBase, settings.files)
  const exports = new Set(settings.directoryExports)
  const isBatch = (path: string) => matches(path) && !exports.has(path)
  const wanted = (path: string) => matches(path) || path === configuration || exports.has(path)
  const changed = await listChanged(gitHub, event, wanted)
  const notes = event.toMerge ? await validateWhatDecides(gitHub, changed, run) : []

  const entries = changed.entries.filter(({ path }) => isBatch(path))
  const severities = {
    ...(event.public && { [passwordInRepository.id]: 'error' as const }),
    ...settings.severities,
  }
  const judgement = beginJudgement({ ...settings, severities, directory })
  const others = entries.length > 0 ? changed.others.filter(({ path }) => isBatch(path)) : []
  const { compared, left } = neighboursOf(others, severities)
  const reviewed = await review(readBlobs(gitHub, [...compared, ...entries]), {
    judgement,
    fix: settings.fix === 'commit',
    neighbours: new Set(compared.map(({ path }) => path)),
    mustCompare: settings.failOn === 'warning' || severities[duplicateUser.id] === 'error',
  })
  return {
    reviewed: { ...reviewed, notCompared: [...reviewed.notCompared, ...left] },
    skipped: changed.skipped,
    notes: [...notes, ...(changed.all ? [ALL] : [])],
  }
}

const ALL = 'GitHub does not know the commit before this push any more, so all files were checked.'

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
