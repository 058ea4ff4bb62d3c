import * as core from '@actions/core'
import type { Given } from '../given.ts'
import { settingNames } from '../settings.ts'

/** The inputs that are set; an empty one counts as unset. */
export function readInputs(): Given[] {
  return settingNames
    .map((key) => ({ key, value: core.getInput(key), where: 'input' }))
    .filter(({ value }) => value !== '')
}
