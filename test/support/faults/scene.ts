import { TIMING, type Timing } from '../../../src/github/timing.ts'
import { type HeldClock, holdClock } from '../clock.ts'
import { type GitHubDouble, startGitHub } from '../github/double.ts'
import type { Hook } from '../github/faults.ts'
import type { PullRequest } from '../github/pull.ts'
import type { RecordedRequest } from '../github/requests.ts'
import { CONFIGURATION, SETTINGS } from '../pull.ts'
import { runAction } from '../runner.ts'
import type { Facts } from './facts.ts'
import { type Looked, lookAt, treeOf } from './looking.ts'
import type { Mode } from './pulls.ts'
import { type Strike, striking } from './strike.ts'
import { untilEffects, watch } from './waiting.ts'

/** What else happens while a run goes on: it is told of every request. */
export type Meanwhile = (github: GitHubDouble) => Hook

/** How a run may differ from the usual one. */
export interface Unusual {
  readonly meanwhile?: Meanwhile | undefined
  readonly timing?: Partial<Timing>
}

/** A pull request on which one run follows the other, each on the world as it was at first. */
export interface FaultScene extends AsyncDisposable {
  readonly mode: Mode
  /** Runs main and post while requests fail as said. */
  run(strikes: readonly Strike[], unusual?: Unusual): Promise<Facts>
}

/** What the branch is required to show by a ruleset and by classic protection, so that there is something to look for. */
const REQUIRED = [{ requiredChecks: ['check'] }, { requiredChecks: ['policy'], classic: true }]
/** As often as a request may be sent while another one is waited for. */
const REQUESTS = 20

/** Opens the pull request of a mode for runs in this process: the scene holds their clock. */
export async function openFaultScene(mode: Mode): Promise<FaultScene> {
  const clock = holdClock()
  const stage = await openStage(mode, clock)
  const usual: Timing = { ...TIMING, second: 1, clock }
  return {
    mode,
    run: (strikes, { timing, meanwhile } = {}) =>
      runOn(stage, strikes, { meanwhile, held: { ...usual, ...timing, clock } }),
    [Symbol.asyncDispose]: () => stage.github[Symbol.asyncDispose](),
  }
}

/** The same for runs of the bundle, with its timing. */
export async function openBundleScene(mode: Mode): Promise<FaultScene> {
  const stage = await openStage(mode)
  return {
    mode,
    run: (strikes, { meanwhile } = {}) => runOn(stage, strikes, { meanwhile }),
    [Symbol.asyncDispose]: () => stage.github[Symbol.asyncDispose](),
  }
}

interface Stage extends Looked {
  readonly pull: PullRequest
  readonly restore: () => Promise<void>
}

async function openStage(mode: Mode, clock?: HeldClock): Promise<Stage> {
  const github = await startGitHub({
    permissions: { statuses: 'read' },
    requestsAnHour: Number.MAX_SAFE_INTEGER,
    ...(clock && { clock }),
  })
  const base = await github.git.commit({ [CONFIGURATION]: SETTINGS })
  const head = await github.git.commit(mode.files, { branch: 'batch', parent: base })
  const pull = await github.openPull({ head, base })
  for (const protection of REQUIRED) github.protect('main', protection)
  const right = await treeOf(github.git, await github.git.commitTree(mode.corrected, { parent: head }))
  return { mode, github, head, right, pull, restore: await github.remember() }
}

interface How {
  readonly meanwhile: Meanwhile | undefined
  /** Runs the source with a clock that is held; the bundle if there is none. */
  readonly held?: Timing
}

async function runOn(stage: Stage, strikes: readonly Strike[], { meanwhile, held }: How): Promise<Facts> {
  const { mode, github, pull } = stage
  const { request, run: limit } = held ?? TIMING
  const { hook, struck } = striking(strikes, request)
  if (held) github.before(tick(github, request / REQUESTS))
  if (meanwhile) github.before(meanwhile(github))
  github.before(hook)
  const event = await github.events.pull(pull)
  const how = held ? { here: held } : { timeoutMs: limit }
  const byMain: RecordedRequest[] = []
  const between = () => byMain.push(...github.requests)
  const options = { github, event, inputs: { fix: mode.fix }, between, ...how }
  const { run, took, pending } = await watch(() => runAction(options), held?.clock)
  await using _ = run
  github.clock?.finish()
  await untilEffects(struck)
  const facts = { ...(await lookAt(stage, run)), took, limit, pending }
  await stage.restore()
  return { ...facts, byPost: facts.requests.slice(byMain.length) }
}

/** Every request takes some time. */
function tick({ clock }: GitHubDouble, time: number): Hook {
  return () => {
    clock?.pass(time)
    return undefined
  }
}
