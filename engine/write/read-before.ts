import { actor, and, compile, nameLiteral, type Sql, sql, type Statement, value } from '../sql.ts'
import type { Context } from '../context.ts'
import type { Twin } from '../duplicates/twin.ts'
import { type Looked, twinOf, twinsSql, twinValues } from '../duplicates/twins-sql.ts'
import { systemAccess } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../schema/model.ts'
import { createJoins } from '../query/joins.ts'
import { documentSql, parseSelection } from '../query/select.ts'
import { run, statementFor } from '../query/statements.ts'
import { type FilePlace, filesNamed, placesSql } from './file-links.ts'
import { climbedFrom, climbSql } from './check/keep-tree.ts'
import { savedDocument } from './sql/insert-sql.ts'
import type { Values } from './read-input.ts'
import { pointedAt, seenSql } from './check/references.ts'

/** A record as it stands before a write: all of it, for the engine's own eyes. */
export interface Before {
  readonly row: Values
  readonly version: number
  /** May the caller do what she wants to do with it. */
  readonly may: boolean
  /** What the caller may see of it. */
  readonly document: string
}

/** What a write has to know before it. */
interface Need {
  /** The records it changes. */
  readonly ids?: readonly string[]
  readonly verb?: 'update' | 'delete'
  /** They lie in the recycle bin. */
  readonly deleted?: boolean
  /** What it is going to write, with the record's id where there is one: what that points to is looked up. */
  readonly values?: readonly Values[]
  /** What it is going to make, by the fields that tell whether that is there already. */
  readonly twins?: Looked
}

interface Known {
  readonly records: ReadonlyMap<string, Before>
  /** The records pointed to that are there for the writer, as `object id`. */
  readonly seen: ReadonlySet<string>
  readonly places: readonly FilePlace[]
  /** What the object's `prepare` consults. */
  readonly consulted: readonly Values[]
  /** Records that are like what it is going to make, over the whole company. */
  readonly twins: readonly Twin[]
  /** In a tree: what the records would come to stand below, and what stands above that. */
  readonly above: ReadonlyMap<string, string | null>
}

interface Row {
  readonly part: string
  readonly id: string
  readonly version: number
  readonly may: boolean
  readonly row: string
  readonly document: string
}

/** Looks up all that a write has to know, in one statement; in none where there is nothing to ask. */
export const readBefore = async (ctx: Context, object: ObjectModel, need: Need): Promise<Known> => {
  const values = need.values ?? []
  const targets = pointedAt(ctx, object, values)
  const { files, records } = filesNamed(object, values)
  const consults = object.def.consults?.when.some((name: string) => values.some((v) => !need.ids || name in v)) ?? false
  const twins: Looked = need.twins ?? new Map()
  // Nothing stands below a record that is yet to be made.
  const starts = need.ids ? climbedFrom(object, values) : []
  const asked = {
    ids: need.ids !== undefined,
    targets: [...targets.keys()],
    files: files.length > 0,
    consults,
    twins: [...twins.keys()].map((f) => f.name),
    climbs: starts.length > 0,
  }
  const rows =
    asked.ids || asked.targets.length > 0 || asked.files || consults || twins.size > 0
      ? await run<Row>(ctx.session, statementOf(ctx, object, need, asked), {
          values: [
            need.ids ?? [],
            files,
            records,
            ctx.actor.access.system,
            ...targets.values(),
            ...(starts.length > 0 ? [starts] : []),
            ...(twins.size > 0 ? twinValues(twins) : []),
          ],
          actor: ctx.actor,
          now: ctx.now,
        })
      : []
  const of = (part: string) => rows.filter((r) => r.part === part)
  return {
    records: new Map(of('record').map((r) => [r.id, { ...r, row: JSON.parse(r.row) as Values }])),
    seen: new Set(of('seen').map((r) => `${r.row} ${r.id}`)),
    places: of('place').map((r) => JSON.parse(r.row) as FilePlace),
    consulted: of('consulted').map((r) => JSON.parse(r.row) as Values),
    twins: of('twin').map(twinOf),
    above: new Map(of('above').map((r) => [r.id, r.row as string | null])),
  }
}

