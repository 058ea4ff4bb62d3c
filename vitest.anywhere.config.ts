import { defineConfig } from 'vitest/config'

/** The tests that need neither git nor POSIX' modes, links and signals: they run on Windows and macOS too. */
export default defineConfig({
  test: {
    include: [
      'test/batch/**/*.test.ts',
      'test/rules/**/*.test.ts',
      'test/report/**/*.test.ts',
      'test/federation/*.test.ts',
      'test/federation/exports/**/*.test.ts',
      'test/settings.test.ts',
      'test/taken.test.ts',
      'test/check.test.ts',
      'test/disk/read.test.ts',
      'test/e2e/cli-samples.test.ts',
      'test/e2e/cli-duplicates.test.ts',
    ],
    testTimeout: 60_000,
  },
})
