import { newPassword } from '../cli/user/new-password.ts'
import type { Context } from '#engine'
import { findWorkspace } from '#platform/control'
import type { Services } from '../services.ts'

/** Read only when somebody asks for it: a company sets up once. */
const sample = () => import('../../demo/company/index.ts')

const works = {
  async 'sample.load'(services: Services, ctx: Context, progress: (done: number, total: number) => void) {
    const { loadCompany } = await sample()
    // Nobody is told the password: whoever wants to sign in as one of these people sets a new one.
    const { steps } = await loadCompany(ctx, services, { size: 's', password: newPassword(), progress })
    return { steps }
  },
  async 'sample.remove'(services: Services, ctx: Context) {
    const { removeCompany } = await sample()
    return removeCompany(ctx, services.auth)
  },
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
