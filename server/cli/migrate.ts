import { parseArgs } from 'node:util'
import { Database } from '#engine'
import { upgradeAll } from '../upgrade-all.ts'
import { exitCode, type Command } from './command.ts'
import { onDatabase, withServices } from './open-office.ts'
import { planUpgrade, type UpgradePlan } from '../plan-upgrade.ts'

export const command: Command = {
  help: `zhike migrate [--plan] [--json]

把数据库升级到当前版本。启动时也会自动升级;先运行它,可以在启动前看到结果。可以重复运行。
  --plan   只列出缺少什么,不做任何修改
  --json   以 JSON 输出

Brings the database up to this version, as every start does too. Safe to run again.
  --plan   only list what is missing, change nothing
  --json   as JSON`,

  async run(args) {
    const { values } = parseArgs({ args, options: { plan: { type: 'boolean' }, json: { type: 'boolean' } } })
    return onDatabase(async (config) => {
      const database = new Database(config.databaseUrl, { max: 2 })
      try {
        const plans = await planUpgrade(database)
        if (!values.plan) await withServices(config, upgradeAll)
        console.log(
          values.json
            ? JSON.stringify({ done: !values.plan, workspaces: plans }, null, 2)
            : report(plans, !values.plan),
        )
        return exitCode.ok
      } finally {
        await database.close()
      }
    })
  },
}

const report = (plans: readonly UpgradePlan[], done: boolean): string => {
  if (plans.length === 0) return '还没有工作区,没有要升级的表。  There is no workspace yet, so no tables to upgrade.'
  const lines = plans.flatMap(({ workspace, missing }) =>
    missing.length === 0
      ? [`✓ ${workspace}  已是最新 up to date`]
      : [
          `${done ? '✓' : '…'} ${workspace}  ${missing.length} 项${done ? '已补上 added' : '待补 missing'}`,
          ...missing.map((what) => `    ${what}`),
        ],
  )
  return lines.join('\n')
}
