import { parseArgs } from 'node:util'
import { Database, noteEnd } from '#engine'
import { listWorkspaces, sealAnchor } from '#platform/control'
import { upgradeAll } from '../upgrade-all.ts'
import { exitCode, type Command } from './command.ts'
import { onDatabase, withServices } from './open-office.ts'
import { rehearse } from './rehearse.ts'
import { planUpgrade, type UpgradePlan } from '../plan-upgrade.ts'

export const command: Command = {
  help: `zhike migrate [--plan] [--json] [--anchor]
zhike migrate --rehearse [--on postgres://…] [--json]

把数据库升级到当前版本。启动时也会自动升级;先运行它,可以在启动前看到结果。可以重复运行。
  --plan   只列出缺少什么,不做任何修改
  --rehearse 先在副本上演练:复制数据库(不影响使用)、升级副本、逐表核对,然后删除副本
  --on     演练用的空数据库;当前账号不能建数据库时需要
  --json   以 JSON 输出
  --anchor 更换 SECRET 之后:把修改日志现在的末尾重新签名,核验从这里继续

Brings the database up to this version, as every start does too. Safe to run again.
  --plan   only list what is missing, change nothing
  --rehearse upgrade a copy first: copy the database while people work, upgrade the copy, compare every table, drop it
  --on     an empty database for it, where this account may not create one
  --json   as JSON
  --anchor after a new SECRET: sign the end of the change log anew, as it is now`,

  async run(args) {
    const options = {
      plan: { type: 'boolean' },
      rehearse: { type: 'boolean' },
      on: { type: 'string' },
      json: { type: 'boolean' },
      anchor: { type: 'boolean' },
    } as const
    const { values } = parseArgs({ args, options })
    if (values.rehearse) return rehearse(values.on, values.json ?? false)
    return onDatabase(async (config) => {
      const database = new Database(config.databaseUrl, { max: 2 })
      try {
        const plans = await planUpgrade(database)
        if (!values.plan) await withServices(config, upgradeAll)
        if (values.anchor && !values.plan) await anchorAnew(database, config.secret)
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

const anchorAnew = async (database: Database, secret: string): Promise<void> => {
  for (const { id, schemaName } of await listWorkspaces(database))
    await noteEnd(database, schemaName, sealAnchor(id, secret))
}

const report = (plans: readonly UpgradePlan[], done: boolean): string => {
  if (plans.length === 0) return '还没有公司,没有要升级的表。  There is no company yet, so no tables to upgrade.'
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
