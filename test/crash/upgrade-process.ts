import { Database } from '#engine'
import { applyMigrations } from '#platform/control'
import { createLogger } from '#platform/log'
import { allMigrations } from '../../server/backup/migrations.ts'
import { upgradeAll } from '../../server/upgrade-all.ts'

/** An upgrade in a process of its own that kills itself before its nth statement: url, secret and n come as JSON. */
const { url, secret, fatal } = JSON.parse(process.argv[2]!) as { url: string; secret: string; fatal: number }
const database = new Database(url, { max: 2, statementTimeout: 0 })
let statements = 0
database.onStatement = () => {
  if (++statements === fatal) process.kill(process.pid, 'SIGKILL')
}
await applyMigrations(database, allMigrations)
await upgradeAll({ database, log: createLogger({ level: 'silent', format: 'json' }), config: { secret } })
process.stdout.write(String(statements))
await database.close()
