import {
  type Context,
  type FieldModel,
  type Grant,
  type Language,
  type Model,
  type ObjectModel,
  sharingOf,
} from '#engine'

/** An object whose records belong to departments, by these fields of it. */
export interface Belonging {
  readonly object: ObjectModel
  readonly fields: readonly FieldModel[]
}

/** What is moved before the rest: who makes records meanwhile makes them in the new place. */
const first = ['department', 'user']

/** Everything that names departments: the departments below, people, records, and fields that a company added. */
export const belongingTo = (model: Model): readonly Belonging[] =>
  [...model.objects.values()]
    .map((object) => ({
      object,
      fields: [...object.fields.values()].filter((field) => namesDepartments(field) && matters(object, field)),
    }))
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => rank(a) - rank(b))

const namesDepartments = ({ retired, kind, targets }: FieldModel): boolean =>
  !retired && kind.column !== null && targets.length === 1 && targets[0] === 'department'

/** What has an owner has her department too, where nobody declared one: of notices and templates nobody asks for it. */
const matters = ({ def }: ObjectModel, { name, custom }: FieldModel): boolean =>
  custom || Object.hasOwn(def.fields, name) || (def.group !== undefined && def.group !== 'settings')

const rank = ({ object }: Belonging): number => {
  const at = first.indexOf(object.name)
  return at < 0 ? first.length : at
}

export const isMany = ({ kind }: FieldModel): boolean => kind.column === 'uuid[]'

/** The records that belong to the department with the id $1. */
export const belongsSql = ({ fields }: Belonging): string =>
  `("deletedAt" is null and (${fields.map((f) => (isMany(f) ? `"${f.name}" @> array[$1::uuid]` : `"${f.name}" = $1`)).join(' or ')}))`

/** How many records of each object belong to a department. */
export const contentsOf = async (ctx: Context, department: string, language: Language) => {
  const { schema, model } = ctx.workspace
  const found = []
  for (const belonging of belongingTo(model)) {
    const { name, label } = belonging.object
    const [row] = await ctx.session.query<{ count: number }>(
      `select count(*)::int as count from "${schema}"."${name}" where ${belongsSql(belonging)}`,
      [department],
    )
    if (row!.count > 0) found.push({ object: name, label: label[language], count: row!.count })
  }
  return found
}

/** The sharing rules that name a department. They are not moved: with another department they would open other records. */
export const sharingRulesOn = async (ctx: Context, department: string): Promise<string[]> => {
  const roles = await ctx.session.query<{ label: string; grants: Record<string, Grant> | null }>(
    `select label, grants from "${ctx.workspace.schema}".role where "deletedAt" is null and grants::text like $1 order by label`,
    [`%${department}%`],
  )
  return roles.flatMap(({ label, grants }) =>
    Object.values(grants ?? {})
      .flatMap(sharingOf)
      .filter(({ departments }) => departments?.includes(department))
      .map((rule) => `${label} · ${rule.name ?? rule.when ?? ''}`),
  )
}
