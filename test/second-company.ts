import {
  buildModel,
  Context,
  createTables,
  emptyOverlay,
  foundRoles,
  type Ground,
  openToRunTime,
  runTimeAccount,
  systemActor,
  systemClock,
  User,
} from '#engine'
import { addMember, createWorkspace } from '#platform/control'
import { Pipeline, Stage } from '#modules/sales'
import { modules } from '#modules/all'
import type { Services } from '../server/services.ts'
import { password } from './server.ts'

/** Another company beside the first in the same database, with an administrator who signs in by this address. */
export const secondCompany = async (
  { database, auth, config }: Services,
  slug: string,
  email: string,
): Promise<{ schema: string; userId: string; workspaceId: string }> => {
  const account = await runTimeAccount(database)
  const made = await database.owner.transaction(async (session) => {
    const place = await createWorkspace(session, { slug, name: slug })
    const model = buildModel(modules, { ...emptyOverlay, version: place.schemaVersion }, place.zone)
    await createTables(session, place.schemaName, model)
    await openToRunTime(session, place.schemaName, account)
    const workspace = {
      id: place.id,
      name: place.name,
      schema: place.schemaName,
      zone: place.zone,
      currency: place.currency,
      model,
    }
    const ground: Ground = { session, workspace, clock: systemClock, secret: config.secret }
    const roles = await foundRoles(ground)
    const ctx = new Context(ground, systemActor(model, '测试'))
    const pipeline = await ctx.create(Pipeline, { name: '流程', position: 0 })
    await ctx.create(Stage, { pipeline: pipeline.id, name: '一', position: 1, probability: '10' })
    const user = await ctx.create(User, { name: slug, email, roles: [roles['administrator'] as never] })
    return { schema: place.schemaName, userId: user.id as string, workspaceId: place.id }
  })
  const loginId = await auth.createLogin({ email, name: slug, password })
  await addMember(database, { workspaceId: made.workspaceId, loginId, userId: made.userId })
  return made
}
