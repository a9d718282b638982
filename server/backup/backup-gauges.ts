import { Gauge } from 'prom-client'
import type { Session } from '#engine'
import { type BackupHealth, backupHealth } from './backup-health.ts'

/** Figures about the backups, asked for when they are read: whichever process made the backup, all of them tell. */
export const backupGauges = (database: Session): Gauge[] => {
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
  ]
}
