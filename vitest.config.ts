import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A test that needs longer than this waits for something that will not come. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 45_000 } } }
const longPatience = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } }

/** What takes longest begins first, so that no worker is left alone with it. Vitest itself begins with the largest file. */
const long = ['pseudo-locale', 'settings-screens', 'e2e/screens', 'two-nodes', 'restore-company', 'backup/refusals']
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`))
    const sorted = await super.sort(files)
    return [
      ...sorted.filter((file) => rank(file) >= 0).toSorted((a, b) => rank(a) - rank(b)),
      ...sorted.filter((file) => rank(file) < 0),
    ]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
        test: { name: 'crash', include: ['test/crash/*.test.ts'], ...longPatience },
      },
      {
        test: { name: 'e2e', include: ['test/e2e/*.test.ts'], ...longPatience },
      },
    ],
  },
})
