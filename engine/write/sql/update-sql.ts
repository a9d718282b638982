import { compile, nameLiteral, sql, type Statement, value } from '../../sql.ts'
import { logNumber } from '../../changes/log-number.ts'
import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { run, statementFor } from '../../query/statements.ts'
import { indexedRow, textColumn, tokensColumn } from '../../search/index-row.ts'
import { searchedFields } from '../../search/searched-fields.ts'
import { uuid7 } from '../../uuid.ts'
import type { Saved } from '../create.ts'
import { savedDocument } from './insert-sql.ts'
import { childrenOf, reachSources } from '../../rights/reach.ts'
import { keepTotals, movedRows } from '../../standing/keep.ts'
import { standingSources } from '../../standing/plan.ts'
import { fileFields, linkedFiles, linkFilesSql } from '../file-links.ts'
import { lastSql } from './in-turn.ts'
import { answerSql, type Keeping, keptValues } from './keep-answer.ts'
import { keepRollups } from '../rollups/keep-rollups.ts'
import { holdingFields, holdTargets } from '../check/hold-targets.ts'
import { keepTree } from '../check/keep-tree.ts'
import { tellBelow } from './reach-down.ts'
import { reachSql } from './reach-sql.ts'
import type { Values } from '../read-input.ts'
import { fedBy, idsAbove } from '../rollups/rollups.ts'
import { translated } from '../translate.ts'

/** A change ready to be written: what was, what is to be, and the version it was worked out on. */
export interface RowChange {
  readonly id: string
  readonly version: number
  readonly before: Values
  readonly after: Values
  readonly old: Values
  readonly set: Values
}

/**
 * Writes changes with their log, in one statement for all rows that change the same fields. Null when somebody was faster
 * with one of them: then nothing is written.
 */
export const updateRows = async (
  ctx: Context,
  object: ObjectModel,
  changes: readonly RowChange[],
  keeping?: Keeping,
): Promise<Saved[] | null> => {
  if (changes.length === 0) return []
  const groups = Map.groupBy(changes, (c) => Object.keys(c.set).sort().join(' '))
  if (groups.size === 1) return updateGroup(ctx, object, changes, keeping)
  return ctx
    .transaction(async (inside) => {
      const saved: Saved[] = []
      for (const group of groups.values()) {
        const part = await updateGroup(inside, object, group)
        if (!part) throw new Overtaken()
        saved.push(...part)
      }
      return saved
    })
    .catch((error: unknown) => {
      if (error instanceof Overtaken) return null
      throw error
    })
}

class Overtaken extends Error {}

const updateGroup = async (
  ctx: Context,
  object: ObjectModel,
  changes: readonly RowChange[],
  keeping?: Keeping,
): Promise<Saved[] | null> => {
  const fields = Object.keys(changes[0]!.set).sort()
  const { access } = ctx.actor
  const key = JSON.stringify(['update', ctx.workspace.schema, access.key, object.name, fields, keeping !== undefined])
  const reindexed = touchesSearch(object, fields)
  const documents = changes.map((c) => ({
    id: c.id,
    version: c.version,
    change: uuid7(),
    old: c.old,
    set: c.set,
    ...(reindexed ? { search: indexedRow(object, c.after) } : {}),
  }))
  const values = [
    JSON.stringify(documents),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    ctx.cause.request,
    changes.length,
    ...idsAbove(
      fedBy(ctx.workspace.model, object, fields),
      changes.flatMap((c) => [c.before, c.after]),
    ),
    ...linkedFiles(
      object,
      changes.map(({ id, set }) => ({ ...set, id })),
    ),
  ]
  const keptAt = keeping ? values.length : null
  const statement = statementFor(key, () => compileUpdate(ctx, object, fields, keptAt))
  const inputs = { values: [...values, ...keptValues(keeping)], actor: ctx.actor, now: ctx.now }
  const work = () => run<Saved>(ctx.session, statement, inputs)
  const saved = await translated(
    ctx,
    object,
    changes.map((c) => c.after),
    work,
  )
  if (saved.length !== changes.length) return null
  if (keeping) keeping.kept = true
  return saved
}

const touchesSearch = (object: ObjectModel, fields: readonly string[]) =>
  searchedFields(object).some((f) => fields.includes(f.name))

