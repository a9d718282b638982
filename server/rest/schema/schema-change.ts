import {
  addField,
  AppError,
  buildModel,
  Context,
  finishTables,
  Forbidden,
  mayDo,
  type NewField,
  readOverlay,
  type Session,
  verbs,
  type Workspace,
} from '#engine'
import { bumpVersion } from '#platform/control'
import { modules } from '#modules/all'
import { askFillFields } from '../../fill-fields.ts'
import { fillSearchWhereNeeded } from '../../fill-search.ts'
import type { Services } from '../../services.ts'

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

/** Adds the fields of an object that is being made, in the transaction that makes it. A refused one says which it is. */
export const addFields = async (
  ctx: Context,
  session: Session,
  object: string,
  wanted: readonly Omit<NewField, 'object'>[],
): Promise<string[]> => {
  const names: string[] = []
  for (const [row, field] of wanted.entries()) {
    // A formula may speak of the fields before it.
    const workspace = { ...ctx.workspace, model: await modelOf(session, ctx.workspace) }
    const inside = new Context({ ...ctx.ground, session, workspace }, ctx.actor, ctx.cause, ctx.now)
    try {
      names.push(await addField(inside, { object, ...field }, async () => {}))
    } catch (error) {
      if (error instanceof AppError) error.row = row
      throw error
    }
  }
  return names
}

const modelOf = async (session: Session, { schema, zone }: Pick<Workspace, 'schema' | 'zone'>) =>
  buildModel(modules, await readOverlay(session, schema, 0), zone)

/** After a change: this process reads afresh at once, and what is missing of indexes is built while people work. */
export const settle = async (services: Services, ctx: Context): Promise<void> => {
  const { id, schema, model: before } = ctx.workspace
  services.auth.forgetCredentials()
  services.workspaces.forget(id)
  const model = await modelOf(services.database, ctx.workspace)
  await finishTables(services.database, schema, model, before)
  await fillSearchWhereNeeded(services)
}
