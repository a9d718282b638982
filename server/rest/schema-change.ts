import { buildModel, type Context, finishTables, Forbidden, mayDo, readOverlay, type Session, verbs } from '#engine'
import { bumpVersion } from '#platform/control'
import { modules } from '#modules/all'
import { askFillFields } from '../fill-fields.ts'
import { fillSearchWhereNeeded } from '../fill-search.ts'
import type { Services } from '../services.ts'

export const needSchema = (ctx: Context): void => {
  if (!mayDo(ctx.actor, 'schema'))
    throw Forbidden({ action: verbs.update, object: { 'zh-CN': '对象与字段', en: 'objects and fields' } })
}

/**
 * Makes a change of the schema known to every process, in the transaction of that change, and starts what has to be worked
 * out for records that are there already.
 */
export const announce = (services: Services, ctx: Context) => async (session: Session) => {
  await bumpVersion(session, ctx.workspace.id, 'schema')
  const [asked] = await session.query(
    `select 1 as one from "${ctx.workspace.schema}".field_fill where filled_at is null limit 1`,
  )
  if (asked) await askFillFields(services, session)
}

/** After a change: this process reads afresh at once, and what is missing of indexes is built while people work. */
export const settle = async (services: Services, ctx: Context): Promise<void> => {
  const { id, schema, zone, model: before } = ctx.workspace
  services.auth.forgetCredentials()
  services.workspaces.forget(id)
  const model = buildModel(modules, await readOverlay(services.database, schema, 0), zone)
  await finishTables(services.database, schema, model, before)
  await fillSearchWhereNeeded(services)
}
