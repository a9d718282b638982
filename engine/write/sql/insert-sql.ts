import { column, compile, nameLiteral, type Sql, sql, type Statement, value } from '../../sql.ts'
import { logNumber } from '../../changes/log-number.ts'
import type { Context } from '../../context.ts'
import { canRead } from '../../rights/access.ts'
import { scopeSql } from '../../rights/scope.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { startsAtZero } from '../../schema/tables.ts'
import { createJoins } from '../../query/joins.ts'
import { documentSql, parseSelection } from '../../query/select.ts'
import { run, statementFor } from '../../query/statements.ts'
import { indexedRow, textColumn, tokensColumn } from '../../search/index-row.ts'
import { isSearched } from '../../search/searched-fields.ts'
import { endTokenSql } from '../../search/search-sql.ts'
import { uuid7 } from '../../uuid.ts'
import { keepTotals } from '../../standing/keep.ts'
import type { Saved } from '../create.ts'
import { fileFields, linkedFiles, linkFilesSql } from '../file-links.ts'
import { lastSql } from './in-turn.ts'
import { answerSql, type Keeping, keptValues } from './keep-answer.ts'
import { holdTargets } from '../check/hold-targets.ts'
import { keepRollups } from '../rollups/keep-rollups.ts'
import { counterSql, numberSql } from '../serials/number-sql.ts'
import { reachSql } from './reach-sql.ts'
import { fedBy, idsAbove } from '../rollups/rollups.ts'
import { type SerialPlan, serialsOf } from '../serials/serials.ts'
import { translated } from '../translate.ts'

/**
 * Writes new rows, their numbers and their changes in one statement. The numbers' counter is part of it: a save that fails
 * leaves no gap, and two saves at once queue for their numbers.
 */
export const insertRows = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  keeping?: Keeping,
): Promise<Saved[]> => {
  if (rows.length === 0) return []
  const { access } = ctx.actor
  const serials = serialsOf(ctx, object)
  const fed = fedBy(ctx.workspace.model, object)
  const key = JSON.stringify(['insert', ctx.workspace.schema, access.key, object.name, keeping !== undefined])
  const documents = rows.map((row) => ({
    id: row['id'],
    change: uuid7(),
    row: {
      ...row,
      ...(isSearched(object) ? indexedRow(object, row) : {}),
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.id,
    },
    new: withoutNulls(row),
  }))
  const values = [
    JSON.stringify(documents),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    ctx.cause.request,
    rows.length,
    ...serials.flatMap((s) => [s.period, s.before, s.after, s.width]),
    ...idsAbove(fed, rows),
    ...(fileFields(object).length > 0 ? linkedFiles(object, rows) : []),
  ]
  const keptAt = keeping ? values.length : null
  const statement = statementFor(key, () => compileInsert(ctx, object, serials, keptAt))
  const saved = await translated(ctx, object, rows, () =>
    run<{ id: string; document: string }>(ctx.session, statement, {
      values: [...values, ...keptValues(keeping)],
      actor: ctx.actor,
      now: ctx.now,
    }),
  )
  if (keeping) keeping.kept = true
  const byId = new Map(saved.map((s) => [s.id, s]))
  return rows.map((row) => byId.get(row['id'] as string)!)
}

/** What the history of a new record tells: the values it has. */
export const withoutNulls = (row: Record<string, unknown>): Record<string, unknown> => {
  const told: Record<string, unknown> = {}
  for (const name in row) if (name !== 'id' && row[name] !== null && row[name] !== undefined) told[name] = row[name]
  return told
}

