import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '#engine'
import {
  type AwayBackup,
  type AwayCopy,
  type BackupProblem,
  type BackupRow,
  createAway,
  listBackups,
} from '#platform/backup'
import { type Config, loadConfig, withEnvFile } from '#platform/config'
import { continuousFolder, reachOf } from '../backup/continuous-folder.ts'
import { momentText } from '../moment-text.ts'
import { exitCode } from './command.ts'
import { onDatabase, withServices } from './open-office.ts'

const shown = 20

/** Lists the last backups, what lies in the object storage, and what moments the continuous backup reaches. */
export const listThem = async (json: boolean): Promise<number> => {
  const config = loadConfig(withEnvFile(process.env), { keepSecret: false })
  const known = await listKnown(config)
  const backups = known.slice(0, shown)
  const pointInTime = config.databaseUrl ? null : await reachOf(continuousFolder(config))
  const { away, trouble } = await lookAway(config)
  if (json) console.log(JSON.stringify({ backups, away, awayProblem: trouble, pointInTime }, null, 2))
  else {
    const sentFromHere = new Set(known.map(({ path: file }) => path.basename(file ?? '')))
    const there = away.map((each) => thereLine(each, sentFromHere))
    const reach = reachLines(pointInTime, config.pointInTimeDays)
    console.log([...backups.flatMap(lines), ...there, ...(trouble ? [`⚠ ${trouble}`] : []), ...reach].join('\n'))
  }
  return trouble ? exitCode.failed : exitCode.ok
}

/** A new machine has no database yet, and is to have none before something is restored there. */
const listKnown = async ({ databaseUrl, dataDir }: Config): Promise<BackupRow[]> =>
  databaseUrl || existsSync(path.join(dataDir, 'postgres', 'cluster'))
    ? onDatabase((config) => withServices(config, ({ database }) => listBackups(database, 1_000)))
    : []

/** A storage that cannot be used keeps nobody from reading what lies here. */
const lookAway = async ({ backupS3 }: Config): Promise<{ away: readonly AwayBackup[]; trouble: string | null }> => {
  if (!backupS3) return { away: [], trouble: null }
  return createAway(backupS3)
    .list()
    .then(
      (away) => ({ away, trouble: null }),
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return { away: [], trouble: `${error.say('zh-CN')}\n  ${error.say('en')}` }
      },
    )
}

/** What another installation sent, or this one before it was restored, is its operator's to clear away. */
const thereLine = ({ name, size }: AwayBackup, sentFromHere: ReadonlySet<string>): string =>
  `对象存储 Object storage: s3:${name}  ${megabytes(size)}${sentFromHere.has(name) ? '' : '  不是这里送去的 not sent from here'}`

const lines = ({ at, state, size, path: file, away, problem }: BackupRow): string[] => [
  `${momentText(at)}  ${states[state]}  ${size === null ? '' : `${megabytes(size)}  `}${file ?? ''}`,
  ...(state === 'failed' && problem ? [troubleLine(problem)] : []),
  ...(state === 'done' && away ? [awayLine(away)] : []),
]

const awayLine = ({ place, arrived, problem }: AwayCopy): string =>
  arrived
    ? `    ✓ ${momentText(arrived)} 已送到 sent to ${place}`
    : problem
      ? troubleLine(problem)
      : `    … 正在送往 on its way to ${place}`

const troubleLine = (problem: BackupProblem): string => `    ⚠ ${problem['zh-CN']}\n      ${problem.en}`

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`

const states = {
  running: '进行中 running',
  done: '已核对 proven',
  failed: '失败 failed',
  cancelled: '已取消 cancelled',
  expired: '已清理 expired',
}

const reachLines = (spans: Awaited<ReturnType<typeof reachOf>> | null, days: number): string[] => {
  if (spans === null)
    return [
      '外部数据库的时间点恢复由数据库自己提供,请找它的管理员  Point-in-time recovery is the external database’s own matter: ask its operator',
    ]
  if (spans.length === 0)
    return [
      days > 0
        ? '持续备份还没有第一个副本,几分钟后再看  Continuous backup has no copy yet; look again in a few minutes'
        : '没有开启持续备份(POINT_IN_TIME_DAYS)  Continuous backup is off (POINT_IN_TIME_DAYS)',
    ]
  return spans.map(
    ({ from, until }) => `可恢复到此间任一时刻  Any moment in: ${momentText(from, true)} – ${momentText(until)}`,
  )
}
