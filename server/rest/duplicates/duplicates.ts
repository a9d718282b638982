import * as z from 'zod'
import { findTwins, tellTwins } from '#engine'
import { list } from '../answers.ts'
import { askedObject } from '../records/asked-object.ts'
import { noteLooks } from './looks-past.ts'
import { route } from '../route.ts'

const most = 5

export const duplicateRoutes = [
  route({
    method: 'POST',
    path: '/records/{object}/check-duplicates',
    asksOnly: true,
    summary: { 'zh-CN': '查重:全公司范围内是否已有', en: 'Duplicate check over the whole company' },
    body: z.record(z.string(), z.unknown()),
    // It looks past the caller's limits: not a way to try out phone numbers.
    perMinute: 60,
    answer: list(z.looseObject({ field: z.string() })),
    async handle(call) {
      const object = askedObject(call)
      const twins = (await findTwins(call.ctx, object, call.body)).slice(0, most)
      await noteLooks(
        call,
        twins.map((twin) => ({ object: object.name, twin })),
      )
      return { body: { data: tellTwins(call.ctx, object, twins) } }
    },
  }),
]
