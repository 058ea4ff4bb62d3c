import type { GitHubDouble } from '../github/double.ts'
import type { Hook } from '../github/faults.ts'
import { COMMIT, CREATE, UPDATE } from '../pull.ts'
import { at, COMPARE, LIST, lost, made, SHOW, strike, TIP, TREE } from './named.ts'
import type { MODES } from './pulls.ts'
import type { Meanwhile } from './scene.ts'
import type { Place, Strike } from './strike.ts'

/** What fails, so that a run sends requests that it does not send otherwise: these may fail, too. */
export interface Sequel {
  readonly name: string
  readonly mode: keyof typeof MODES
  readonly strikes: readonly Strike[]
  /** What happens besides. */
  readonly meanwhile?: Meanwhile
  /** The requests that come of it. */
  readonly places: readonly Place[]
}

export const SEQUELS: readonly Sequel[] = [
  { name: 'commit lost, but made', mode: 'commit', strikes: [made(COMMIT)], places: [at(TIP)] },
  { name: 'commit lost', mode: 'commit', strikes: [lost(COMMIT)], places: [at(TIP), at(COMMIT, 2)] },
  {
    name: 'commit lost twice, but made',
    mode: 'commit',
    strikes: [lost(COMMIT), made(COMMIT, 2)],
    places: [at(TIP, 2)],
  },
  {
    name: 'commit lost, but made, and somebody pushed upon it',
    mode: 'commit',
    strikes: [made(COMMIT)],
    meanwhile: pushOnTop,
    places: [at(TIP), at(COMPARE, 2)],
  },
  {
    name: "correction's check run lost, but made",
    mode: 'commit',
    strikes: [made(CREATE, 2)],
    places: [at(LIST)],
  },
  {
    name: "correction's check run lost",
    mode: 'commit',
    strikes: [lost(CREATE, 2)],
    places: [at(LIST), at(CREATE, 3)],
  },
  {
    name: "correction's verdict lost, but made",
    mode: 'commit',
    strikes: [made(UPDATE)],
    places: [at(SHOW)],
  },
  {
    name: "correction's verdict lost",
    mode: 'commit',
    strikes: [lost(UPDATE)],
    places: [at(SHOW), at(UPDATE, 2)],
  },
  {
    name: 'both verdicts refused',
    mode: 'commit',
    strikes: [1, 2, 3, 4].map((nth) => strike(UPDATE, nth, '422')),
    places: [at(SHOW), at(UPDATE, 5), at(SHOW, 2), at(UPDATE, 6)],
  },
  { name: 'check run lost, but made', mode: 'none', strikes: [made(CREATE)], places: [at(LIST)] },
  { name: 'check run lost', mode: 'none', strikes: [lost(CREATE)], places: [at(LIST), at(CREATE, 2)] },
  {
    name: 'check run lost for good, but made',
    mode: 'none',
    strikes: [made(CREATE), strike(LIST, 1, '403')],
    places: [at(LIST, 2), at(SHOW), at(UPDATE)],
  },
  { name: 'first marks lost, but made', mode: 'none', strikes: [made(UPDATE)], places: [at(SHOW)] },
  { name: 'first marks lost', mode: 'none', strikes: [lost(UPDATE)], places: [at(SHOW), at(UPDATE, 2)] },
  { name: 'last marks lost, but made', mode: 'none', strikes: [made(UPDATE, 2)], places: [at(SHOW)] },
  { name: 'last marks lost', mode: 'none', strikes: [lost(UPDATE, 2)], places: [at(SHOW), at(UPDATE, 3)] },
  { name: 'tree refused', mode: 'none', strikes: [strike(TREE, 1, '404')], places: [at(SHOW), at(UPDATE)] },
  {
    name: 'green verdict refused',
    mode: 'calm',
    strikes: [1, 2].map((nth) => strike(UPDATE, nth, '422')),
    places: [at(SHOW), at(UPDATE, 3)],
  },
]

/** Somebody pushes as soon as the run looks where the branch points. */
export function pushOnTop({ git }: GitHubDouble): Hook {
  const pushed = { times: 0 }
  return async ({ operation }) => {
    if (operation === TIP && pushed.times++ === 0)
      await git.commit({ 'theirs.txt': 'x' }, { branch: 'batch', message: 'Theirs' })
    return undefined
  }
}
