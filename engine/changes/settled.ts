import { setTimeout as wait } from 'node:timers/promises'
import type { Session } from '../database.ts'
import { settledBelow } from './log-number.ts'

/**
 * For tests: resolves when no transaction older than the workspace's last change runs any more. Other test files share the
 * server, and their open transactions hold back what readers of the log are handed.
 */
export const settled = async (session: Session, schema: string): Promise<void> => {
  for (;;) {
    const [row] = await session.query<{ done: boolean }>(
      `select coalesce(max(tx) < ${settledBelow(schema)}, true) as done from "${schema}".change`,
    )
    if (row!.done) return
    await wait(5)
  }
}
