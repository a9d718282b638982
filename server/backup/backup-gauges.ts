import { Gauge } from 'prom-client'
import type { Session } from '#engine'
import type { Config } from '#platform/config'
import { type BackupHealth, backupHealth } from './backup-health.ts'
import { continuousFolder, reachOf } from './continuous-folder.ts'

/** Figures about the backups, asked for when they are read: whichever process made the backup, all of them tell. */
export const backupGauges = (database: Session, config: Config): Gauge[] => {
  const gauge = (name: string, help: string, pick: (health: BackupHealth) => number) =>
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const health = await backupHealth(database).catch(() => null)
        if (health) this.set(pick(health))
      },
    })
  return [
    gauge('zhike_backup_last_success_seconds', 'Unix time of the last successful backup, 0 without one', ({ last }) =>
      last ? Date.parse(last) / 1000 : 0,
    ),
    gauge('zhike_backup_last_bytes', 'Size of the last successful backup', ({ bytes }) => bytes),
    gauge('zhike_backup_failures', 'Backups that failed since the last success', ({ failures }) => failures),
    ...(config.backupS3
      ? [
          gauge(
            'zhike_backup_away_last_seconds',
            'Unix time of the last backup in the object storage, 0 without one',
            (it) => (it.away ? Date.parse(it.away) / 1000 : 0),
          ),
        ]
      : []),
    ...(config.databaseDir !== null && config.pointInTimeDays > 0 ? [reachGauge(config)] : []),
  ]
}

const reachGauge = (config: Config): Gauge =>
  new Gauge({
    name: 'zhike_point_in_time_until_seconds',
    help: 'Unix time of the last moment that the continuous backup can be restored to, 0 without one',
    registers: [],
    async collect() {
      const spans = await reachOf(continuousFolder(config)).catch(() => [])
      this.set(Math.max(0, ...spans.map(({ until }) => until.getTime())) / 1000)
    },
  })
