import { column, nameLiteral, type Sql, sql } from '../../sql.ts'
import { reachColumns } from '../../rights/reach.ts'
import { linkTo } from '../../rights/scope.ts'
import { type FieldModel, type Model, objectOf, type ObjectModel } from '../../schema/model.ts'

/** What a row carries of those above it, worked out from its references. */
export interface ReachSql {
  /** To stand behind the row of `alias` in a `from`. */
  readonly joins: Sql
  readonly cells: readonly { readonly name: string; readonly cell: Sql }[]
}

/**
 * Looks up the parents that the row of `alias` points to. They are locked against moving to somebody else meanwhile: whoever
 * moves a parent waits for rows under way below it, and a row under way waits for a parent that is moving.
 */
export const reachSql = (
  model: Model,
  schema: string,
  object: ObjectModel,
  alias: string,
  fields: readonly FieldModel[] = object.parents,
): ReachSql => {
  const parents = fields.flatMap((field, f) =>
    field.targets.map((name, t) => ({ field, target: objectOf(model, name), as: `up${f}_${t}` })),
  )
  const joins = parents.map(({ field, target, as }) => {
    const facts = object.reach.flatMap((path) => (path.field === field ? factsOf(target, path, 'p') : []))
    const columns = facts.map(({ name, fact }) => sql`${fact} as ${sql.id(name)}`)
    return sql`left join lateral (select ${sql.join(columns)} from ${sql.id(schema, target.name)} as p where p.id = ${linkTo(alias, field, target.name)} and p."deletedAt" is null for key share) as ${sql.id(as)} on true`
  })
  const cells = object.reach
    .filter((path) => fields.includes(path.field))
    .flatMap((path) =>
      Object.values(reachColumns(path.path)).map((name) => {
        const found = parents
          .filter((p) => p.field === path.field && factsOf(p.target, path, 'p').length > 0)
          .map((p) => column(p.as, name))
        return { name, cell: found.length === 1 ? found[0]! : sql`coalesce(${sql.join(found)})` }
      }),
    )
  return { joins: joins.length > 0 ? sql.join(joins, sql` `) : sql``, cells }
}

/** What a living record above hands down along a path: itself, or what it carries of those above it. */
export const factsOf = (
  target: ObjectModel,
  { path, above }: ObjectModel['reach'][number],
  alias: string,
): { name: string; fact: Sql }[] => {
  const { owner, department } = reachColumns(path)
  if (above === '')
    return [
      { name: owner, fact: column(alias, target.owned ? 'owner' : 'createdBy') },
      { name: department, fact: target.owned ? column(alias, 'department') : sql`null::uuid` },
    ]
  if (!target.reach.some((p) => p.path === above)) return []
  const there = reachColumns(above)
  return [
    { name: owner, fact: column(alias, there.owner) },
    { name: department, fact: column(alias, there.department) },
  ]
}

/** Does the row of `alias` point to one of these ids (text for a reference to several objects): asked so that its index serves. */
export const pointsTo = (alias: string, field: FieldModel, target: string, ids: (text: boolean) => Sql): Sql => {
  const link = column(alias, field.name)
  if (field.field.kind !== 'relatedTo') return sql`${link} ${ids(false)}`
  return sql`(${link}->>'id') ${ids(true)} and ${link}->>'object' = ${nameLiteral(target)}`
}

/** Does the row of `alias` carry something else than these cells. */
export const carriesOther = (alias: string, cells: ReachSql['cells']): Sql =>
  sql`(${sql.join(cells.map(({ name }) => column(alias, name)))}) is distinct from (${sql.join(cells.map(({ cell }) => cell))})`
