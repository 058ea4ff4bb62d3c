import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const properties = globSync('test/**/*.test.ts').filter((path) =>
  readFileSync(path, 'utf8').includes("from 'fast-check'"),
)

/** Only the tests with properties, each tried a hundred times as often; hours, not seconds. */
export default defineConfig({
  test: {
    include: properties.map((path) => path.replaceAll('\\', '/')),
    env: { PROPERTY_RUNS: process.env['PROPERTY_RUNS'] ?? '100000' },
    testTimeout: 24 * 60 * 60 * 1000,
  },
})
