import * as z from 'zod'
import { defineError, fieldRightOf } from '#engine'
import { sendNotices } from '#modules/messages'
import { askedObject } from './asked-object.ts'
import { foundBy, wanted } from './duplicates.ts'
import { refuse } from './refusals.ts'
import { route } from './route.ts'

const NobodyToAsk = defineError(
  'duplicates.nobodyToAsk',
  404,
  '没有找到可以问的负责人',
  'There is nobody responsible who could be asked',
)

export const askToJoinRoutes = [
  route({
    method: 'POST',
    path: '/records/{object}/ask-to-join',
    summary: {
      'zh-CN': '查重时发现是同事的:请负责人让我一起跟进(每人每条每天通知一次)',
      en: 'It is a colleague’s already: ask the owner to work on it together (told once a day by each person)',
    },
    body: z.strictObject({ field: z.string().max(63), value: z.string().max(500) }),
    // As with the check itself: not a way to try out phone numbers, nor to pester people.
    perMinute: 30,
    async handle(call) {
      const { ctx, body, services, request } = call
      const object = askedObject(call)
      const field = object.fields.get(body.field)
      const compared =
        field && object.def.duplicates?.includes(field.name) && fieldRightOf(ctx, object, field) === 'write'
      const value = compared ? wanted(field, body.value) : null
      const found = value === null ? [] : await foundBy(ctx, object, field!, value)
      const one = found.find(({ owner }) => owner !== null && owner.id !== ctx.actor.id)
      if (!one?.owner) throw NobodyToAsk()
      refuse(services, ctx, request, { code: 'duplicates.askedToJoin' })
      const notice = {
        kind: 'request',
        to: one.owner.id,
        from: ctx.actor.id,
        object: object.name,
        record: one.id,
        request: ctx.cause.request,
        viaImport: false,
        key: `join ${one.id} ${ctx.actor.id} ${ctx.now.slice(0, 10)}`,
      } as const
      await ctx.asSystem('申请协作').transaction((inside) => sendNotices(inside, [notice]))
      return { status: 202, body: { owner: one.owner.name } }
    },
  }),
]