const compileInsert = (
  ctx: Context,
  object: ObjectModel,
  serials: readonly SerialPlan[],
  keptAt: number | null,
): Statement => {
  const { schema } = ctx.workspace
  const stored = [...object.fields.values()].filter((f) => f.kind.column !== null)
  const counters = serials.map((s, i) => counterSql(schema, object, s, i, { at: 7 + i * 4, count: 6 }))
  const cells = stored.map((field) => {
    const serial = serials.findIndex((s) => s.field.name === field.name)
    if (serial >= 0) return numberSql(serial, 7 + serial * 4, sql`docs.n`)
    if (field.name === 'department' && object.owned) return departmentSql(schema, sql`r."department"`, sql`r."owner"`)
    if (startsAtZero(field)) return sql`0`
    return column('r', field.name)
  })
  const { model } = ctx.workspace
  const come = [{ from: sql`made as r`, sign: 1 }] as const
  const fed = fedBy(model, object)
  const above = 7 + serials.length * 4
  const rollups = keepRollups(model, schema, object, fed, come, above)
  const reach = reachSql(model, schema, object, 'r')
  const targets = holdTargets(schema, object, 'r')
  const kept = [...(isSearched(object) ? searchCells(serials) : []), ...reach.cells]
  const given = ['department', ...serials.map((s) => s.field.name)].filter(
    (name) => object.fields.has(name) && (name !== 'department' || object.owned),
  )
  const made = sql`made as (insert into ${sql.id(schema, object.name)} (${sql.join([...stored.map((f) => f.name), ...kept.map((k) => k.name)].map((name) => sql.id(name)))})
    select ${sql.join([...cells, ...kept.map((k) => k.cell)])} from docs cross join jsonb_populate_record(null::${sql.id(schema, object.name)}, docs.doc->'row') r ${reach.joins} ${targets.joins} where ${targets.held} order by docs.n returning *)`
  const own = sql.join(given.map((name) => sql`${nameLiteral(name)}, m.${sql.id(name)}`))
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, old, new, reason, request)
    select (docs.doc->>'change')::uuid, ${value(1, 'timestamptz')}, ${sql.raw(logNumber(schema))}, ${value(2, 'uuid')}, ${value(3, 'text')}, ${nameLiteral(object.name)}, m.id, 1, 'create',
      null, docs.doc->'new'${given.length > 0 ? sql` || jsonb_strip_nulls(jsonb_build_object(${own}))` : sql``}, ${value(4, 'text')}, ${value(5, 'uuid')}
    from made m join docs on docs.id = m.id)`
  const docs = sql`docs as (select e.doc, e.n, (e.doc->>'id')::uuid as id from jsonb_array_elements(${value(0, 'jsonb')}) with ordinality e(doc, n) where ${rollups.locked})`
  const document = savedDocument(ctx, object, 'm')
  const totals = keepTotals(model, schema, object, come)
  const files =
    fileFields(object).length > 0 ? [sql`linked as (${linkFilesSql(schema, object, above + fed.length, 'made')})`] : []
  const last = lastSql('made', rollups.calls)
  const end = answerSql(schema, sql`select m.id, ${document} as document from made m ${last.join}`, keptAt)
  const parts = [
    ...rollups.locks,
    docs,
    ...counters,
    made,
    logged,
    ...files,
    ...rollups.parts,
    ...totals,
    ...last.parts,
    ...end.parts,
  ]
  return compile(sql`with ${sql.join(parts)} ${end.answer}`)
}

/** What search keeps; the token of a number that is only made here is made here too. */
const searchCells = (serials: readonly SerialPlan[]): { readonly name: string; readonly cell: Sql }[] => {
  const numbers = serials.map((s, i) => endTokenSql(s.field.name, numberSql(i, 7 + i * 4, sql`docs.n`)))
  const tokens = column('r', tokensColumn)
  return [
    { name: tokensColumn, cell: numbers.length > 0 ? sql`${tokens} || array[${sql.join(numbers)}]` : tokens },
    { name: textColumn, cell: column('r', textColumn) },
  ]
}

/** What the writer sees of what she wrote: all she may read, or the bare fact where it left her reach. */
export const savedDocument = (ctx: Context, object: ObjectModel, alias: string): Sql => {
  const { access } = ctx.actor
  const { schema } = ctx.workspace
  const readable = [...object.fields.values()].some((f) => canRead(access, object, f))
  const bare = sql`json_build_object('id', ${column(alias, 'id')}, 'version', ${column(alias, 'version')}, 'hidden', true)`
  if (!readable) return sql`(${bare})::text`
  const joins = createJoins(access, schema, alias)
  const document = documentSql(access, schema, object, parseSelection(access, object, undefined), joins)
  const scope = scopeSql(access, schema, object, alias, 'read')
  return sql`(case when ${scope} then ${document} else ${bare} end)::text`
}

/** A record counts for its owner's department, unless somebody said otherwise. */
const departmentSql = (schema: string, given: Sql, owner: Sql): Sql =>
  sql`coalesce(${given}, (select u."department" from ${sql.id(schema, 'user')} u where u.id = ${owner}))`
