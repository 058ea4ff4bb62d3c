import { TIMING, type Timing } from '../../../src/github/timing.ts'
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
  readonly timing?: Timing
}

/** A pull request on which one run follows the other, each on the world as it was at first. */
export interface FaultScene extends AsyncDisposable {
  readonly mode: Mode
  /** Runs main and post while requests fail as said. */
  run(strikes: readonly Strike[], unusual?: Unusual): Promise<Facts>
}

/** What the branch is required to show by a ruleset and by classic protection, so that there is something to look for. */
const REQUIRED = [{ requiredChecks: ['check'] }, { requiredChecks: ['policy'], classic: true }]
/** How long a request is waited for, in milliseconds. */
const [LEAST_PATIENCE, MOST_PATIENCE] = [250, 10_000]

/** Opens the pull request of a mode for runs in this process, and measures how patient they must be on this machine. */
export async function openFaultScene(mode: Mode): Promise<FaultScene> {
  const stage = await openStage(mode)
  const patient = timingFor(MOST_PATIENCE)
  await runOn(stage, [], { timing: patient }) // the first one is slow
  const { took } = await runOn(stage, [], { timing: patient })
  const timing = timingFor(Math.max(Math.ceil(took), LEAST_PATIENCE))
  return {
    mode,
    run: (strikes, unusual) => runOn(stage, strikes, { timing, ...unusual }),
    [Symbol.asyncDispose]: () => stage.github[Symbol.asyncDispose](),
  }
}

/** The same for runs of the bundle, with its timing. */
export async function openBundleScene(mode: Mode): Promise<FaultScene> {
  const stage = await openStage(mode)
  return {
    mode,
    run: (strikes, unusual) => runOn(stage, strikes, unusual ?? {}),
    [Symbol.asyncDispose]: () => stage.github[Symbol.asyncDispose](),
  }
}

interface Stage extends Looked {
  readonly pull: PullRequest
  readonly restore: () => Promise<void>
}

async function openStage(mode: Mode): Promise<Stage> {
  const github = await startGitHub({
    permissions: { statuses: 'read' },
    requestsAnHour: Number.MAX_SAFE_INTEGER,
  })
  const base = await github.git.commit({ [CONFIGURATION]: SETTINGS })
  const head = await github.git.commit(mode.files, { branch: 'batch', parent: base })
  const pull = await github.openPull({ head, base })
  for (const protection of REQUIRED) github.protect('main', protection)
  const right = await treeOf(github.git, await github.git.commitTree(mode.corrected, { parent: head }))
  return { mode, github, head, right, pull, restore: await github.remember() }
}

/** The times of a run in the proportions of the real ones, but for the seconds, which are a millisecond. */
function timingFor(patience: number): Timing {
  return { request: patience, reading: patience * 24, run: patience * 30, second: 1 }
}

/** Runs the source if there is a timing, or else the bundle. */
async function runOn(stage: Stage, strikes: readonly Strike[], unusual: Unusual): Promise<Facts> {
  const { mode, github, pull } = stage
  const { request, run: limit } = unusual.timing ?? TIMING
  const { hook, struck } = striking(strikes, request)
  if (unusual.meanwhile) github.before(unusual.meanwhile(github))
  github.before(hook)
  const event = await github.events.pull(pull)
  const how = unusual.timing ? { here: unusual.timing } : { timeoutMs: limit }
  const byMain: RecordedRequest[] = []
  const between = () => byMain.push(...github.requests)
  const options = { github, event, inputs: { fix: mode.fix }, between, ...how }
  const { run, took, pending } = await watch(() => runAction(options), 'here' in how)
  await using _ = run
  await untilEffects(struck)
  const facts = { ...(await lookAt(stage, run)), took, limit, pending }
  await stage.restore()
  return { ...facts, byPost: facts.requests.slice(byMain.length) }
}
