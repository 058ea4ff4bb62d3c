import { defineConfig } from 'vitest/config'

/** The tests that run for every mutant: those of pure code, with short properties. */
export default defineConfig({
  test: {
    include: [
      'test/{batch,rules,federation}/*.test.ts',
      'test/federation/exports/*.test.ts',
      'test/{check,settings}.test.ts',
    ],
    env: { PROPERTY_RUNS: '25' },
    testTimeout: 30_000,
  },
})
