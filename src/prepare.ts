import * as core from '@actions/core'
import { CONFIGURATION, readConfiguration } from './configuration.ts'
import { readBeginning } from './github/base.ts'
import type { GitHub } from './github/client.ts'
import type { PullRequest } from './github/event.ts'
import { type Given, type Settings, settingNames, settings } from './settings.ts'

/** What is known before the first file is looked at. */
export interface Prepared {
  readonly settings: Settings
  /** The message of the head commit. */
  readonly message: string
}

/**
 * Settings from the inputs and from the base commit's configuration file, which the pull request cannot change.
 * @throws InputError with every mistake in them
 */
export async function prepare(gitHub: GitHub, pull: PullRequest, job: string | undefined): Promise<Prepared> {
  const path = core.getInput('config') || CONFIGURATION
  const { configuration, message } = await readBeginning(gitHub, pull, path)
  if (configuration === undefined && core.getInput('config') !== '') {
    core.warning(
      `${path} is not in the base commit, so it is not applied. What this pull request adds takes effect after merge.`,
    )
  }
  const file = configuration ? await readConfiguration(path, configuration) : { given: [], mistakes: [] }
  const inputs = readInputs()
  return {
    settings: settings([...file.given, ...inputs], [...file.mistakes, ...mistakesOfName(inputs, job)]),
    message,
  }
}

/** The inputs that are set; an empty one counts as unset. */
function readInputs(): Given[] {
  return settingNames
    .map((key) => ({ key, value: core.getInput(key), where: 'input' }))
    .filter(({ value }) => value !== '')
}

/** GitHub lets nobody write a job's own check run. */
function mistakesOfName(inputs: readonly Given[], job: string | undefined): string[] {
  const name = inputs.find(({ key }) => key === 'check-name')?.value
  return name !== undefined && name === job
    ? [`input: check-name is the name of the job, "${job}". Write another one.`]
    : []
}
