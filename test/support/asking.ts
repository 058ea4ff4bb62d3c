import { expect } from 'vitest'
import { plain } from '../../src/report/plain.ts'
import { type Microsoft, type MicrosoftOptions, startMicrosoft } from './microsoft/start.ts'
import { usual } from './microsoft/world.ts'
import {
  BATCH,
  batch,
  COMMIT,
  CONFIGURATION,
  openPull,
  type PullSetup,
  type Running,
  readReport,
  type Scene,
} from './pull.ts'
import type { RunResult } from './runner.ts'
import { everythingTold } from './scene.ts'

/** A pull request, and the Microsoft that its runs ask through a proxy. */
export interface Asking extends AsyncDisposable {
  readonly scene: Scene
  readonly microsoft: Microsoft
  /** Runs the bundle, and sees that it kept the secrets. */
  run(running?: Running): Promise<RunResult>
}

export interface AskingSetup extends PullSetup {
  readonly microsoft?: MicrosoftOptions
  /** Whether the job has `id-token: write`. */
  readonly oidc?: boolean
}

/** The domain of the base's list, whose users are federated; the rest is asked for. */
export const LISTED = 'example.com'
const LIST = { [CONFIGURATION]: `federated-domains: ${LISTED},auto\n` }

const bare = { rows: 3, passwords: true }
/** A batch with an offender of contoso.com, who must be asked about. */
export const asks = batch({ ...bare, offenders: [2], user: 'anna' })
/** A batch that can be corrected by the list alone, and one that has nothing to ask about. */
export const others = {
  'batches/listed.csv': batch({ ...bare, offenders: [1], user: 'berta', domain: LISTED }),
  'batches/calm.csv': batch({ ...bare, offenders: [], user: 'clara', domain: 'fabrikam.com' }),
}

/** Opens a pull request that brings a batch to ask about, and starts whom to ask; a job has no OIDC token unless said. */
export async function openAsking({ microsoft: options, oidc = false, ...setup }: AskingSetup = {}) {
  const microsoft = await startMicrosoft(options)
  const scene = await openPull({ base: LIST, head: { [BATCH]: asks }, ...setup })
  const asking: Asking = {
    scene,
    microsoft,
    async run({ env, ...running } = {}) {
      const given = { ...microsoft.env, ...(oidc && microsoft.oidcEnv), ...env }
      const run = await scene.run({ ...running, env: given })
      await expectSecrecy(asking, run)
      return run
    },
    async [Symbol.asyncDispose]() {
      await scene[Symbol.asyncDispose]()
      await microsoft[Symbol.asyncDispose]()
    },
  }
  return asking
}

/** The same for a job that may ask Microsoft Graph; `run` names the app. */
export async function openGraph(setup: AskingSetup = {}): Promise<Asking> {
  const asking = await openAsking({ oidc: true, ...setup })
  const { tenant, client } = asking.microsoft
  return {
    ...asking,
    run: ({ inputs, ...running } = {}) =>
      asking.run({ ...running, inputs: { 'tenant-id': tenant, 'client-id': client, ...inputs } }),
  }
}

/** No token stands anywhere but in the command that masks it; whatever was issued to the run is masked. */
async function expectSecrecy({ scene, microsoft }: Asking, run: RunResult): Promise<void> {
  const [requestToken, ...issued] = microsoft.tokens
  const told = (await everythingTold(scene.github, run)).split('\n')
  const shown = told.filter((line) => !line.startsWith('::add-mask::')).join('\n')
  for (const token of microsoft.tokens) expect(shown).not.toContain(token)
  expect(told.join('\n')).not.toContain(requestToken)
  expect(run.masks).toEqual(expect.arrayContaining(issued))
}

/** The kinds of what Microsoft and the OIDC endpoint were asked, in order. */
export function kindsOf({ microsoft }: Asking): string[] {
  return microsoft.requests.map(({ kind }) => kind)
}

/** A run that wanted to correct everything, and could not find out who is federated: the reason it gives. */
export async function unanswered(asking: Asking, running: Running = {}): Promise<string> {
  const { scene } = asking
  const run = await asking.run({ ...running, inputs: { fix: 'commit', ...running.inputs } })
  expect([run.exitCode, run.outputs]).toMatchObject([1, { conclusion: 'failure', fixed: '0', commit: '' }])
  expect(scene.requestsFor(COMMIT)).toEqual([])
  const { notChecked, conclusion } = JSON.parse(await readReport(run))
  expect([notChecked, conclusion]).toMatchObject([[{ path: BATCH }], 'failure'])
  const [{ why }] = notChecked
  expect(run.log).toContain(`${BATCH} could not be checked in full. ${plain(why)}.`)
  expect(run.summary).toContain(`Not checked in full: \`${BATCH}\``)
  for (const check of scene.checksOn(scene.pull.head)) {
    expect(run.annotations).toEqual([])
    expect(check).toMatchObject({
      conclusion: 'failure',
      output: { title: 'Not everything could be checked' },
    })
  }
  return why
}

/** A job that wanted to know it from Graph and could not: the reason; what needs no answer is marked all the same. */
export async function unansweredByGraph(
  microsoft: MicrosoftOptions,
): Promise<{ why: string; kinds: string[] }> {
  const known = { 'tenant-id': usual.tenant, 'client-id': usual.client }
  const domains = { 'contoso.com': 'Managed' } as const // the sign-in service must not be asked what Graph should know
  const head = { [BATCH]: asks, ...others }
  await using asking = await openAsking({ head, microsoft: { domains, ...microsoft }, oidc: true })
  const why = await unanswered(asking, { inputs: known })
  expect(why).toContain('Nobody could say whether contoso.com is federated: Microsoft Graph: ')
  expect(why).toContain('If it is, run the check again with --federated-domains "')
  const { annotations } = asking.scene.checksOn(asking.scene.pull.head)[0]!.output
  expect(annotations).toMatchObject([
    {
      path: 'batches/listed.csv',
      message: expect.stringContaining(`${LISTED} is federated (named in federated-domains)`),
    },
    { path: 'batches/listed.csv', title: 'federated-password' },
  ])
  return { why, kinds: kindsOf(asking) }
}
