import { canSearchField, type Context, type Language, runGet } from '#engine'
import type { NotificationKind } from '../notification.ts'

/** A notification as it is kept. */
export interface Kept {
  readonly id: string
  readonly kind: NotificationKind
  readonly createdAt: string
  readonly readAt: string | null
  readonly from: { readonly id: string; readonly name?: string } | null
  readonly object: string | null
  readonly record: string | null
  readonly count: number
  readonly text: string | null
}

/** The same for its reader: in her language, with what she may see at this moment. */
export interface Described {
  readonly id: string
  readonly kind: NotificationKind
  readonly at: string
  readonly read: boolean
  readonly count: number
  readonly from: { readonly id: string; readonly name: string } | null
  /** Where it leads: a record, or with `id` null the list of that object. */
  readonly about: { readonly object: string; readonly id: string | null; readonly title: string | null } | null
  /** Of work that ended: which, since it is no record. */
  readonly work: { readonly kind: WorkKind; readonly id: string } | null
  readonly text: string
}

export const describe = async (ctx: Context, rows: readonly Kept[], language: Language): Promise<Described[]> => {
  const written = await aboutOfWritten(
    ctx,
    rows.filter(({ kind }) => kind === 'mention'),
  )
  const places = new Map(rows.map((row) => [row.id, workOf(row) ? null : placeOf(row, written)]))
  const titles = await titlesOf(
    ctx,
    [...places.values()].flatMap((p) => (p?.id ? [{ object: p.object, id: p.id }] : [])),
  )
  return rows.map((row) => {
    const place = places.get(row.id) ?? null
    const title = place?.id ? titles.get(place.id) : undefined
    // A record that has gone out of her reach since leads nowhere.
    const about = place && (place.id === null || title !== undefined) ? { ...place, title: title ?? null } : null
    const from = row.from ? { id: row.from.id, name: row.from.name ?? '' } : null
    const label = about ? ctx.object(about.object).label[language] : ''
    const { id, kind, createdAt: at, readAt, count } = row
    return {
      id,
      kind,
      at,
      read: readAt !== null,
      count,
      from,
      about,
      work: workOf(row),
      text: sentences[language][kind]({
        from: from?.name ?? null,
        label,
        written: (row.object && ctx.workspace.model.objects.get(row.object)?.label[language]) ?? '',
        title: title ?? null,
        count,
        text: row.text ?? '',
        known: about !== null,
      }),
    }
  })
}

const works = ['import', 'export', 'bulk', 'move'] as const
type WorkKind = (typeof works)[number]
const isWork = (name: string | null): name is WorkKind => works.includes(name as WorkKind)

const workOf = ({ kind, object, record }: Kept): Described['work'] =>
  kind === 'job' && record && isWork(object) ? { kind: object, id: record } : null

const placeOf = (
  { kind, object, record, count }: Kept,
  written: ReadonlyMap<string, { object: string; id: string }>,
): { object: string; id: string | null } | null => {
  if (kind === 'mention') return (record && written.get(record)) || null
  if (object === null) return null
  return record !== null ? { object, id: record } : count > 1 ? { object, id: null } : null
}

/** What the comments and activities that name somebody are about. */
const aboutOfWritten = async (
  ctx: Context,
  rows: readonly Kept[],
): Promise<Map<string, { object: string; id: string }>> => {
  const found = new Map<string, { object: string; id: string }>()
  for (const [name, group] of Map.groupBy(rows, ({ object }) => object ?? '')) {
    const ids = group.flatMap(({ record }) => record ?? [])
    const object = ctx.workspace.model.objects.get(name)
    const field = object?.fields.get('about')
    // She may have lost the right to such records altogether.
    if (!object || !field || ids.length === 0 || !canSearchField(ctx, object, field)) continue
    for (const text of await runGet(ctx, object, ids, { fields: ['about'] })) {
      const { id, about } = JSON.parse(text) as { id: string; about: { object: string; id: string } | null }
      if (about) found.set(id, about)
    }
  }
  return found
}

const titlesOf = async (
  ctx: Context,
  places: readonly { readonly object: string; readonly id: string }[],
): Promise<Map<string, string>> => {
  const titles = new Map<string, string>()
  for (const [name, group] of Map.groupBy(places, (p) => p.object)) {
    const object = ctx.workspace.model.objects.get(name)
    const title = object?.fields.get(object.def.title)
    if (!object || !title || !canSearchField(ctx, object, title)) continue
    for (const text of await runGet(ctx, object, [...new Set(group.map((p) => p.id))], { fields: [title.name] })) {
      const row = JSON.parse(text) as Record<string, string | null>
      titles.set(row['id']!, row[title.name] ?? '')
    }
  }
  return titles
}

interface Facts {
  readonly from: string | null
  readonly label: string
  /** What it was written in: a comment, an activity. */
  readonly written: string
  readonly title: string | null
  readonly count: number
  readonly text: string
  /** Does it lead somewhere. */
  readonly known: boolean
}

const sentences: Record<Language, Record<NotificationKind, (facts: Facts) => string>> = {
  'zh-CN': {
    mention: ({ from, label, written, title, known }) =>
      known
        ? `${from ?? '有人'}在${label}“${title}”的${written}里提到了你`
        : `${from ?? '有人'}在你无权查看的一条记录里提到了你`,
    assignment: ({ from, label, title, count, known }) =>
      count > 1
        ? `${from ?? '系统'}把 ${count} 条${label || '记录'}交给了你`
        : known
          ? `${from ?? '系统'}把${label}“${title}”交给了你`
          : `${from ?? '系统'}把一条记录交给了你,现在你已无权查看`,
    request: ({ from, label, title, known }) =>
      known
        ? `${from ?? '有人'}想和你一起跟进${label}“${title}”,可以在“协作人”里添加`
        : `${from ?? '有人'}想和你一起跟进一条记录,现在你已无权查看`,
    reminder: ({ title }) => (title === null ? '任务提醒' : `任务提醒:${title}`),
    job: ({ text }) => text,
    system: ({ text }) => text,
  },
  en: {
    mention: ({ from, label, title, known }) =>
      known
        ? `${from ?? 'Somebody'} mentioned you on ${label} “${title}”`
        : `${from ?? 'Somebody'} mentioned you on a record that you may not see`,
    assignment: ({ from, label, title, count, known }) =>
      count > 1
        ? `${from ?? 'The system'} assigned ${count} × ${label || 'record'} to you`
        : known
          ? `${from ?? 'The system'} assigned ${label} “${title}” to you`
          : `${from ?? 'The system'} assigned a record to you that you may no longer see`,
    request: ({ from, label, title, known }) =>
      known
        ? `${from ?? 'Somebody'} would like to work with you on ${label} “${title}”; add them under Team members`
        : `${from ?? 'Somebody'} would like to work with you on a record that you may no longer see`,
    reminder: ({ title }) => (title === null ? 'Task reminder' : `Task reminder: ${title}`),
    job: ({ text }) => text,
    system: ({ text }) => text,
  },
}
