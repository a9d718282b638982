import { loadConfig } from '#platform/config'
import { startServer } from '../../server/main.ts'

/** The server as a process that tests kill, without the command line's embedded database and web build. */
const server = await startServer({ ...loadConfig(process.env), databaseDir: process.env['DATABASE_DIR'] ?? null })
process.on('unhandledRejection', () => {})
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
/** Faults by word of the parent: a busy loop, a promise that nobody awaits, a death by a throw, and by memory. */
process.on('message', (fault) => {
  if (fault === 'hoard') {
    const hoard: object[][] = []
    setInterval(() => hoard.push(Array.from({ length: 500_000 }, (_, i) => ({ i }))), 1)
  }
  if (fault === 'block') for (const end = Date.now() + 3_000; Date.now() < end;);
  if (fault === 'reject') void Promise.reject(new Error('nobody awaits this'))
  if (fault === 'throw')
    setImmediate(() => {
      throw new Error('a defect outside any request')
    })
})
process.send?.(server.url)
