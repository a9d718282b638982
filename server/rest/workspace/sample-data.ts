import * as z from 'zod'
import { type Context, defineError, Forbidden, mayDo, verbs } from '#engine'
import { anything } from '../answers.ts'
import { countCompany } from '../../../demo/company/living.ts'
import { isLoaded } from '../../../demo/company/loaded.ts'
import type { SampleJob } from '../../transfers/sample-jobs.ts'
import { route } from '../route.ts'

const AtWork = defineError(
  'sample.atWork',
  409,
  '示例数据正在装入或移除,请等它完成',
  'The sample data is being loaded or removed; wait until that is done',
)
const AlreadyThere = defineError('sample.there', 409, '示例数据已经装入了', 'The sample data is there already')

const guard = (ctx: Context): void => {
  if (!mayDo(ctx.actor, 'settings'))
    throw Forbidden({ action: verbs.manage, object: { 'zh-CN': '示例数据', en: 'sample data' } })
}

const start = (path: 'load' | 'remove', job: SampleJob, summary: { 'zh-CN': string; en: string }) =>
  route({
    method: 'POST',
    path: `/sample-data/${path}`,
    summary,
    perMinute: 10,
    status: 202,
    answer: z.object({ job: z.string() }),
    async handle({ ctx, services }) {
      guard(ctx)
      if (path === 'load' && (await isLoaded(ctx))) throw AlreadyThere()
      const id = await services.jobs.enqueue(job, { workspaceId: ctx.workspace.id }, { key: ctx.workspace.id })
      if (!id) throw AtWork()
      return { status: 202, body: { job: id } }
    },
  })

export const sampleDataRoutes = [
  route({
    method: 'GET',
    path: '/sample-data',
    summary: {
      'zh-CN': '示例数据:有多少,装入或移除到哪一步',
      en: 'The sample data: how much there is, and how far loading or removing it is',
    },
    query: z.strictObject({ job: z.string().max(120).optional() }),
    answer: z.object({ records: z.record(z.string(), z.int()), loaded: z.boolean(), job: anything.nullable() }),
    async handle({ ctx, query, services }) {
      guard(ctx)
      const job = query.job?.startsWith('sample.') ? await services.jobs.status(query.job) : null
      const records = await countCompany(ctx)
      return {
        body: {
          records,
          loaded: await isLoaded(ctx),
          job: job && { state: job.state, progress: job.progress, result: job.result },
        },
      }
    },
  }),
  start('load', 'sample.load', {
    'zh-CN': '装入示例数据:一家虚构公司两年的业务',
    en: 'Load the sample data: two years of an invented company',
  }),
  start('remove', 'sample.remove', {
    'zh-CN': '移除示例数据,自己录入的保留',
    en: 'Remove the sample data; what people made themselves stays',
  }),
]
