import * as z from 'zod'
import { explainField, explainRecord, fieldSentences, sentences, whoCanSee } from '#engine'
import { anything } from '../answers.ts'
import { askedObject } from './asked-object.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

const verb = z.enum(['read', 'update', 'delete'])

export const explainRoutes = [
  route({
    method: 'GET',
    path: '/access/explain',
    summary: {
      'zh-CN': '为什么某人能(不能)看到或修改某条记录、某个字段',
      en: 'Why somebody can (or cannot) see or change a record or field',
    },
    query: z.strictObject({
      object: z.string().max(63),
      record: z.uuid(),
      user: z.uuid(),
      field: z.string().max(63).optional(),
      verb: verb.optional(),
    }),
    answer: z.object({
      allowed: z.boolean(),
      verb,
      reasons: z.array(z.object({ kind: z.string(), roles: z.array(z.string()), holds: z.boolean() })),
      field: z.object({ name: z.string(), right: z.string(), roles: z.array(anything) }).optional(),
      sentences: z.array(z.string()),
    }),
    async handle({ ctx, query, request }) {
      const language = languageOf(request)
      const object = askedObject({ ctx, params: { object: query.object } })
      const found = await explainRecord(ctx, object, query.record, query.user, query.verb)
      const field = query.field ? await explainField(ctx, object, query.field, query.user) : null
      return {
        body: {
          allowed: found.allowed && field?.right !== 'hidden',
          verb: found.verb,
          reasons: found.reasons.map(({ reason, roles, holds }) => ({ kind: reason.kind, roles, holds })),
          ...(field ? { field: { name: field.field.name, right: field.right, roles: field.roles } } : {}),
          sentences: [...sentences(found, language), ...(field ? fieldSentences(field, language) : [])],
        },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/records/{object}/{id}/access',
    summary: { 'zh-CN': '谁能看到这条记录', en: 'Who can see this record' },
    answer: z.object({
      users: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          sentence: z.string(),
          reasons: z.array(z.object({ kind: z.string(), roles: z.array(z.string()) })),
        }),
      ),
      sentences: z.array(z.string()),
      more: z.boolean(),
    }),
    async handle({ ctx, params, request }) {
      const language = languageOf(request)
      const object = askedObject({ ctx, params })
      const { users, more } = await whoCanSee(ctx, object, params['id']!)
      const told = users.map(({ id, name, reasons }) => {
        const [sentence] = sentences(
          {
            verb: 'read',
            object,
            user: { id, name },
            allowed: true,
            gone: false,
            deleted: false,
            seen: true,
            roles: [],
            reasons,
          },
          language,
        )
        return { id, name, sentence, reasons: reasons.map(({ reason, roles }) => ({ kind: reason.kind, roles })) }
      })
      return { body: { users: told, sentences: told.map((t) => t.sentence), more } }
    },
  }),
]
