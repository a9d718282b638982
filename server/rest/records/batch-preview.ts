import * as z from 'zod'
import { readBefore } from '#engine'
import { askedObject } from './asked-object.ts'
import { meantIds, meantRecords } from './meant-ids.ts'
import { route } from '../route.ts'

/** Records looked at by one statement. */
const atATime = 500

export const batchPreviewRoutes = [
  route({
    method: 'POST',
    path: '/records/{object}/batch/preview',
    asksOnly: true,
    summary: {
      'zh-CN': '批量处理之前:会影响哪些记录,其中多少条无权处理',
      en: 'Before working on many: which records it would touch, and how many of them are out of reach',
    },
    body: z.strictObject({ operation: z.enum(['update', 'delete']), ...meantRecords }),
    answer: z.object({ count: z.int(), forbidden: z.int(), ids: z.array(z.string()) }),
    async handle({ ctx, params, body }) {
      const object = askedObject({ ctx, params })
      const asked = await meantIds(ctx, object, body)
      const ids: string[] = []
      for (let at = 0; at < asked.length; at += atATime) {
        const part = asked.slice(at, at + atATime)
        const { records: found } = await readBefore(ctx, object, { ids: part, verb: body.operation })
        ids.push(...[...found].filter(([, { may }]) => may).map(([id]) => id))
      }
      return { body: { count: asked.length, forbidden: asked.length - ids.length, ids } }
    },
  }),
]
