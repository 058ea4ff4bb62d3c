import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { FaultTable } from './test/support/faults/reporter.ts'

const include = ['none', 'commit', 'calm'].map((mode) => `test/faults/${mode}.test.ts`)
const parts = 5

/** All of the fault plan, with a table of how its runs came out. It is done in parts, because a run mostly waits. */
export default defineConfig({
  test: {
    projects: Array.from({ length: parts }, (_, part) => {
      const name = `part ${part + 1}`
      return { test: { name, include, env: { FAULTS: `${part + 1}/${parts}` } } }
    }),
    maxWorkers: availableParallelism() + 8,
    reporters: ['dot', new FaultTable()],
  },
})
