import { parseArgs } from 'node:util'
import { uuid7 } from '#engine'
import { backupRow, keyFileIn } from '#platform/backup'
import { backupFolder } from '../backup/backup-folder.ts'
import { runBackup } from '../backup/run-backup.ts'
import { sendAway } from '../backup/send-away.ts'
import { exitCode, type Command } from './command.ts'
import { listThem } from './list-backups.ts'
import { onDatabase, withServices } from './open-office.ts'
import { percentLines } from './percent-lines.ts'

export const command: Command = {
  help: `zhike backup [--to 目录] [--json]
zhike backup --list [--json]

备份整个安装:数据库、附件、修改日志的封印。知客运行时也可以执行,备份的是同一时刻的数据。
文件压缩并加密,写完后完整读回一遍,核对无误才算成功。密钥在 data/backup.key(或 BACKUP_KEY),请另存一份。
  --to     存放的目录,默认 data/backups(或 BACKUP_DIR)
  --list   列出最近的备份、对象存储(BACKUP_S3_*)里的备份,以及持续备份可以恢复到哪些时刻
  --json   以 JSON 输出

Backs up the whole installation as it is at one moment, while people work: database, attachments, seals. The file is
compressed and encrypted, and read back whole before it counts. Keep a copy of the key data/backup.key elsewhere.
  --to     the folder it goes to, data/backups (or BACKUP_DIR) by default
  --list   lists the last backups, those in the object storage (BACKUP_S3_*), and the moments that the continuous backup can be restored to`,

  async run(args) {
    const options = { to: { type: 'string' }, list: { type: 'boolean' }, json: { type: 'boolean' } } as const
    const { values } = parseArgs({ args, options })
    if (values.list) return listThem(values.json ?? false)
    const say = values.json ? () => {} : console.log
    const id = uuid7()
    const row = await onDatabase((config) =>
      withServices(config, async (services) => {
        const folder = values.to ?? backupFolder(config)
        await runBackup(services, { id, kind: 'command', folder }, { progress: percentLines('备份 Backing up', say) })
        await sendAway(services, id)
        return (await backupRow(services.database, id))!
      }).then((made) => ({ ...made, key: config.backupKey ? 'BACKUP_KEY' : keyFileIn(config.dataDir) })),
    )
    if (values.json) console.log(JSON.stringify(row, null, 2))
    const { rows = 0, files = 0, missing = 0, sealed = true } = row.facts ?? {}
    say(`✓ 备份已完成并核对  Backed up and checked: ${row.path}`)
    say(`  ${rows} 行 rows,${files} 个附件 files,${((row.size ?? 0) / 2 ** 20).toFixed(1)} MB`)
    if (row.away?.arrived) say(`  已另送一份到  A copy was sent to: ${row.away.place}`)
    say(`  密钥 Key: ${row.key}  请另存一份,没有它就无法恢复  Keep a copy elsewhere: without it nothing is restored`)
    if (missing > 0) say(`⚠ 有 ${missing} 个附件早已丢失,未能备份  ${missing} attachments had been lost before`)
    if (!sealed)
      say('⚠ 修改日志与封印不符,请在“审计”里核验  The change log does not match its seals: check it under Audit')
    const problem = row.away?.problem
    if (problem) console.error(`⚠ ${problem['zh-CN']}\n  ${problem.en}`)
    return problem ? exitCode.failed : exitCode.ok
  },
}
