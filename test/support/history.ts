import { startGitHub } from './github/double.ts'
import type { Event } from './github/events.ts'
import { NONE } from './github/pushEvent.ts'
import { BATCH, batch, CANARY, CONFIGURATION, type PullSetup, SETTINGS } from './pull.ts'
import type { RunResult } from './runner.ts'
import { type Stage, type Starting, stageOn } from './scene.ts'

/** What happens to a branch without a pull request; of the second group everything is checked. */
const CHANGES = ['merge_group', 'push'] as const
export const WHOLE = ['push of a new branch', 'push of a tag', 'workflow_dispatch', 'schedule'] as const
export const OCCASIONS = [...CHANGES, ...WHOLE] as const
/** One of each kind: what differs from a base that decides, what differs, and everything. */
export const KINDS = ['merge_group', 'push', 'schedule'] as const
type Occasion = (typeof OCCASIONS)[number]

/** The commit `base`, which has a configuration, and on top of it `head`, which adds `BATCH`, unless said. */
export type HistorySetup = Pick<PullSetup, 'base' | 'head' | 'github'>

/** A repository without a pull request, on a GitHub of its own. Its branch has gone on since the commit that is judged. */
export interface History extends Stage {
  readonly base: string
  readonly head: string
  /** What GitHub sends when `head` comes after `base`. */
  eventOf(occasion: Occasion): Promise<Event>
  /** Runs the bundle on an occasion, or on an event of its own. */
  run(occasion: Occasion | Event, starting?: Starting): Promise<RunResult>
  /** Whether every branch and tag still is where it was. */
  untouched(): Promise<boolean>
}

/** Makes the commits. Who reads the branch instead of the commit finds neither files nor anybody federated. */
export async function openHistory(setup: HistorySetup = {}): Promise<History> {
  const { base: before = { [CONFIGURATION]: SETTINGS }, head: change = { [BATCH]: batch() } } = setup
  const github = await startGitHub(setup.github)
  const { git, events } = github
  const base = await git.commit({ 'README.md': 'Batches\n', ...before })
  const head = await git.commit(change)
  const removed = Object.keys({ ...before, ...change }).map((path) => [path, null])
  await git.commit({ ...Object.fromEntries(removed), [CONFIGURATION]: 'federated-domains: none\n' })
  const stage = stageOn(github, CANARY)
  const refs = () => git.line('for-each-ref')
  const were = await refs()
  const occasions: Readonly<Record<Occasion, () => Promise<Event>>> = {
    merge_group: () => events.mergeGroup({ head, base }),
    push: () => events.push({ ref: 'refs/heads/main', before: base, after: head }),
    'push of a new branch': () => events.push({ ref: 'refs/heads/new', before: NONE, after: head }),
    'push of a tag': () => events.push({ ref: 'refs/tags/v1', before: NONE, after: head }),
    workflow_dispatch: async () => events.dispatch(head),
    schedule: async () => events.schedule(head),
  }
  return {
    ...stage,
    base,
    head,
    eventOf: (occasion) => occasions[occasion](),
    run: async (occasion, starting) =>
      stage.runOn(typeof occasion === 'string' ? await occasions[occasion]() : occasion, starting),
    untouched: async () => (await refs()) === were,
  }
}
