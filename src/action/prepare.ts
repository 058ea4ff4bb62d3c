import * as core from '@actions/core'
import { CONFIGURATION, readConfiguration } from '../configuration.ts'
import { readBeginning } from '../github/base.ts'
import type { GitHub } from '../github/client.ts'
import type { PullRequest } from '../github/event.ts'
import type { Given } from '../given.ts'
import { InputError } from '../mistakes.ts'
import { plain } from '../report/plain.ts'
import { type Settings, settingNames, settings } from '../settings.ts'
import { openSources, type Sources } from './sources.ts'

/** What is known before the first file is looked at. */
export interface Prepared extends Sources {
  readonly settings: Settings
  /** Where the configuration file is, or would be. */
  readonly configuration: string
  /** The message of the head commit. */
  readonly message: string
}

/**
 * Settings from the inputs and from the base commit's configuration file, which the pull request cannot change.
 * @throws InputError with every mistake in them
 */
export async function prepare(gitHub: GitHub, pull: PullRequest, job: string | undefined): Promise<Prepared> {
  const named = core.getInput('config')
  const path = named || CONFIGURATION
  const { configuration, message } = await readBeginning(gitHub, pull, path)
  if (configuration === undefined && named !== '') {
    core.info(plain(`${path} is not in the base commit, so it does not apply to this pull request.`))
  }
  const file = configuration ? await readConfiguration(path, configuration) : { given: [], mistakes: [] }
  const found = settings([...file.given, ...readInputs()], file.mistakes)
  if (found.checkName === job) {
    throw new InputError([
      `check-name is the name of the job, "${job}", whose check run belongs to GitHub. Write another one.`,
    ])
  }
  return { settings: found, configuration: path, message, ...(await openSources(gitHub, pull, found)) }
}

/** The inputs that are set; an empty one counts as unset. */
function readInputs(): Given[] {
  return settingNames
    .map((key) => ({ key, value: core.getInput(key), where: 'input' }))
    .filter(({ value }) => value !== '')
}
