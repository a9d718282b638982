import * as z from 'zod'
import { defineError, Forbidden, mayDo, verbs } from '#engine'
import { ApiKeyScopeInvalid, createApiKey, listApiKeys, revokeApiKey } from '#platform/auth'
import { list } from '../answers.ts'
import { canSee } from '../schema/meta.ts'
import { type Call, route } from '../route.ts'

const NoSuchKey = defineError(
  'apiKey.notFound',
  404,
  '没有这个密钥,或已经作废',
  'There is no such key, or it was revoked already',
)
const SessionOnly = defineError(
  'apiKey.sessionOnly',
  403,
  '密钥只能在登录后管理,不能用密钥来管理',
  'Keys are managed by a person signed in, not by a key',
)

/** Whose keys the caller may manage: everybody's with the ability, otherwise only her own. */
const whose = ({ ctx, credential }: Call): string | undefined => {
  if (credential.kind !== 'session') throw SessionOnly()
  return mayDo(ctx.actor, 'apiKeys') ? undefined : ctx.actor.id
}

const isScope = ({ ctx }: Call, scope: string): boolean => {
  const object = ctx.workspace.model.objects.get(scope.split(':')[0]!)
  return scope.startsWith('*:') || (object !== undefined && canSee(ctx, object))
}

export const apiKeyRoutes = [
  route({
    method: 'GET',
    path: '/api-keys',
    summary: { 'zh-CN': 'API 密钥', en: 'API keys' },
    answer: list(z.looseObject({ id: z.string(), name: z.string(), scopes: z.array(z.string()) })),
    async handle(call) {
      return { body: { data: await listApiKeys(call.services.database, call.ctx.workspace.id, whose(call)) } }
    },
  }),
  route({
    method: 'POST',
    path: '/api-keys',
    summary: { 'zh-CN': '新建 API 密钥(全文只显示这一次)', en: 'Make an API key (shown in full only this once)' },
    body: z.strictObject({
      name: z.string().trim().min(1).max(60),
      scopes: z.array(z.string().max(80)).min(1).max(50),
      expiresAt: z.iso.datetime({ offset: true }).optional(),
      user: z.uuid().optional(),
    }),
    status: 201,
    answer: z.looseObject({ id: z.string(), key: z.string() }),
    async handle(call) {
      const { ctx, body, services } = call
      const only = whose(call)
      // A key acts with its person's rights: nobody makes one that acts as somebody else.
      if (body.user && body.user !== ctx.actor.id)
        throw Forbidden({ action: verbs.createForOthers, object: { 'zh-CN': '密钥', en: 'keys' } })
      const { user: _, ...wanted } = body
      // A misspelt object would make a key that silently may do nothing.
      const unknown = wanted.scopes.find((scope) => !isScope(call, scope))
      if (unknown !== undefined) throw ApiKeyScopeInvalid({ scope: unknown }).at('scopes')
      const made = await createApiKey(services.database, {
        ...wanted,
        workspaceId: ctx.workspace.id,
        userId: only ?? ctx.actor.id,
      })
      return { status: 201, body: made }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: { 'zh-CN': '作废 API 密钥', en: 'Revoke an API key' },
    status: 204,
    async handle(call) {
      const { ctx, params, services } = call
      const gone = await revokeApiKey(services.database, ctx.workspace.id, params['id']!, whose(call))
      if (!gone) throw NoSuchKey()
      services.auth.forgetCredentials()
      return { status: 204 }
    },
  }),
]
