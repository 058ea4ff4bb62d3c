import { posix } from 'node:path'
import * as core from '@actions/core'
import { CONFIGURATION, readConfiguration } from '../configuration.ts'
import { readBeginning } from '../github/base.ts'
import type { GitHub } from '../github/client.ts'
import type { Event } from '../github/event.ts'
import { InputError } from '../mistakes.ts'
import { type Settings, settings } from '../settings.ts'
import { readInputs } from './inputs.ts'
import { type Job, refuseNameOfJob, workflowOf } from './job.ts'
import { openSources, type Sources } from './sources.ts'

/** What is known before the first file is looked at. */
export interface Prepared extends Sources {
  readonly settings: Settings
  /** Where the configuration file is, or would be. */
  readonly configuration: string
  /** The same if it is there. */
  readonly used: string | null
  readonly job: Job
  /** The event, by the base as it is now. */
  readonly event: Event
  /** Whether the head is a correction of ours. */
  readonly isCorrection: boolean
  /** Where the branch of the pull request points by now, if it is known. */
  readonly newest: string | undefined
}

/** One run of the Action. */
export interface Run extends Prepared {
  readonly gitHub: GitHub
  /** Names the run and its attempt. */
  readonly id: string
}

/**
 * Settings from the inputs and from the base commit's configuration file, which the pull request cannot change.
 * @throws InputError with every mistake in them
 */
export async function prepare(gitHub: GitHub, started: Event, env: NodeJS.ProcessEnv): Promise<Prepared> {
  const named = core.getInput('config') && posix.normalize(core.getInput('config'))
  const path = named || CONFIGURATION
  const asked = { configuration: path, workflow: workflowOf(env) }
  const { base, configuration, workflow, ...beginning } = await readBeginning(gitHub, started, asked)
  const event = { ...started, base }
  const missing = configuration === undefined && named !== '' ? sayMissing(path, event) : []
  const file = configuration ? await readConfiguration(path, configuration) : { given: [], mistakes: [] }
  const found = settings([...file.given, ...readInputs()], file.mistakes)
  const job = { id: env['GITHUB_JOB'], workflow }
  await refuseNameOfJob(found.checkName, job)
  const sources = await openSources(gitHub, event, found)
  const notes = [...missing, ...sources.notes]
  const used = configuration === undefined ? null : path
  return { event, settings: found, configuration: path, used, job, ...beginning, ...sources, notes }
}

/** What a change brings takes effect after merge; elsewhere the file should be there. */
function sayMissing(path: string, { toMerge }: Event): string[] {
  if (toMerge) return [`${path} is not in the base commit, so it does not apply yet.`]
  const cure = 'Name it by its path from the root of the repository.'
  throw new InputError([`config: there is no file ${path}. ${cure}`])
}