interface Asked {
  readonly ids: boolean
  readonly targets: readonly string[]
  readonly files: boolean
  readonly consults: boolean
  /** Names of fields. */
  readonly twins: readonly string[]
  readonly climbs: boolean
}

const statementOf = (ctx: Context, object: ObjectModel, { verb = 'update', deleted = false }: Need, asked: Asked) => {
  const key = JSON.stringify(['before', ctx.workspace.schema, ctx.actor.access.key, object.name, verb, deleted, asked])
  return statementFor(key, () => compileBefore(ctx, object, verb, deleted, asked))
}

const compileBefore = (
  ctx: Context,
  object: ObjectModel,
  verb: 'update' | 'delete',
  deleted: boolean,
  { ids, targets, files, consults, twins, climbs }: Asked,
): Statement => {
  const { schema, model } = ctx.workspace
  const looked = targets.map((name, i) => {
    const from = seenSql(ctx, objectOf(model, name), value(4 + i, 'uuid[]'))
    return partSql('seen', { id: sql`t.id`, row: sql`${nameLiteral(name)}`, from })
  })
  const compared = twins.map((name): FieldModel => object.fields.get(name)!)
  const alike = twinsSql(ctx, object, compared, 4 + targets.length + (climbs ? 1 : 0))
  return compile(
    sql.join(
      [
        ...(ids ? [recordsSql(ctx, object, verb, deleted)] : []),
        ...looked,
        ...(climbs ? [partSql('above', climbSql(schema, object, value(4 + targets.length, 'uuid[]')))] : []),
        ...(files ? [filesSql(schema)] : []),
        ...(consults ? [consultedSql(ctx, object)] : []),
        ...alike.map((one) => sql`(${partSql('twin', one)})`),
      ],
      sql` union all `,
    ) as Sql,
  )
}

interface Part {
  readonly id?: Sql
  readonly version?: Sql
  readonly may?: Sql
  readonly row: Sql
  readonly document?: Sql
  readonly from: Sql
}

const partSql = (name: string, { id, version, may, row, document, from }: Part): Sql =>
  sql`select ${nameLiteral(name)} as part, ${id ?? sql`null::uuid`} as id, ${version ?? sql`null::int`} as version, ${may ?? sql`null::boolean`} as may,
    (${row})::text as row, ${document ?? sql`null::text`} as document ${from}`

/** Those that the caller can see, with the word whether she may change or delete them. */
const recordsSql = (ctx: Context, object: ObjectModel, verb: 'update' | 'delete', deleted: boolean): Sql => {
  const { access } = ctx.actor
  const { schema, model } = ctx.workspace
  const all = systemAccess(model)
  const where = and([
    sql`t.id = any(${value(0, 'uuid[]')})`,
    sql`t."deletedAt" is ${deleted ? sql`not null` : sql`null`}`,
    scopeSql(access, schema, object, 't', 'read'),
  ])
  return partSql('record', {
    id: sql`t.id`,
    version: sql`t.version`,
    may: scopeSql(access, schema, object, 't', verb),
    row: documentSql(all, schema, object, parseSelection(all, object, undefined), createJoins(all, schema, 't')),
    document: savedDocument(ctx, object, 't'),
    from: sql`from ${sql.id(schema, object.name)} as t where ${where}`,
  })
}

const filesSql = (schema: string): Sql => {
  const mine = sql`(f.creator = ${actor('id')} or ${value(3, 'boolean')})`
  return partSql('place', placesSql(schema, value(1, 'uuid[]'), value(2, 'uuid[]'), mine))
}

/** A few hundred rows at most, whoever writes: the stages that opportunities go through. */
const consultedSql = (ctx: Context, object: ObjectModel): Sql => {
  const { schema, model } = ctx.workspace
  const { of, fields } = object.def.consults!
  const target = objectOf(model, of)
  const all = systemAccess(model)
  const joins = createJoins(all, schema, 't')
  const row = documentSql(all, schema, target, parseSelection(all, target, fields), joins)
  const from = sql`from ${sql.id(schema, target.name)} as t ${joins.sql()} where t."deletedAt" is null limit 1000`
  return sql`(${partSql('consulted', { row, from })})`
}
