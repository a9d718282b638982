import { type Context, removeRecords, runBatch } from '#engine'
import { type Belonging, belongingTo, belongsSql, isMany } from './belonging.ts'

/** So many records move at once, in a transaction of their own. */
const atOnce = 500

/** What is to be done, and how whoever does it is asked for anew: on her rights as they are by then. */
export interface Move {
  readonly from: string
  readonly to: string
  /** The empty department goes, too. */
  readonly remove: boolean
  readonly open: () => Promise<Context>
  readonly progress: (done: number, total: number) => void
  readonly isOver: () => boolean
}

export interface Moved {
  readonly moved: number
  readonly failed: number
  readonly removed: boolean
}

type Row = { readonly id: string } & Readonly<Record<string, unknown>>

/**
 * Moves all that belongs to one department to another, part by part. What is done is done: whoever begins again finds only
 * what is left. All of it is one change, undone by its request.
 */
export const moveAll = async (move: Move): Promise<Moved> => {
  const { from, remove, open, progress } = move
  const places = belongingTo((await open()).workspace.model)
  // A process may have died in the middle: what it moved counts too.
  let moved = await countMoved(await open())
  let failed = 0
  const total = moved + (await countAll(await open(), places, from))
  progress(moved, total)
  for (const place of places)
    for (let after: string | null = null; ;) {
      const part = await movePart(await open(), place, move, after)
      moved += part.moved
      failed += part.failed
      progress(moved + failed, total)
      after = part.last
      if (after === null) break
      if (move.isOver()) throw new Error('stopped before its end')
    }
  const empty = failed === 0 && (await countAll(await open(), places, from)) === 0
  if (remove && empty) await removeOnce(await open(), from)
  return { moved: await countMoved(await open()), failed, removed: remove && empty }
}

/** Who died right after it finds it removed. */
const removeOnce = async (ctx: Context, department: string): Promise<void> => {
  const there = await ctx.session.query(
    `select 1 as one from "${ctx.workspace.schema}"."department" where id = $1 and "deletedAt" is null`,
    [department],
  )
  if (there.length > 0) await removeRecords(ctx, ctx.object('department'), [department])
}

/** The log knows what was moved, whoever died in between. */
const countMoved = async ({ session, cause, workspace }: Context): Promise<number> => {
  const [row] = await session.query<{ count: number }>(
    `select count(distinct (object, record))::int as count from "${workspace.schema}".change where request = $1 and op = 'update'`,
    [cause.request],
  )
  return row!.count
}

const countAll = async (ctx: Context, places: readonly Belonging[], from: string): Promise<number> => {
  const counts = places.map(
    (place) => `(select count(*) from "${ctx.workspace.schema}"."${place.object.name}" where ${belongsSql(place)})`,
  )
  const [row] = await ctx.session.query<{ count: number }>(`select (${counts.join(' + ')})::int as count`, [from])
  return row!.count
}

const movePart = async (ctx: Context, place: Belonging, { from, to }: Move, after: string | null) => {
  const { object, fields } = place
  const columns = fields.map((f) => (isMany(f) ? `to_json("${f.name}") as "${f.name}"` : `"${f.name}"`))
  const rows = await ctx.session.query<Row>(
    `select id, ${columns.join()} from "${ctx.workspace.schema}"."${object.name}"
     where ${belongsSql(place)} and ($2::uuid is null or id > $2) order by id limit ${atOnce}`,
    [from, after],
  )
  const onTheWay = object.name === 'department' ? await wayUpFrom(ctx, to) : new Map<string, string | null>()
  const items = rows.map((row) => {
    const up = onTheWay.has(row.id) ? (onTheWay.get(from) ?? null) : to
    return { op: 'update' as const, edit: { id: row.id, patch: patchOf(place, row, from, up) } }
  })
  const results = items.length > 0 ? await runBatch(ctx, object, items, false) : []
  const failed = results.filter(({ status }) => status === 'failed').length
  return { moved: rows.length - failed, failed, last: rows.length < atOnce ? null : rows.at(-1)!.id }
}

const patchOf = ({ fields }: Belonging, row: Row, from: string, to: string | null) =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = row[field.name]
      if (!isMany(field)) return value === from ? [[field.name, to]] : []
      const ids = (value ?? []) as readonly string[]
      return ids.includes(from) ? [[field.name, [...new Set(ids.map((id) => (id === from ? to : id)))]]] : []
    }),
  )

/**
 * The departments from one up to the top, each with the one above it. Where the new place lies below the old one, the branch
 * that leads to it takes the old one's place: moved below itself it would be a circle.
 */
const wayUpFrom = async (ctx: Context, department: string): Promise<ReadonlyMap<string, string | null>> => {
  const rows = await ctx.session.query<{ id: string; parent: string | null }>(
    `with recursive up as (
       select id, "parent" from "${ctx.workspace.schema}"."department" where id = $1
       union select d.id, d."parent" from "${ctx.workspace.schema}"."department" d join up on d.id = up."parent")
     select id, "parent" as parent from up`,
    [department],
  )
  return new Map(rows.map(({ id, parent }) => [id, parent]))
}
