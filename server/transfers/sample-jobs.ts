import { loadCompany, removeCompany } from '../../demo/company/index.ts'
import { newPassword } from '../cli/user/new-password.ts'
import type { Context } from '#engine'
import { findWorkspace } from '#platform/control'
import type { Services } from '../services.ts'

const works = {
  'sample.load': (services: Services, ctx: Context, progress: (done: number, total: number) => void) =>
    // Nobody is told the password: whoever wants to sign in as one of these people sets a new one.
    loadCompany(ctx, services, { size: 's', password: newPassword(), progress }).then(({ steps }) => ({ steps })),
  'sample.remove': (services: Services, ctx: Context) => removeCompany(ctx, services.auth),
} as const
export type SampleJob = keyof typeof works

/** Says how the sample company is loaded and taken away behind the scenes. */
export const defineSampleJobs = (services: Services): void => {
  for (const [name, work] of Object.entries(works))
    services.jobs.define<{ workspaceId: string }>(
      name,
      async (job) => {
        const { workspaceId } = job.data
        const place = await findWorkspace(services.database, workspaceId)
        const ctx = place && (await services.workspaces.asSystem({ ...place, workspaceId }, '示例数据'))
        if (ctx) return work(services, ctx, (done, total) => job.progress(done, total))
      },
      { retryLimit: 1, expireIn: 1_800 },
    )
}
