import { defineConfig } from 'vitest/config'

/** A test that needs longer than this waits for something that will not come. */
const patience = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } }
const longPatience = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } }

export default defineConfig({
  test: {
    globalSetup: './test/postgres.ts',
    maxWorkers: 2,
    // Files share one database server, never a schema: each opens a workspace of its own.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['test/crash/**', 'test/e2e/**', '**/node_modules/**', 'data/**', 'dist/**'],
          ...patience,
        },
      },
      {
        test: { name: 'crash', include: ['test/crash/*.test.ts'], fileParallelism: false, ...longPatience },
      },
      {
        test: { name: 'e2e', include: ['test/e2e/*.test.ts'], ...longPatience },
      },
    ],
  },
})
