import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import {
  type Context,
  createRecords,
  Forbidden,
  isUuid,
  NotFoundRecord,
  readBefore,
  runGet,
  runList,
  uuid7,
  verbs,
} from '#engine'
import {
  endOldSecrets,
  isTaken,
  oldSecretsOf,
  post,
  readDeliveries,
  renewSecret,
  replay,
  secretOf,
  type Target,
} from '#modules/integration'
import { outboundPolicy } from '#platform/outbound'
import { anything, list, page } from '../answers.ts'
import { askedObject } from '../records/asked-object.ts'
import { idempotent } from '../records/records.ts'
import { type Call, route } from '../route.ts'

/** To who may not even see them there are no webhooks. */
const webhooks = (ctx: Context) => askedObject({ ctx, params: { object: 'webhook' } })

const webhookOf = async (ctx: Context, id: string, verb: 'read' | 'update'): Promise<Target> => {
  const object = webhooks(ctx)
  const label = object.label
  const [document] = isUuid(id) ? await runGet(ctx, object, [id], { fields: ['name', 'url', 'owner'] }) : []
  if (!document) throw NotFoundRecord({ object: label })
  if (verb === 'update' && !(await readBefore(ctx, object, { ids: [id] })).records.get(id)?.may)
    throw Forbidden({ action: verbs.update, object: label })
  return JSON.parse(document) as Target
}

const asked = ({ ctx, params }: Call, verb: 'read' | 'update') => webhookOf(ctx, params['id']!, verb)

export const webhookRoutes = [
  route({
    method: 'POST',
    path: '/webhooks',
    summary: {
      'zh-CN': '新建 Webhook(签名密钥只显示这一次)',
      en: 'Make a webhook (its secret is shown only this once)',
    },
    body: z.strictObject({
      name: z.string(),
      url: z.url({ protocol: /^https?$/ }).max(2_000),
      events: z.array(z.string().max(60)).min(1).max(50),
    }),
    status: 201,
    answer: z.looseObject({ id: z.string(), secret: z.string() }),
    onceByKey: true,
    async handle(call) {
      const { session, workspace, secret: key } = call.ctx
      const answer = await idempotent(call, (ctx) =>
        ctx.transaction(async (inside) => {
          const [saved] = await createRecords(inside, webhooks(inside), [call.body], 'outside')
          await renewSecret(inside.session, workspace.schema, saved!.id, key)
          return { status: 201, body: saved!.document }
        }),
      )
      // Added to what is kept under an Idempotency-Key, where whoever reads the database would find it.
      const webhook = JSON.parse(answer.body as string) as { id: string }
      const secret = await secretOf(session, workspace.schema, webhook.id, key)
      return { ...answer, body: { ...webhook, secret } }
    },
  }),
  route({
    method: 'POST',
    path: '/webhooks/{id}/secret',
    summary: {
      'zh-CN': '换一个签名密钥(只显示这一次);旧的再签 24 小时,请求头里各有一个签名',
      en: 'Renew the secret (shown only this once); the one before signs for another 24 hours, beside the new one',
    },
    answer: z.object({ secret: z.string() }),
    async handle(call) {
      const { ctx } = call
      const { id } = await asked(call, 'update')
      return { body: { secret: await renewSecret(ctx.session, ctx.workspace.schema, id, ctx.secret) } }
    },
  }),
  route({
    method: 'GET',
    path: '/webhooks/old-secrets',
    summary: {
      'zh-CN': '哪些 Webhook 的旧签名密钥还有效,到什么时候(不含密钥)',
      en: 'Which webhooks still sign with a secret that was replaced, and until when (never the secret)',
    },
    answer: list(z.object({ webhook: z.string(), until: z.string() })),
    async handle({ ctx }) {
      const { documents } = await runList(ctx, webhooks(ctx), { fields: ['id'], limit: 200 })
      const ids = documents.map((document) => (JSON.parse(document) as { id: string }).id)
      return { body: { data: await oldSecretsOf(ctx.session, ctx.workspace.schema, ids) } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/webhooks/{id}/old-secrets',
    summary: {
      'zh-CN': '立即停用旧签名密钥:从现在起只用新的签名',
      en: 'End secrets that were replaced: from now on only the new one signs',
    },
    status: 204,
    async handle(call) {
      const { ctx } = call
      const { id } = await asked(call, 'update')
      await endOldSecrets(ctx.session, ctx.workspace.schema, id)
      return { status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: '/webhooks/{id}/test',
    summary: { 'zh-CN': '发送一次测试', en: 'Send a test' },
    perMinute: 10,
    answer: z.object({ delivered: z.boolean(), status: z.union([z.number(), z.string(), z.null()]) }),
    async handle(call) {
      const { ctx, services } = call
      const target = await asked(call, 'update')
      const body = JSON.stringify({ type: 'test', id: target.id, version: 0, at: ctx.now })
      const policy = outboundPolicy(services.config.outboundAllow)
      // Never sooner than this, whatever came: how long it takes must not tell an open port from a closed one.
      const [status] = await Promise.all([
        post(ctx.session, ctx, target, uuid7(), body, { policy }),
        pause(1_000 + Math.random() * 500),
      ])
      return { body: { delivered: isTaken(status), status } }
    },
  }),
  route({
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: { 'zh-CN': '发送记录', en: 'Deliveries' },
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).optional(), before: z.uuid().optional() }),
    answer: page(anything),
    async handle(call) {
      const { id } = await asked(call, 'read')
      const limit = call.query.limit ?? 50
      const data = await readDeliveries(call.ctx, id, limit, call.query.before)
      return { body: { data, next: data.length === limit ? data.at(-1)!.id : null } }
    },
  }),
  route({
    method: 'POST',
    path: '/webhooks/{id}/deliveries/{delivery}/replay',
    summary: { 'zh-CN': '重新发送', en: 'Send again' },
    status: 202,
    answer: z.object({ id: z.string() }),
    async handle(call) {
      const { id } = await asked(call, 'update')
      if (!isUuid(call.params['delivery']) || !(await replay(call.ctx, id, call.params['delivery'])))
        throw NotFoundRecord({ object: { 'zh-CN': '发送记录', en: 'The delivery' } })
      call.services.following.nudge(call.ctx.workspace.id)
      return { status: 202, body: { id: call.params['delivery'] } }
    },
  }),
]
