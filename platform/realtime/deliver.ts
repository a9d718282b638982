import { type Context, type LiveChange, seesAny, type Session, visibleTo } from '#engine'
import { byRights, type Listener, remember } from './listener.ts'
import { movedFor } from './moved.ts'
import { ownCursor } from './own-cursor.ts'
import { isSeen, onlookersOf } from './onlookers.ts'

/** What happened to one record, the newest of a batch. */
type News = Pick<LiveChange, 'object' | 'record' | 'version' | 'op'>

/** More records of one object at once are an import or its like: then everybody looks at the list anew. */
const mostSingle = 200

/**
 * Tells each listener of the changes that she may know of, as her rights are at this moment: what she sees has changed, what
 * she had and may not see any more is gone, of the rest she hears nothing.
 */
export const deliver = async (
  session: Session,
  now: string,
  listeners: readonly Listener[],
  changes: readonly LiveChange[],
  cursor: string,
): Promise<void> => {
  const events = new Map<Listener, [event: string, data: object][]>()
  const tell = (listener: Listener, event: string, data: object) => {
    const mine = events.get(listener)
    if (mine) mine.push([event, data])
    else events.set(listener, [[event, data]])
  }
  for (const [object, all] of Map.groupBy(changes, (change) => change.object)) {
    const news = [...new Map<string, News>(all.map((change) => [change.record, change])).values()]
    const watching = listeners.filter((l) => l.lists.has(object) || news.some((n) => l.has.has(n.record)))
    for (const group of byRights(watching).values()) {
      const onlookers = onlookersOf(group, now)
      if (news.length > mostSingle) await tellMany(session, group, onlookers, object, news, tell)
      else await tellEach(session, group, onlookers, object, news, tell)
    }
    for (const group of byRights(listeners).values()) await tellMoved(session, now, group, object, all, tell)
  }
  for (const [{ line, told }, mine] of events)
    mine.forEach(([event, data], i) =>
      line.send(event, data, i === mine.length - 1 ? ownCursor(cursor, told) : undefined),
    )
}

type Tell = (listener: Listener, event: string, data: object) => void

const placeOf = (ctx: Context, object: string) => ({
  schema: ctx.workspace.schema,
  object: ctx.workspace.model.objects.get(object),
})

const tellEach = async (
  session: Session,
  group: readonly Listener[],
  onlookers: ReturnType<typeof onlookersOf>,
  object: string,
  news: readonly News[],
  tell: Tell,
) => {
  const { schema, object: model } = placeOf(group[0]!.ctx, object)
  if (!model) return
  const sights = await visibleTo(
    session,
    schema,
    model,
    onlookers,
    news.map((n) => n.record),
  )
  for (const listener of group)
    for (const { record, version, op } of news) {
      const had = listener.has.has(record)
      const sight = sights.get(record)
      if (isSeen(sight, listener)) {
        if (!had && !listener.lists.has(object)) continue
        tell(listener, 'change', { object, id: record, version, op: sight!.deleted ? 'delete' : op })
        if (sight!.deleted) listener.has.delete(record)
        else remember(listener, record, object)
      } else if (had) {
        listener.has.delete(record)
        tell(listener, 'gone', { object, id: record })
      }
    }
}

/** Lists that a record has left, or that what belongs to it has come to or left, are looked at anew. */
const tellMoved = async (
  session: Session,
  now: string,
  group: readonly Listener[],
  object: string,
  changes: readonly LiveChange[],
  tell: Tell,
) => {
  const { schema, object: model } = placeOf(group[0]!.ctx, object)
  const moved = model ? await movedFor(session, now, group, model, changes) : null
  if (!model || !moved) return
  const sights = await visibleTo(session, schema, model, onlookersOf(group, now), [...moved.records])
  for (const listener of group) {
    const [came, left] = [new Set<string>(), new Set<string>()]
    for (const record of moved.records) {
      const sees = isSeen(sights.get(record), listener)
      if (sees !== moved.saw(listener, record)) (sees ? came : left).add(record)
    }
    if (left.size > 0 && listener.lists.has(object)) tell(listener, 'refresh', { object })
    if (came.size + left.size > 0)
      for (const below of moved.below(listener)) tell(listener, 'refresh', { object: below })
  }
}

const tellMany = async (
  session: Session,
  group: readonly Listener[],
  onlookers: ReturnType<typeof onlookersOf>,
  object: string,
  news: readonly News[],
  tell: Tell,
) => {
  const { schema, object: model } = placeOf(group[0]!.ctx, object)
  if (!model) return
  const ids = news.map((n) => n.record)
  const touched = await seesAny(session, schema, model, onlookers, ids)
  const had = new Set(ids)
  for (const listener of group) {
    const lost = [...listener.has.keys()].some((id) => had.has(id))
    if (touched.has(listener.ctx.actor.id) || lost) tell(listener, 'refresh', { object })
  }
}
