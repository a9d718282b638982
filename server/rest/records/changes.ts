import * as z from 'zod'
import {
  type Context,
  Forbidden,
  keepAnswer,
  mayDo,
  readHistory,
  runAction,
  defineError,
  undo,
  verifySeal,
  sealChanges,
  runGet,
  verbs,
} from '#engine'
import { sealAnchor } from '#platform/control'
import { anything, aRecord, named, page } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { idempotent, written } from './records.ts'
import { labelled } from './labelled.ts'
import { route } from '../route.ts'
import { languageOf } from '../problem.ts'
import { readAudit } from '../workspace/audit.ts'

const UnknownAction = defineError(
  'action.unknown',
  404,
  '{object}没有名为“{name}”的操作',
  '{object} has no action “{name}”',
)

export const changeRoutes = [
  route({
    method: 'GET',
    path: '/records/{object}/{id}/history',
    summary: { 'zh-CN': '修改历史', en: 'History of changes' },
    query: z.strictObject({
      cursor: z.string().max(2_000).optional(),
      limit: z.coerce.number().int().optional(),
      field: z.string().max(63).optional(),
    }),
    answer: page(
      z.object({
        id: z.string(),
        at: z.iso.datetime(),
        actor: named,
        via: z.string(),
        op: z.string(),
        version: z.int(),
        reason: z.string().optional(),
        request: z.string(),
        changes: z.array(z.looseObject({ field: z.string(), label: z.string(), old: z.unknown(), new: z.unknown() })),
        member: z.object({ old: anything.nullable(), new: anything.nullable() }).optional(),
        undoable: z.boolean(),
      }),
    ),
    async handle({ ctx, params, query, request }) {
      const object = askedObject({ ctx, params })
      const language = languageOf(request)
      const { data, next } = await readHistory(ctx, object, params['id']!, query)
      const entries = data.map((entry) => ({
        ...entry,
        undoable: entry.op !== 'team' && entry.actor.id === ctx.actor.id,
        changes: labelled(object, entry.changes, language),
      }))
      return { body: { data: entries, next } }
    },
  }),
  route({
    method: 'POST',
    path: '/changes/{request}/undo',
    summary: { 'zh-CN': '撤销自己的一次操作', en: 'Undo one of your own requests' },
    answer: z.object({
      undone: z.int(),
      conflicts: z.array(z.object({ object: z.string(), record: z.string(), field: z.string() })),
    }),
    onceByKey: true,
    handle: (call) =>
      idempotent(call, async (ctx) => {
        const undone = await undo(ctx, call.params['request']!)
        return { status: 200, body: JSON.stringify(undone) }
      }),
  }),
  route({
    method: 'POST',
    path: '/records/{object}/{id}/actions/{action}',
    summary: { 'zh-CN': '执行业务操作', en: 'Run an action' },
    body: z.record(z.string(), z.unknown()),
    answer: z.object({
      result: z.object({ object: z.string(), id: z.string() }).nullable(),
      record: z.union([aRecord, z.null()]),
      change: z.string(),
    }),
    onceByKey: true,
    handle: (call) =>
      written(call, undefined, { status: 200 }, async (keeping) => {
        const { ctx } = call
        const object = askedObject(call)
        const name = call.params['action']!
        const action = object.actions.get(name)
        if (!action) throw UnknownAction({ object: object.label, name })
        const id = call.params['id']!
        const answer = async (inside: Context, result: unknown) => {
          const [document] = await runGet(inside, object, [id])
          const { id: to } = (result ?? {}) as { id?: string }
          const made = action.makes && to ? JSON.stringify({ object: action.makes, id: to }) : 'null'
          const body = `{"result":${made},"record":${document ?? 'null'},"change":"${ctx.cause.request}"}`
          await keepAnswer(inside, keeping, body)
          return body
        }
        return (await runAction(ctx, object, action, id, call.body, answer)) as string
      }),
  }),
  route({
    method: 'GET',
    path: '/audit',
    summary: { 'zh-CN': '审计:所有修改', en: 'Audit: every change' },
    query: z.strictObject({
      object: z.string().max(63).optional(),
      actor: z.uuid().optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      cursor: z.string().max(2_000).optional(),
    }),
    answer: page(z.looseObject({ id: z.string(), at: z.iso.datetime(), actor: anything, op: z.string() })),
    async handle({ ctx, query }) {
      if (!mayDo(ctx.actor, 'audit'))
        throw Forbidden({ action: verbs.see, object: { 'zh-CN': '审计', en: 'the audit' } })
      return { body: await readAudit(ctx, query) }
    },
  }),
  route({
    method: 'POST',
    path: '/audit/verify',
    summary: { 'zh-CN': '核验修改日志未被改动', en: 'Verify that the change log is untouched' },
    answer: z.looseObject({ ok: z.boolean() }),
    async handle({ ctx }) {
      if (!mayDo(ctx.actor, 'audit'))
        throw Forbidden({ action: verbs.verify, object: { 'zh-CN': '审计', en: 'the audit' } })
      const anchor = sealAnchor(ctx.workspace.id, ctx.secret)
      while ((await sealChanges(ctx.session, ctx.workspace.schema, ctx.now, anchor)) > 0);
      return { body: await verifySeal(ctx.session, ctx.workspace.schema, anchor) }
    },
  }),
]
