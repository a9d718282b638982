import type { AppError } from '../../errors.ts'
import { nameLiteral, type Sql, sql, value } from '../../sql.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { inTurnSql } from '../sql/in-turn.ts'
import type { Values } from '../read-input.ts'

/** The code by which the database says that a write has put records below themselves; their ids are the detail. */
export const circleCode = 'ZK001'

/** The records that these values put others below: from there the look before the write climbs up. */
export const climbedFrom = (object: ObjectModel, rows: readonly Values[]): string[] => {
  const by = object.def.tree?.by
  return by === undefined ? [] : [...new Set(rows.flatMap((row) => (row[by] as string | null | undefined) ?? []))]
}

/** Those records and all above them, each with the one that it stands below: a part of the look before a write. */
export const climbSql = (schema: string, object: ObjectModel, ids: Sql): { id: Sql; row: Sql; from: Sql } => {
  const [table, by] = [sql.id(schema, object.name), sql.id(object.def.tree!.by)]
  const climbed = sql`with recursive climbed(id, up) as (select t.id, t.${by} from ${table} t where t.id = any(${ids})
    union select t.id, t.${by} from climbed c join ${table} t on t.id = c.up) select * from climbed`
  return { id: sql`t.id`, row: sql`t.up`, from: sql`from (${climbed}) t` }
}

/** A record that is about to be changed. */
interface Moved {
  readonly id: string
  readonly before: Values
  readonly after: Values
  readonly refuse: (problem: AppError) => void
}

/**
 * Refuses what would put a record below itself, over however many steps. What a batch moves at once is looked at as it will
 * be. `above` is what the look has climbed.
 */
export const checkTree = (
  object: ObjectModel,
  drafts: readonly Moved[],
  above: ReadonlyMap<string, string | null>,
): void => {
  const { tree } = object.def
  if (!tree) return
  const up = new Map(above)
  for (const { id, after } of drafts) up.set(id, (after[tree.by] as string | null | undefined) ?? null)
  for (const { id, before, after, refuse } of drafts)
    if (after[tree.by] !== before[tree.by] && isBelowItself(id, up)) refuse(tree.circle().at(tree.by))
}

const isBelowItself = (id: string, up: ReadonlyMap<string, string | null>): boolean => {
  const passed = new Set<string>()
  for (let at = up.get(id); at != null && !passed.has(at); at = up.get(at)) {
    if (at === id) return true
    passed.add(at)
  }
  return false
}

/** What a write that moves records within their tree does beside it. */
export interface KeptTree {
  /** Makes those who move records of this tree queue, before any row is locked. */
  readonly turn: readonly Sql[]
  /** A condition that waits for one's turn. */
  readonly inTurn: Sql
  /** Climbs up once more when the rows are written and everybody before is done: two moves at once may be a circle together. */
  readonly calls: readonly Sql[]
}

/** What a write of these fields does, so that the object's tree stays one. */
export const keepTree = (schema: string, object: ObjectModel, fields: readonly string[]): KeptTree => {
  const { tree } = object.def
  if (!tree || !fields.includes(tree.by)) return { turn: [], inTurn: sql`true`, calls: [] }
  const [table, by] = [sql.id(schema, object.name), sql.id(tree.by)]
  const name = sql`${`tree ${schema}.${object.name}`}::text`
  const circles = sql`with recursive climbed(start, id) as (select t.id, t.${by} from ${table} t where t.id = any(${value(0, 'uuid[]')})
    union select c.start, t.${by} from climbed c join ${table} t on t.id = c.id where c.id <> c.start)
    select ${sql.id(schema, 'refuse')}(${nameLiteral(circleCode)}, array_agg(start)) from climbed where id = start having count(*) > 0`
  return {
    turn: [sql`turn as materialized (select pg_advisory_xact_lock(hashtextextended(${name}, 0)) as taken)`],
    inTurn: sql`(select count(*) from turn) > 0`,
    calls: [inTurnSql(schema, [circles], sql`w.ids`)],
  }
}
