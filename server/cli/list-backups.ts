import { createAway, listBackups } from '#platform/backup'
import { continuousFolder, reachOf } from '../backup/continuous-folder.ts'
import { exitCode } from './command.ts'
import { onDatabase, withServices } from './open-office.ts'

const shown = 20

/** Lists the last backups, and what moments the continuous backup reaches. */
export const listThem = (json: boolean): Promise<number> =>
  onDatabase((config) =>
    withServices(config, async ({ database }) => {
      const backups = await listBackups(database, shown)
      const pointInTime = config.databaseDir === null ? null : await reachOf(continuousFolder(config))
      const away = config.backupS3 ? await createAway(config.backupS3).list() : []
      if (json) console.log(JSON.stringify({ backups, away, pointInTime }, null, 2))
      else {
        const there = away.map(({ name, size }) => `对象存储 Object storage: s3:${name}  ${megabytes(size)}`)
        console.log([...backups.map(line), ...there, ...reachLines(pointInTime, config.pointInTimeDays)].join('\n'))
      }
      return exitCode.ok
    }),
  )

const line = ({ at, state, size, path }: Awaited<ReturnType<typeof listBackups>>[number]): string =>
  `${at}  ${states[state]}  ${size === null ? '' : `${megabytes(size)}  `}${path ?? ''}`

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
    ({ from, until }) => `可恢复到此间任一时刻  Any moment in: ${from.toISOString()} – ${until.toISOString()}`,
  )
}
