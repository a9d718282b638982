import { existsSync } from 'node:fs'
import { buildWeb, webIsStale } from '../build-web.ts'
import { check, type Step } from './step.ts'
import { vitestStep } from './vitest-step.ts'

const tsc = 'node_modules/typescript/bin/tsc'

/** Every step in order: what is quick and cheap to mend comes first. */
export const steps = (filters: string[]): Step[] => [
  check('types', '类型', tsc, '-p', 'tsconfig.json'),
  ...(existsSync('web') ? [check('types-web', '网页类型', tsc, '-p', 'tsconfig.web.json')] : []),
  check('lint', '代码规则', 'node_modules/oxlint/bin/oxlint'),
  check('format', '代码格式', 'node_modules/oxfmt/bin/oxfmt', '--check'),
  check('unused', '无用代码', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'),
  vitestStep('unit', '单元与集成测试', filters),
  ...(existsSync('web/vite.config.ts') ? [build] : []),
  vitestStep('crash', '故障测试', filters),
  vitestStep('e2e', '浏览器测试', filters),
  ...(existsSync('web/budgets.ts') ? [check('budgets', '网页体积', 'web/budgets.ts')] : []),
]

const build: Step = {
  name: 'build',
  zh: '网页构建',
  async run() {
    try {
      if (await webIsStale()) await buildWeb()
      return { passed: 1, failed: 0, skipped: 0 }
    } catch {
      return { passed: 0, failed: 1, skipped: 0 }
    }
  },
}
