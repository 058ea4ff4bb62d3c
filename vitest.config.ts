import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 300_000, // only a test that hangs takes so long, however busy the machine is
    maxWorkers: availableParallelism() + 2, // many tests wait for another process, or for time to pass
  },
})
