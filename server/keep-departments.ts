import { type Context, defineError } from '#engine'

const DepartmentInUse = defineError(
  'department.inUse',
  409,
  '“{name}”里还有 {people} 位员工、{departments} 个下级部门,先把他们移到别的部门再删除',
  '“{name}” still has {people} people and {departments} departments below it; move them elsewhere before you delete it',
)

const DepartmentGone = defineError(
  'department.gone',
  409,
  '部门“{name}”已被删除,请换一个部门,或先到回收站把它恢复',
  'The department “{name}” has been deleted: choose another one, or restore it from the recycle bin first',
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
export const keepDepartments = async (ctx: Context): Promise<void> => {
  await refuseInUse(ctx)
  await refuseGone(ctx)
}

const refuseInUse = async ({ now, session, workspace: { schema } }: Context): Promise<void> => {
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

/** Who or what was put into a department that somebody deleted meanwhile: the look before the write still saw it. */
const refuseGone = async ({ cause, session, workspace: { schema } }: Context): Promise<void> => {
  const [gone] = await session.query<{ name: string }>(
    `with put as (select object, record, op, new from "${schema}".change where request = $1 and object in ('user', 'department')),
       ids as (
         select u."department" as id from put join "${schema}"."user" u on u.id = put.record where put.object = 'user' and put.new ? 'department'
         union all select unnest(u."departments") from put join "${schema}"."user" u on u.id = put.record where put.object = 'user' and put.new ? 'departments'
         union all select b."parent" from put join "${schema}"."department" b on b.id = put.record
           where put.object = 'department' and b."deletedAt" is null and (put.new ? 'parent' or put.op = 'restore'))
     select d."name" from ids join "${schema}"."department" d on d.id = ids.id where d."deletedAt" is not null limit 1`,
    [cause.request],
  )
  if (gone) throw DepartmentGone(gone)
}
