import path from 'node:path'
import { parseArgs } from 'node:util'
import { adoptBackupKey, keyFileIn, keyFrom, readBackupKey } from '#platform/backup'
import { type Config, loadConfig, withEnvFile } from '#platform/config'
import { createFileStore } from '#platform/files'
import { createLogger } from '#platform/log'
import { withFileAtHand } from '../backup/at-hand.ts'
import { clearedLines, clearInterrupted } from '../backup/clear-interrupted.ts'
import { restoreIntoDatabase } from '../backup/restore-into-database.ts'
import { rehearseRestore, restoreIntoFolder } from '../backup/restore-into-folder.ts'
import { exitCode, type Command } from './command.ts'
import { percentLines } from './percent-lines.ts'
import { wrongCall } from './restore-call.ts'
import { companyReport, restoreOne } from './restore-company.ts'
import { factsOf, type Restored, restoreReport } from './restore-report.ts'
import { checkRoom, isAddress, nextSteps } from './restore-target.ts'
import { goBack, recoveredReport } from './restore-until.ts'

export const command: Command = {
  help: `zhike restore <备份文件> --into <数据目录 | postgres://…> [--replace] [--key-file 文件] [--json]
zhike restore <备份文件> --dry-run [--key-file 文件] [--json]
zhike restore --until <时刻> --into <数据目录> [--from 目录] [--replace] [--key-file 文件] [--json]
zhike restore --until <时刻> --dry-run [--from 目录] [--key-file 文件] [--json]
zhike restore <备份文件> --workspace <公司> --into <数据目录 | postgres://…> [--as 标识] [--replace] [--dry-run]

从备份恢复到空的数据目录(内置数据库)或空的外部数据库。恢复后逐表核对行数与内容、修改日志的封印和每个附件,
全部一致才生效;不一致则什么也不留下。每个人都要重新登录,密码不变。
<备份文件> 也可以是对象存储(BACKUP_S3_*)里的 s3:文件名 或 s3:latest(最新一份)。
  --dry-run    只验证:解密并恢复到临时位置,全部核对后删除,不影响正在使用的数据
  --replace    目标已有数据时,先把原有数据改名保留
  --key-file   密钥文件;默认用 BACKUP_KEY,或数据目录里的 backup.key
  --workspace  只恢复备份里的一家公司(名称、标识或编号),放进已有其他公司的安装,其他公司的数据一行不动;
               已在那里的登录(邮箱相同)沿用原有密码。编号和 ID 不变。与 --dry-run 同用时只说明会发生什么
  --as         给这家公司换一个标识:原标识被另一家公司占用时需要
  --until      恢复到持续备份(POINT_IN_TIME_DAYS)里的某一时刻,如 2026-11-22T10:30:00+08:00;能恢复到哪些时刻见
               zhike backup --list。只用于内置数据库;外部数据库的时间点恢复由它自己的管理员操作
  --from       持续备份所在的目录,默认备份目录里的 point-in-time
  --json       以 JSON 输出

Restores a backup into an empty data directory (embedded database) or an empty external database, and compares every table,
seal and attachment before it takes its place. Everybody signs in anew; passwords stay. The file may also be s3:<name> or
s3:latest, in the object storage (BACKUP_S3_*).
  --dry-run    only proves it: restores it somewhere aside, compares everything, removes it
  --replace    renames what is there, and keeps it
  --workspace  brings one company of the backup (by name, address or id) into an installation that has others; logins that
               are there already, by their address, keep their passwords. With --dry-run it says only what would happen
  --as         gives it another address where its own is taken
  --until      goes to a moment of the continuous backup (POINT_IN_TIME_DAYS); zhike backup --list says which. For the
               embedded database alone: with an external one it is the matter of that database's operator
  --from       the folder of the continuous backup, point-in-time in the backup folder by default`,

  async run(args) {
    const options = {
      into: { type: 'string' },
      'dry-run': { type: 'boolean' },
      replace: { type: 'boolean', default: false },
      'key-file': { type: 'string' },
      json: { type: 'boolean' },
      workspace: { type: 'string' },
      as: { type: 'string' },
      until: { type: 'string' },
      from: { type: 'string' },
    } as const
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const [file = ''] = positionals
    const { workspace: only, as, into, replace } = values
    const dryRun = values['dry-run'] ?? false
    const say = values.json ? () => {} : console.log
    const wrong = wrongCall({ positionals, until: values.until, into, only, as, dryRun })
    if (wrong !== null) {
      console.error(`${command.help}\n\n✗ ${wrong}`)
      return exitCode.usage
    }
    for (const place of placesOf(into)) for (const line of clearedLines(await clearInterrupted(place))) say(line)
    if (values.until !== undefined) {
      const { until, from, 'key-file': keyFile } = values
      const recovered = await goBack({ until, from, into, replace, keyFile })
      if (values.json) console.log(JSON.stringify(recovered, null, 2))
      else say(recoveredReport(recovered, into))
      return exitCode.ok
    }
    const config = loadConfig(withEnvFile(process.env), { keepSecret: false })
    const given = values['key-file'] ? keyFrom(values['key-file']) : config.backupKey
    const key = readBackupKey(given, keyFileIn(config.dataDir))
    const began = performance.now()
    if (into && only === undefined) await checkRoom(into, replace)
    if (file.startsWith('s3:')) say('… 从对象存储下载  Fetching from the object storage')
    return withFileAtHand(file, config, async (at) => {
      const work = { file: at, key, progress: percentLines('恢复 Restoring', say), log: quietLog(config) }
      if (only !== undefined) {
        const restored = await restoreOne({ ...work, only, as, into, replace, dryRun }, config)
        if (values.json) console.log(JSON.stringify(restored, null, 2))
        else say(companyReport(restored, !dryRun, into))
        return exitCode.ok
      }
      const restored = await restore({ ...work, into, replace }, config)
      if (into && !config.backupKey) adoptBackupKey(key, isAddress(into) ? config.dataDir : into)
      const seconds = (performance.now() - began) / 1000
      if (values.json) console.log(JSON.stringify(factsOf(restored, seconds), null, 2))
      else say(restoreReport(restored, seconds, into ? nextSteps(into, restored.secret, config) : null))
      return exitCode.ok
    })
  },
}

/** The data directories beside which this restore works. */
const placesOf = (into: string | undefined): Set<string> => {
  const { dataDir } = loadConfig(withEnvFile(process.env), { keepSecret: false })
  return new Set([dataDir, ...(into && !isAddress(into) ? [path.resolve(into)] : [])])
}

const restore = async (
  work: Parameters<typeof rehearseRestore>[0] & { readonly into: string | undefined; readonly replace: boolean },
  config: Config,
): Promise<Restored> => {
  const { into, ...rest } = work
  if (!into) return { ...(await rehearseRestore(rest, path.dirname(path.resolve(config.dataDir)))), aside: null }
  if (!isAddress(into)) return restoreIntoFolder({ ...rest, folder: into, s3: config.s3 })
  return restoreIntoDatabase({ ...rest, url: into, files: createFileStore(config), dataDir: config.dataDir })
}

const quietLog = ({ logFormat }: Config) => createLogger({ level: 'error', format: logFormat })