const compileUpdate = (
  ctx: Context,
  object: ObjectModel,
  fields: readonly string[],
  keptAt: number | null,
): Statement => {
  const { schema, model } = ctx.workspace
  const table = sql.id(schema, object.name)
  const fed = fedBy(model, object, fields)
  const tree = keepTree(schema, object, fields)
  const rollups = keepRollups(model, schema, object, fed, movedRows, 7, tree.inTurn)
  const reindexed = touchesSearch(object, fields)
  const sets = [...fields, ...(reindexed ? [tokensColumn, textColumn] : [])].map(
    (name) => sql`${sql.id(name)} = w.${sql.id(name)}`,
  )
  // The record moves with its owner, unless the department is set in the same breath.
  const follows = object.owned && fields.includes('owner') && !fields.includes('department')
  if (follows)
    sets.push(
      sql`"department" = coalesce((select u."department" from ${sql.id(schema, 'user')} u where u.id = w."owner"), t."department")`,
    )
  const reach = reachSql(
    model,
    schema,
    object,
    'w',
    object.parents.filter((f) => fields.includes(f.name)),
  )
  const targets = holdTargets(
    schema,
    object,
    'w',
    holdingFields(object).filter((f) => fields.includes(f.name)),
  )
  sets.push(...reach.cells.map(({ name, cell }) => sql`${sql.id(name)} = ${cell}`))
  const stamp = sql`"version" = t."version" + 1, "updatedAt" = ${value(1, 'timestamptz')}, "updatedBy" = ${value(2, 'uuid')}`
  const wanted = sql`wanted as (select (e.doc->>'id')::uuid as "$id", (e.doc->>'version')::int as "$version", e.doc as "$doc", r.*
    from jsonb_array_elements(${value(0, 'jsonb')}) e(doc), jsonb_populate_record(null::${table}, ${reindexed ? sql`(e.doc->'set') || (e.doc->'search')` : sql`e.doc->'set'`}) r)`
  // All or nothing: rows whose version moved on are missing from "ready", and then none is written. Locked in the order of
  // their ids, so that two batches over the same rows queue instead of holding each other up.
  const counted = fields.some((name) => standingSources(object).has(name))
  const moved = fields.some((name) => reachSources(object).includes(name)) && childrenOf(model, object).length > 0
  const whole = counted || fed.length > 0
  const ready = sql`ready as (select ${whole ? sql`t.*` : follows ? sql`t.id, t."department"` : sql`t.id`} from ${table} as t join wanted w on w."$id" = t.id and w."$version" = t.version
    where t."deletedAt" is null and ${rollups.locked} and ${tree.inTurn} order by t.id for ${moved ? sql`update` : sql`no key update`} of t)`
  const done = sql`done as (update ${table} as t set ${sql.join([...sets, stamp])} from wanted w ${reach.joins} ${targets.joins}
    where t.id = w."$id" and t.version = w."$version" and t."deletedAt" is null and (select count(*) from ready) = ${value(6, 'int')} and ${targets.held} returning t.*)`
  // A department that came along is told like one that was set: undo, history and live lists know of it by the log alone.
  const said = (which: 'old' | 'set') => {
    const given = sql`w."$doc"->${sql.raw(`'${which}'`)}`
    const at = sql.raw(which === 'old' ? 'ready' : 'd')
    return follows
      ? sql`case when d."department" is distinct from ready."department" then (${given}) || jsonb_build_object('department', ${at}."department") else ${given} end`
      : given
  }
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, old, new, reason, request)
    select (w."$doc"->>'change')::uuid, ${value(1, 'timestamptz')}, ${sql.raw(logNumber(schema))}, ${value(2, 'uuid')}, ${value(3, 'text')}, ${nameLiteral(object.name)}, d.id, d.version, 'update',
      ${said('old')}, ${said('set')}, ${value(4, 'text')}, ${value(5, 'uuid')} from done d join wanted w on w."$id" = d.id ${follows ? sql`join ready on ready.id = d.id` : sql``})`
  const totals = counted ? keepTotals(model, schema, object, movedRows) : []
  const last = lastSql('done', [...(moved ? [tellBelow(model, schema, object)] : []), ...rollups.calls, ...tree.calls])
  const files = fields.some((name) => fileFields(object).includes(name))
    ? [sql`linked as (${linkFilesSql(schema, object, 7 + fed.length, 'done')})`]
    : []
  const document = savedDocument(ctx, object, 'd')
  const end = answerSql(schema, sql`select d.id, ${document} as document from done d ${last.join}`, keptAt)
  const parts = [
    ...tree.turn,
    ...rollups.locks,
    wanted,
    ready,
    done,
    logged,
    ...files,
    ...rollups.parts,
    ...totals,
    ...last.parts,
    ...end.parts,
  ]
  return compile(sql`with ${sql.join(parts)} ${end.answer}`)
}
