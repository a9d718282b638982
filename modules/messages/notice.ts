import type { Model, OutboxEntry, OutboxWish } from '#engine'
import type { NotificationKind } from './notification.ts'

/** That somebody is to be told something; not yet whether, how, and in how many words. */
export interface Notice {
  readonly kind: NotificationKind
  readonly to: string
  /** Who caused it; null for the machine. */
  readonly from: string | null
  readonly object: string | null
  readonly record: string | null
  readonly request: string | null
  readonly viaImport: boolean
  readonly text?: string
  readonly key?: string
}

/** What `noticesOf` looks at: an import of thousands of one's own records is passed over where it lies. */
export const wishOfNotices: OutboxWish = {
  where: `object in ('comment', 'activity') or (object <> 'notification' and op in ('create', 'update') and new->>'owner' <> actor::text)`,
  fields: ['mentions', 'owner'],
}

/** Who is to be told of which changes: whom a comment or an activity mentions, and who is given a record by somebody else. */
export const noticesOf = (model: Model, entries: readonly OutboxEntry[]): Notice[] =>
  entries.flatMap((entry) =>
    entry.object === 'notification' ? [] : [...mentions(entry), ...assignments(model, entry)],
  )

/** What people write on records, naming each other. */
const written = new Set(['comment', 'activity'])

const mentions = (entry: OutboxEntry): Notice[] => {
  if (!written.has(entry.object) || !entry.new) return []
  const before = new Set((entry.old?.['mentions'] ?? []) as readonly string[])
  const named = ((entry.new['mentions'] ?? []) as readonly string[]).filter(
    (user) => !before.has(user) && user !== entry.actor,
  )
  // The link leads to what was written about; who takes part in that says `about` of what was written itself.
  return named.map((to) => ({
    kind: 'mention',
    to,
    from: entry.actor,
    object: entry.object,
    record: entry.record,
    request: entry.request,
    viaImport: false,
  }))
}

const assignments = (model: Model, entry: OutboxEntry): Notice[] => {
  const owner = entry.new?.['owner']
  const given = (entry.op === 'create' || entry.op === 'update') && typeof owner === 'string' && owner !== entry.actor
  if (!given || !model.objects.get(entry.object)?.owned) return []
  const { actor: from, object, record, request, via } = entry
  return [{ kind: 'assignment', to: owner, from, object, record, request, viaImport: via === 'import' }]
}

/** One person told of one thing: how many records it stands for, and which if it is one. */
export interface Heap extends Notice {
  readonly count: number
}

/** Puts together what is one matter: everything of one request, of one import, or about one record. */
export const heapsOf = (notices: readonly Notice[]): Heap[] =>
  [...Map.groupBy(notices, (n) => [n.to, n.kind, n.object, n.viaImport ? 'import' : n.request].join(' ')).values()].map(
    (group) => {
      const records = new Set(group.map((n) => n.record))
      const last = group.at(-1)!
      return { ...last, count: records.size, record: records.size === 1 ? last.record : null }
    },
  )
