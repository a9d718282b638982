import { spawnSync } from 'node:child_process'
import { exitCode, type Command } from './command.ts'

export const command: Command = {
  help: `zhike bench [选项 options]

测量性能:同一次运行里与直接使用 PostgreSQL 的比值,选项见 bench/README.md。
Measures the speed as a ratio to raw PostgreSQL in the same run; see bench/README.md for the options.`,

  async run(args) {
    const { status } = spawnSync(process.execPath, ['bench/index.ts', ...args], { stdio: 'inherit' })
    return status ?? exitCode.failed
  },
}
