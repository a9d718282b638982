import * as z from 'zod'
import { comparedFields, defineError, findTwins } from '#engine'
import { sendNotices } from '#modules/messages'
import { askedObject } from '../records/asked-object.ts'
import { askedToJoin } from './looks-past.ts'
import { recordRefusal } from '../refusals.ts'
import { route } from '../route.ts'

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
    status: 202,
    answer: z.object({ owner: z.string().optional() }),
    async handle(call) {
      const { ctx, body, services, request } = call
      const object = askedObject(call)
      const { hint } = ctx.workspace.model.duplicates
      const compared = comparedFields(ctx, object).some(({ name }) => name === body.field)
      const found = compared ? await findTwins(ctx, object, { [body.field]: body.value }) : []
      const one = found.find(
        ({ seen, owner }) => owner !== null && owner.id !== ctx.actor.id && (seen || hint !== 'nothing'),
      )
      if (!one?.owner) throw NobodyToAsk()
      const about = { object: object.name, record: one.id, field: one.field }
      await recordRefusal(services, ctx, request, { code: askedToJoin }, [about])
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
      return { status: 202, body: one.seen || hint === 'owner' ? { owner: one.owner.name } : {} }
    },
  }),
]
