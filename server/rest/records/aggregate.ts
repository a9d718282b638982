import * as z from 'zod'
import { runAggregate } from '#engine'
import { anything } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { flagParameter, jsonParameter, listParameter, route } from '../route.ts'

export const aggregateRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/aggregate',
    summary: { 'zh-CN': '统计:分组、计数、求和', en: 'Totals: groups, counts, sums' },
    query: z.strictObject({
      group: listParameter.optional(),
      measure: listParameter.optional(),
      filter: jsonParameter.optional(),
      having: jsonParameter.optional(),
      sort: z.string().max(300).optional(),
      totals: flagParameter.optional(),
      limit: z.coerce.number().int().optional(),
      asOf: z.string().max(40).optional(),
    }),
    answer: z.object({
      data: z.array(anything),
      totals: anything.optional(),
      standing: z.literal(true).optional(),
    }),
    async handle(call) {
      const { documents, totals, standing } = await runAggregate(call.ctx, askedObject(call), call.query)
      const whole = totals === undefined ? '' : `,"totals":${totals}`
      return { body: `{"data":[${documents.join(',')}]${whole}${standing ? ',"standing":true' : ''}}` }
    },
  }),
]
