import * as z from 'zod'
import { defaultViewsOf, stillSeen } from '#modules/admin'
import { quietHoursOf } from '#modules/messages'
import { abilities, Forbidden, mayDo, runGet, verbs } from '#engine'
import { findWorkspace, workspacesOfLogin } from '#platform/control'
import { anything, named } from '../answers.ts'
import { describe } from '../schema/meta.ts'
import { unreadOf } from './notifications.ts'
import { languageOf } from '../problem.ts'
import { flagParameter, route } from '../route.ts'

const preferences = z.strictObject({
  language: z.enum(['zh-CN', 'en']).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  density: z.enum(['compact', 'standard', 'loose']).optional(),
  /** Saved views in the navigation, by the names they had when they were starred. */
  favourites: z
    .array(z.strictObject({ object: z.string().max(63), view: z.uuid(), name: z.string().max(60) }))
    .max(20)
    .optional(),
  /** Shortcuts that have another key than the standard one; null is none. */
  keys: z
    .record(z.string().regex(/^\w{1,30}$/), z.string().min(1).max(30).nullable())
    .refine((keys) => Object.keys(keys).length <= 60, '≤ 60')
    .optional(),
  singleKeys: z.boolean().optional(),
})

export const meRoutes = [
  route({
    method: 'GET',
    path: '/me',
    summary: {
      'zh-CN': '我是谁,能做什么;meta=true 时连同对象与字段的描述',
      en: 'Who I am and what I may do; with meta=true, objects and fields too',
    },
    query: z.strictObject({ meta: flagParameter.optional() }),
    answer: z.looseObject({
      user: named,
      workspace: z.looseObject({ id: z.string(), name: z.string(), zone: z.string(), currency: z.string() }),
      workspaces: z.array(named),
      abilities: z.record(z.string(), z.boolean()),
      preferences: anything,
      defaultViews: anything,
      unread: z.int(),
      meta: anything.optional(),
      live: z.string().optional(),
    }),
    async handle({ ctx, query, request, credential, services }) {
      // Before anything is read: what changes from here on is told to the line that the page opens later.
      const live = query.meta && credential.kind === 'session' ? await services.realtime.present(ctx) : undefined
      // An API key is of one workspace, whichever others its owner may enter.
      const workspaces =
        credential.kind === 'session' ? await workspacesOfLogin(services.database, credential.loginId) : []
      const workspace =
        workspaces.find(({ id }) => id === ctx.workspace.id) ??
        (await findWorkspace(services.database, ctx.workspace.id))
      const [document] = await runGet(ctx.asSystem('本人'), ctx.object('user'), [ctx.actor.id], {
        fields: ['name', 'email', 'position', 'department.name'],
      })
      const [kept] = await ctx.session.query<{ value: z.output<typeof preferences> }>(
        `select value from "${ctx.workspace.schema}".preference where "user" = $1`,
        [ctx.actor.id],
      )
      const user = JSON.parse(document!) as object
      const starred = kept?.value.favourites ?? []
      const seen = await stillSeen(
        ctx,
        starred.map(({ view }) => view),
      )
      return {
        body: {
          user: { ...user, roles: ctx.actor.access.roles.map(({ id, name, label }) => ({ id, name, label })) },
          workspace: {
            id: ctx.workspace.id,
            name: workspace?.name,
            currency: ctx.workspace.currency,
            zone: ctx.workspace.zone,
            language: credential.language,
            brand: workspace?.brand ?? {},
          },
          workspaces: workspaces.map(({ id, name }) => ({ id, name })),
          abilities: Object.fromEntries(abilities.map((a) => [a, mayDo(ctx.actor, a)])),
          preferences: {
            theme: 'system',
            density: 'standard',
            ...kept?.value,
            quietHours: await quietHoursOf(ctx, ctx.actor.id),
            ...(starred.length > 0 ? { favourites: starred.filter(({ view }) => seen.has(view)) } : {}),
          },
          defaultViews: await defaultViewsOf(ctx),
          unread: await unreadOf(ctx),
          // A screen that is opened cold needs both: one way to the server instead of two, one after the other.
          ...(query.meta ? { meta: describe(ctx, languageOf(request)) } : {}),
          ...(live ? { live } : {}),
        },
      }
    },
  }),
  route({
    method: 'PATCH',
    path: '/me/preferences',
    summary: { 'zh-CN': '我的偏好', en: 'My preferences' },
    body: preferences,
    answer: anything,
    async handle({ ctx, body, credential }) {
      if (credential.kind !== 'session')
        throw Forbidden({ action: verbs.update, object: { 'zh-CN': '偏好', en: 'preferences' } })
      // Looks, not facts: kept beside the record without a version, so that two screens never clash over them.
      await ctx.session.query(
        `insert into "${ctx.workspace.schema}".preference ("user", value) values ($1, $2)
         on conflict ("user") do update set value = preference.value || excluded.value`,
        [ctx.actor.id, JSON.stringify(body)],
      )
      return { body }
    },
  }),
]
