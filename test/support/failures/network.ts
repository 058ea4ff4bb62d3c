import { fileURLToPath } from 'node:url'
import type { Fault } from '../microsoft/faults.ts'
import type { Kind } from '../microsoft/requests.ts'
import type { MicrosoftOptions } from '../microsoft/start.ts'

/** No name can be resolved, and no proxy is named. */
export const nowhere = () => ({
  HTTPS_PROXY: '',
  NODE_OPTIONS: `--require=${fileURLToPath(new URL('../nowhere.cjs', import.meta.url))}`,
})

/** Every request of these kinds meets the fault. */
export const always = (fault: Fault, ...kinds: readonly Kind[]): MicrosoftOptions => ({
  fault: ({ kind }) => (kinds.includes(kind) ? fault : undefined),
})
