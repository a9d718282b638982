import { parseArgs } from 'node:util'
import { exitCode, type Command } from './command.ts'
import { steps } from './testing/steps.ts'
import type { Count } from './testing/step.ts'

export const command: Command = {
  help: `zhike test [--only 步骤 steps] [路径 path …]

依次运行类型、规则、格式、无用代码检查与全部测试,最后一行是结果。
  --only   只运行这些步骤,逗号分隔:types types-web lint format unused unit build crash e2e budgets
  路径     只运行路径里含有它的测试文件

Runs every check and test; the last line is the result.
  --only   only these steps, separated by commas
  path     only test files whose path contains it`,

  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { only: { type: 'string' } }, allowPositionals: true })
    const wanted = values.only?.split(',') ?? (positionals.length ? ['unit', 'crash', 'e2e'] : null)
    const all = steps(positionals)
    const unknown = wanted?.filter((name) => !all.some((step) => step.name === name)) ?? []
    if (values.only && unknown.length) {
      console.error(`没有这些步骤 / no such step: ${unknown.join(', ')}\n\n${command.help}`)
      return exitCode.usage
    }

    const total: Count = { passed: 0, failed: 0, skipped: 0 }
    for (const step of all.filter(({ name }) => wanted?.includes(name) ?? true)) {
      const began = performance.now()
      const count = await step.run()
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      console.log(`${count.failed ? '✗' : '✓'} ${step.zh} ${step.name}  ${seconds} s`)
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key]
    }
    console.log(resultLine(total))
    return total.failed === 0 && total.passed > 0 ? exitCode.ok : exitCode.failed
  },
}

const resultLine = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
