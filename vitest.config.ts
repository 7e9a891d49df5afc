import { defineConfig } from 'vitest/config'

const stores = ['test/shared/store/**/*.test.ts', 'test/functions/roster/syncRoster.test.ts']

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    projects: [
      // The stores' tests, and of the worker that is all about stores, share one emulator, and one worker: they leave nothing behind for each other.
      {
        extends: true,
        test: { name: 'stores', isolate: false, include: stores, globalSetup: 'test/support/emulatorSetup.ts' },
      },
      { extends: true, test: { name: 'rest', include: ['test/**/*.test.ts'], exclude: stores } },
    ],
  },
})
