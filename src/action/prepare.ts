import * as core from '@actions/core'
import { CONFIGURATION, readConfiguration } from '../configuration.ts'
import { readBeginning } from '../github/base.ts'
import type { GitHub } from '../github/client.ts'
import type { PullRequest } from '../github/event.ts'
import { InputError } from '../mistakes.ts'
import { plain } from '../report/plain.ts'
import { type Given, type Settings, settingNames, settings } from '../settings.ts'
import type { Content } from '../source.ts'

/** What is known before the first file is looked at. */
export interface Prepared {
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
  return { settings: found, configuration: path, message }
}

/**
 * Validates the configuration that the pull request brings, so that a broken one is not merged; it is not applied.
 * @throws InputError with every mistake in it
 */
export async function validateConfiguration(content: Content): Promise<void> {
  const { path } = content.entry
  if ('unavailable' in content) throw new InputError([`${path}: ${content.unavailable}.`])
  const { given, mistakes } = await readConfiguration(path, content.bytes)
  settings(given, mistakes)
  core.info(plain(`${path} is changed by this pull request: what it changes takes effect after merge.`))
}

/** The inputs that are set; an empty one counts as unset. */
function readInputs(): Given[] {
  return settingNames
    .map((key) => ({ key, value: core.getInput(key), where: 'input' }))
    .filter(({ value }) => value !== '')
}
