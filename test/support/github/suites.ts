import { actionsApp } from './apps.ts'
import type { World } from './world.ts'

/** What the check runs of an app on a commit belong to. */
export interface CheckSuite {
  readonly id: number
  readonly head_sha: string
  readonly app: number
  /** `action_required` while a run waits for approval. */
  readonly conclusion: string | null
  /** Whether it is no workflow's, but made for check runs of the workflow's own token. */
  readonly apart: boolean
}

/** Adds a suite to a commit: one of Actions unless said. */
export function addSuite(
  world: World,
  head_sha: string,
  fields: Partial<Pick<CheckSuite, 'app' | 'conclusion' | 'apart'>> = {},
): CheckSuite {
  const usual = { app: actionsApp(world).id, conclusion: null, apart: false }
  const suite = { id: 501 + world.suites.length, head_sha, ...usual, ...fields }
  world.suites.push(suite)
  return suite
}

/** The suite a check run belongs to: its app's oldest of the commit, or one that no workflow made if the settings say so. */
export function suiteFor(
  world: World,
  { head_sha, app, job }: { readonly head_sha: string; readonly app: number; readonly job: boolean },
): CheckSuite {
  const apart = !job && app === actionsApp(world).id && !world.settings.joinsOldestSuite
  const found = world.suites.find(
    (suite) => suite.head_sha === head_sha && suite.app === app && (!apart || suite.apart),
  )
  return found ?? addSuite(world, head_sha, { app, apart })
}
