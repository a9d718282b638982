import { Context, createRecords, loadActor, runGet, sightOf, updateRecords } from '#engine'
import { type Heap, heapsOf, type Notice } from './notice.ts'
import { readPreferences } from './preferences.ts'

/** Within this time, in minutes, more of the same is added to what has not been read yet. */
const mergeMinutes = 5

interface Unread {
  readonly id: string
  readonly count: number
  readonly record: string | null
}

/** Tells people, as each of them wishes to be told. `ctx` is the system's, on the transaction that the cause belongs to. */
export const sendNotices = async (ctx: Context, notices: readonly Notice[]): Promise<void> => {
  if (notices.length === 0) return
  const people = await recipients(ctx, [...new Set(notices.map((n) => n.to))])
  const known = await knownKeys(ctx, notices)
  const preferences = await readPreferences(ctx.session, ctx.workspace.schema, [...people.keys()])
  for (const heap of heapsOf(notices.filter((n) => !n.key || !known.has(n.key)))) {
    const recipient = people.get(heap.to)
    const channels = preferences.get(heap.to)?.[heap.kind]
    if (!recipient || !channels || !(channels.inApp || channels.mail)) continue
    const from = (await isThere(ctx, heap.from)) ? heap.from : null
    const shown = await asSeenBy(recipient, { ...heap, from })
    const unread = await sameUnread(ctx, shown)
    if (unread) await add(ctx, unread, shown)
    else await create(ctx, shown, channels)
  }
}

/** What has been told already is not told again. */
const knownKeys = async (ctx: Context, notices: readonly Notice[]): Promise<ReadonlySet<string>> => {
  const keys = notices.flatMap((n) => n.key ?? [])
  if (keys.length === 0) return new Set()
  const rows = await ctx.session.query<{ key: string }>(
    `select key from "${ctx.workspace.schema}".notification where key = any($1)`,
    [keys],
  )
  return new Set(rows.map((r) => r.key))
}

/** The machine is nobody, and who was removed is nobody any more. */
const isThere = async (ctx: Context, user: string | null): Promise<boolean> =>
  user !== null && (await runGet(ctx, ctx.object('user'), [user], { fields: ['id'] })).length > 0

/** Who has left is told nothing. */
const recipients = async (ctx: Context, ids: readonly string[]): Promise<Map<string, Context>> => {
  const { session, workspace, ground, now } = ctx
  const found = new Map<string, Context>()
  for (const id of ids) {
    const actor = await loadActor(session, workspace.schema, workspace.model, id)
    if (actor) found.set(id, new Context(ground, actor, {}, now))
  }
  return found
}

/** Of a record out of her reach she learns only that somebody named her: neither which, nor what was said. */
const asSeenBy = async (recipient: Context, heap: Heap): Promise<Heap> => {
  if (!heap.object || !heap.record || heap.kind === 'system' || heap.kind === 'job') return heap
  const object = recipient.workspace.model.objects.get(heap.object)
  const sight = object && (await sightOf(recipient, object, heap.record))
  return sight && !sight.deleted ? heap : { ...heap, object: null, record: null }
}

const sameUnread = async (ctx: Context, heap: Heap): Promise<Unread | undefined> => {
  if (heap.key || heap.object === null) return undefined
  const [found] = await ctx.session.query<Unread>(
    `select id, count, record from "${ctx.workspace.schema}".notification
     where owner = $1 and kind = $2 and object is not distinct from $3 and "readAt" is null and "deletedAt" is null
       and "updatedAt" > $4::timestamptz - make_interval(mins => $5)
       and (request = $6 or (record is not null and record = $7) or ($8 and request = 'import'))
     order by id desc limit 1 for update`,
    [heap.to, heap.kind, heap.object, ctx.now, mergeMinutes, heap.request, heap.record, heap.viaImport],
  )
  return found
}

const add = async (ctx: Context, unread: Unread, heap: Heap): Promise<void> => {
  const same = heap.record !== null && heap.record === unread.record
  // The same record again is the same news: no longer, only newer.
  const patch = same
    ? { from: heap.from, request: heap.viaImport ? 'import' : heap.request }
    : { from: heap.from, count: unread.count + heap.count, record: null }
  await updateRecords(ctx, ctx.object('notification'), [{ id: unread.id, patch }])
}

const create = async (
  ctx: Context,
  heap: Heap,
  channels: { readonly inApp: boolean; readonly mail: boolean },
): Promise<void> => {
  const { kind, to: owner, from, object, record, count, text, key, request, viaImport } = heap
  await createRecords(ctx, ctx.object('notification'), [
    {
      kind,
      owner,
      from,
      object,
      record,
      count,
      text: text ?? null,
      key: key ?? null,
      request: viaImport ? 'import' : request,
      inApp: channels.inApp,
      mail: channels.mail ? 'waiting' : null,
    },
  ])
}
