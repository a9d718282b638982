import { type Context, defineError } from '#engine'

const DepartmentInUse = defineError(
  'department.inUse',
  409,
  '“{name}”里还有 {people} 位员工、{departments} 个下级部门,先把他们移到别的部门再删除',
  '“{name}” still has {people} people and {departments} departments below it; move them elsewhere before you delete it',
)

interface InUse {
  readonly name: string
  readonly people: number
  readonly departments: number
}

/**
 * A department goes only when it is empty: rights of the people in it, and of those above it, are worked out from the tree. Asked
 * are those that went at the moment of this write, so that other writes of rights pay next to nothing.
 */
export const keepDepartments = async ({ now, session, workspace: { schema } }: Context): Promise<void> => {
  const [used] = await session.query<InUse>(
    `with gone as (select d.id, d."name" from "${schema}"."department" d where d."deletedAt" = $1),
       used as (select g."name",
         (select count(*) from "${schema}"."user" u where u."deletedAt" is null and (u."department" = g.id or g.id = any(u."departments"))) as people,
         (select count(*) from "${schema}"."department" b where b."deletedAt" is null and b."parent" = g.id) as departments from gone g)
     select "name", people::int as people, departments::int as departments from used where people + departments > 0 limit 1`,
    [now],
  )
  if (used) throw DepartmentInUse({ ...used }).with({ people: used.people, departments: used.departments })
}
