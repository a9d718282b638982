import type { Context, ObjectModel } from '#engine'
import { patiently } from './patiently.ts'
import { firstRequest, lastRequest } from './requests.ts'

/** How many living records the sample company has, by object; objects without any are not named. */
export const countCompany = async (ctx: Context): Promise<Readonly<Record<string, number>>> => {
  const s = `"${ctx.workspace.schema}"`
  const made = await patiently<{ object: string }>(
    ctx,
    `select distinct object from ${s}.change where request between $1 and $2 and op = 'create'`,
    [firstRequest, lastRequest],
  )
  const counts: [string, number][] = []
  for (const { object } of made) {
    const model = ctx.workspace.model.objects.get(object)
    const living = model ? (await livingOf(ctx, model)).length : 0
    if (living > 0) counts.push([object, living])
  }
  return Object.fromEntries(counts.sort((a, b) => b[1] - a[1]))
}

/** The sample company's records of an object that are not in the recycle bin, of any load, with their titles. */
export const livingOf = (
  ctx: Context,
  object: ObjectModel,
): Promise<{ readonly id: string; readonly title: string }[]> =>
  patiently<{ id: string; title: string }>(
    ctx,
    `select t.id, t."${object.def.title}" as title from "${ctx.workspace.schema}"."${object.name}" t where t."deletedAt" is null and t.id in (
       select record from "${ctx.workspace.schema}".change where request between $1 and $2 and object = $3 and op = 'create')`,
    [firstRequest, lastRequest, object.name],
  )
