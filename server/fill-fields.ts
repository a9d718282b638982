import { fillFields, type Session } from '#engine'
import { findWorkspace, listWorkspaces } from '#platform/control'
import type { Services } from './services.ts'

const name = 'fill-fields'
/** Seconds one run may take; the next goes on where it stopped. */
const longest = 6 * 3_600
/** Milliseconds after which a filled field is looked at once more. */
const lookAgainAfter = 65_000

/** The job that works out the values of a new roll-up or serial number for the records that are there already. */
export const defineFillFields = ({ jobs, database, workspaces }: Services): void =>
  jobs.define(
    name,
    async (job) => {
      let again = false
      for (const { id } of await listWorkspaces(database)) {
        const place = await findWorkspace(database, id)
        if (!place) continue
        const ctx = await workspaces.asSystem({ ...place, workspaceId: id }, '计算新字段')
        const options = {
          progress: (_: string, rows: number) => job.progress(rows, rows),
          cancelled: () => job.cancelled(),
        }
        again ||= (await fillFields(ctx, options)) === 'look again'
      }
      if (again) await jobs.enqueue(name, {}, { key: 'later', startAfter: new Date(Date.now() + lookAgainAfter) })
    },
    { expireIn: longest, retryLimit: 20, keyHolds: 'waiting' },
  )

/** Starts it with the transaction that asks for it: a crash right after cannot forget it. */
export const askFillFields = ({ jobs }: Pick<Services, 'jobs'>, transaction: Session): Promise<string | null> =>
  jobs.enqueue(name, {}, { key: 'now', transaction })
