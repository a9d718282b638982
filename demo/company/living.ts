import type { Context, ObjectModel } from '#engine'
import { firstRequest, lastRequest } from './requests.ts'

/** The sample company's records of an object that are not in the recycle bin, of any load, with their titles. */
export const livingOf = (
  ctx: Context,
  object: ObjectModel,
): Promise<{ readonly id: string; readonly title: string }[]> =>
  ctx.session.query<{ id: string; title: string }>(
    `select t.id, t."${object.def.title}" as title from "${ctx.workspace.schema}"."${object.name}" t where t."deletedAt" is null and t.id in (
       select record from "${ctx.workspace.schema}".change where request between $1 and $2 and object = $3 and op = 'create')`,
    [firstRequest, lastRequest, object.name],
  )
