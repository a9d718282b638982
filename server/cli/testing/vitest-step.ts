import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runNode, type Count, type Step } from './step.ts'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** Runs one Vitest project and counts the tests that really ran, by Vitest's own report. */
export const vitestStep = (project: string, zh: string, filters: string[]): Step => ({
  name: project,
  zh,
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'zhike-report-'))
    const report = path.join(folder, 'report.json')
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests']
    args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters)
    try {
      const { ok } = await runNode(args, 'shown')
      return countOf(existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : null, ok)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

/** A runner that fails although no test did (a file that does not load, an error between tests) is one failure. */
export const countOf = (report: Report | null, ok: boolean): Count => {
  const failed = report?.numFailedTests ?? 0
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed || (ok ? 0 : 1),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}
