import * as z from 'zod'
import { Forbidden, isoTime, isUuid, mayDo, openCursor, sealCursor, verbs } from '#engine'
import { anything, page } from '../answers.ts'
import { titlesOf } from './audit.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

interface Row {
  readonly id: string
  readonly object: string | null
  readonly record: string | null
  readonly target: string
  readonly field: string | null
}

const limit = 50

/** Attempts know only the address: which record of which object it names. */
const aboutOf = ({ object, record, target }: Row) => {
  const [, named = null, id] = /\/records\/(\w+)(?:\/([^/]+))?/.exec(target) ?? []
  return { object: object ?? named, record: record ?? (isUuid(id ?? '') ? id! : null) }
}

export const auditRefusalRoutes = [
  route({
    method: 'GET',
    path: '/audit/refusals',
    summary: {
      'zh-CN': '审计:被拒绝的操作,和查重时看到的别人的记录',
      en: 'Audit: refused attempts, and duplicate checks that told of records out of reach',
    },
    query: z.strictObject({
      kind: z.enum(['refused', 'duplicates']).optional(),
      actor: z.uuid().optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      cursor: z.string().max(2_000).optional(),
    }),
    answer: page(z.looseObject({ id: z.string(), at: z.iso.datetime(), actor: anything, reason: z.string() })),
    async handle({ ctx, query, request }) {
      if (!mayDo(ctx.actor, 'audit') && !mayDo(ctx.actor, 'rights'))
        throw Forbidden({ action: verbs.see, object: { 'zh-CN': '审计', en: 'the audit' } })
      const about = `refusals ${ctx.workspace.id} ${JSON.stringify({ ...query, cursor: null })}`
      const before = query.cursor ? openCursor(ctx.secret, about, query.cursor)[0] : null
      const s = `"${ctx.workspace.schema}"`
      const rows = await ctx.session.query<Row>(
        `select r.id, ${isoTime('r.at')} as at,
           json_build_object('id', r.actor, 'name', u.name) as actor, r.method, r.target, r.reason, r.object, r.record, r.field
         from ${s}.refusal r left join ${s}."user" u on u.id = r.actor
         where ($1::text is null or (r.reason like 'duplicates.%') = ($1 = 'duplicates')) and ($2::uuid is null or r.actor = $2)
           and ($3::timestamptz is null or r.at >= $3) and ($4::timestamptz is null or r.at < $4) and ($5::uuid is null or r.id < $5)
         order by r.id desc limit ${limit + 1}`,
        [query.kind ?? null, query.actor ?? null, query.from ?? null, query.to ?? null, before],
      )
      const page = rows.slice(0, limit).map((row) => ({ ...row, ...aboutOf(row) }))
      const known = page.flatMap(({ object, record }) => (object && record ? [{ object, record }] : []))
      const titles = await titlesOf(ctx, known)
      const language = languageOf(request)
      const data = page.map((row) => {
        // Who reads the audit need not see the object herself: it is named to her.
        const object = ctx.workspace.model.objects.get(row.object ?? '')
        return {
          ...row,
          title: (row.record && titles.get(row.record)) ?? null,
          objectLabel: object?.label[language] ?? null,
          fieldLabel: object?.fields.get(row.field ?? '')?.label[language] ?? null,
        }
      })
      return { body: { data, next: rows.length > limit ? sealCursor(ctx.secret, about, [data.at(-1)!.id]) : null } }
    },
  }),
]
