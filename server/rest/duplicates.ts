import * as z from 'zod'
import {
  AppError,
  type Context,
  fieldRightOf,
  type FieldModel,
  namesCompanies,
  type ObjectModel,
  runGet,
  runList,
  sameCompanies,
} from '#engine'
import { askedObject } from './asked-object.ts'
import { refuse } from './refusals.ts'
import { route } from './route.ts'

/** What stands in the way: the record itself where the caller may see it, otherwise only that it is there and whose it is. */
interface Twin {
  readonly field: string
  readonly id?: string
  readonly title?: unknown
  readonly owner: string | null
}

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
    async handle(call) {
      const { ctx, body, services, request } = call
      const object = askedObject(call)
      const fields = (object.def.duplicates ?? []).map((name) => object.fields.get(name)!)
      const twins: Twin[] = []
      for (const field of fields) {
        const value = wanted(field, body[field.name])
        if (value === null || fieldRightOf(ctx, object, field) !== 'write') continue
        twins.push(...(await twinsBy(ctx, object, field, value)))
      }
      if (twins.some((t) => !t.id)) refuse(services, ctx, request, { code: 'duplicates.lookedPast' })
      return { body: { data: twins.slice(0, most) } }
    },
  }),
]

export const wanted = (field: FieldModel, given: unknown): string | null => {
  if (typeof given !== 'string' || given.trim() === '') return null
  try {
    return String(field.kind.parse(given, field.field)) || null
  } catch (error) {
    // A half-typed phone number is nobody's duplicate yet.
    if (error instanceof AppError) return null
    throw error
  }
}

interface Found {
  readonly id: string
  readonly owner: { readonly id: string; readonly name: string } | null
}

/** Who is there already, over the whole company, with whom it belongs to: for the server's own eyes. */
export const foundBy = async (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  value: string,
): Promise<Found[]> => {
  const all = ctx.asSystem('查重')
  const alike = namesCompanies(field) ? await sameCompanies(all, object, field, [value], { everywhere: true }) : []
  const ids = alike.slice(0, most).map((a) => a.id)
  const filter = ids.length > 0 ? { or: [{ [field.name]: value }, { id: { in: ids } }] } : { [field.name]: value }
  const found = await runList(all, object, { filter, fields: ['owner.name'], limit: most })
  return found.documents.map((d) => JSON.parse(d) as Found)
}

const twinsBy = async (ctx: Context, object: ObjectModel, field: FieldModel, value: string): Promise<Twin[]> => {
  const rows = await foundBy(ctx, object, field, value)
  if (rows.length === 0) return []
  const seen = await runGet(
    ctx,
    object,
    rows.map((r) => r.id),
    { fields: [object.def.title] },
  )
  const titles = new Map(
    seen.map((d) => JSON.parse(d) as Record<string, unknown>).map((r) => [r['id'], r[object.def.title]]),
  )
  return rows.map(({ id, owner }) => ({
    field: field.name,
    ...(titles.has(id) ? { id, title: titles.get(id) } : {}),
    owner: owner?.name ?? null,
  }))
}
