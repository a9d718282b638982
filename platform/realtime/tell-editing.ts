import { fieldRightOf, type Session, visibleTo } from '#engine'
import type { EditedRecords, Place } from './editing.ts'
import { byRights, type Listener } from './listener.ts'
import { isSeen, onlookersOf } from './onlookers.ts'

/** Somebody who edits, as a watcher may know her; null is somebody whose name is not for the watcher. */
type Editor = { readonly id: string; readonly name: string } | null

/** Who edits a record: the first few, and how many more. A hundred names on one record are told to a hundred watchers each. */
interface Editors {
  readonly by: readonly Editor[]
  readonly more: number
}

const nobody: Editors = { by: [], more: 0 }
const mostNamed = 5
/** Records of lists that are told of at once: more than a screen shows, and less than what a line bears. */
const mostRecords = 500

/**
 * Tells each listener who edits the records that she watches and may see: always all that is true of a record, so that a word
 * that was lost does no harm. Which field they are at is not said. Of herself she is told nothing.
 */
export const tellEditing = async (
  session: Session,
  now: string,
  listeners: readonly Listener[],
  records: EditedRecords,
  places: readonly Place[],
): Promise<void> => {
  const editors = Map.groupBy(places, ({ record }) => record)
  const watching = listeners.filter((l) => [...records].some(([id, object]) => isWatched(l, id, object)))
  for (const group of byRights(watching).values()) {
    const asked = askedOf(group, records)
    const seen = await lookUp(session, now, group, asked, editors)
    for (const listener of group) {
      const news = [...asked].flatMap(([id, object]) => {
        const { by, more } = isWatched(listener, id, object) ? seen(listener, id) : nobody
        const had = listener.editing.has(id)
        if (by.length > 0) listener.editing.add(id)
        else listener.editing.delete(id)
        return by.length > 0 || had ? [{ object, id, by, ...(more > 0 ? { more } : {}) }] : []
      })
      if (news.length > 0) listener.line.send('editing', { records: news })
    }
  }
}

/** What one of them has before her, and of the lists the newest. */
const askedOf = (group: readonly Listener[], records: EditedRecords): EditedRecords => {
  const onScreen = [...records].filter(([id]) => group.some((l) => l.has.has(id)))
  const inLists = [...records].filter(([, object]) => group.some((l) => l.lists.has(object)))
  return new Map([...inLists.slice(-mostRecords), ...onScreen])
}

const isWatched = (listener: Listener, id: string, object: string) => listener.lists.has(object) || listener.has.has(id)

/** Answers who edits a record, as one of this group may know it. They have the same rights: each question is asked once. */
const lookUp = async (
  session: Session,
  now: string,
  group: readonly Listener[],
  records: EditedRecords,
  editors: ReadonlyMap<string, readonly Place[]>,
): Promise<(listener: Listener, record: string) => Editors> => {
  const { ctx } = group[0]!
  const { schema, model } = ctx.workspace
  const onlookers = onlookersOf(group, now)
  const sightsOf = (object: string, ids: readonly string[]) => {
    const found = model.objects.get(object)
    return found && ids.length > 0 ? visibleTo(session, schema, found, onlookers, ids) : new Map()
  }
  const edited = [...records].filter(([id]) => editors.has(id))
  const sights = new Map(
    (
      await Promise.all(
        [...Map.groupBy(edited, ([, object]) => object)].map(([object, some]) =>
          sightsOf(
            object,
            some.map(([id]) => id),
          ),
        ),
      )
    ).flatMap((found) => [...found]),
  )
  const user = model.objects.get('user')!
  const named = ['read', 'write'].includes(fieldRightOf(ctx, user, user.fields.get('name')!))
  const people = named ? [...new Set(edited.flatMap(([id]) => editors.get(id)!.map((place) => place.user)))] : []
  const known = await sightsOf('user', people)
  const names = new Map(
    (people.length > 0
      ? await session.query<{ id: string; name: string }>(
          `select id, name from "${schema}"."user" where id = any($1)`,
          [people],
        )
      : []
    ).map(({ id, name }) => [id, name]),
  )
  return (listener, record) => {
    const sight = sights.get(record)
    if (!isSeen(sight, listener) || sight!.deleted) return nobody
    const others = new Set((editors.get(record) ?? []).map((place) => place.user))
    others.delete(listener.ctx.actor.id)
    const by = [...others].slice(0, mostNamed).map((id) => {
      const name = isSeen(known.get(id), listener) ? names.get(id) : undefined
      return name === undefined ? null : { id, name }
    })
    return { by, more: others.size - by.length }
  }
}
