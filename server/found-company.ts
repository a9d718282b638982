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
  User,
} from '#engine'
import { addMember, createWorkspace, listWorkspaces } from '#platform/control'
import { Pipeline, Stage } from '#modules/sales'
import { modules } from '#modules/all'
import type { Services } from './services.ts'

/** A new company and its first administrator. */
export interface NewCompany {
  readonly company: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** The stages that most B2B sellers start with; every workspace changes them to its own. */
const firstStages = [
  ['初步接触', '10', 'open'],
  ['需求分析', '30', 'open'],
  ['方案报价', '60', 'open'],
  ['商务谈判', '80', 'open'],
  ['赢单', '100', 'won'],
  ['输单', '0', 'lost'],
] as const

/**
 * Sets up an empty installation: workspace, tables, roles, first pipeline, and the administrator. All or nothing; null when
 * somebody else was faster, and for ever after.
 */
export const foundCompany = async (
  services: Pick<Services, 'database' | 'auth' | 'clock' | 'config'>,
  wanted: NewCompany,
): Promise<{ workspaceId: string; loginId: string; schema: string } | null> => {
  const { database, auth, clock, config } = services
  const account = await runTimeAccount(database)
  return database.owner.transaction(async (session) => {
    await session.query('select pg_advisory_xact_lock(74126)')
    if ((await listWorkspaces(session)).length > 0) return null
    const place = await createWorkspace(session, { slug: 'main', name: wanted.company })
    const model = buildModel(modules, { ...emptyOverlay, version: place.schemaVersion }, place.zone)
    await createTables(session, place.schemaName, model)
    await openToRunTime(session, place.schemaName, account)
    const ground: Ground = {
      session,
      workspace: {
        id: place.id,
        name: place.name,
        schema: place.schemaName,
        zone: place.zone,
        currency: place.currency,
        model,
      },
      clock,
      secret: config.secret,
    }
    const roles = await foundRoles(ground)
    const ctx = new Context(ground, systemActor(model, '首次设置'), { via: 'system', reason: '首次设置' })
    const pipeline = await ctx.create(Pipeline, { name: '标准销售流程', position: 0 })
    for (const [i, [name, probability, outcome]] of firstStages.entries())
      await ctx.create(Stage, { pipeline: pipeline.id, name, position: i + 1, probability, outcome })
    const loginId = await auth.createLogin(
      { email: wanted.email, name: wanted.name, password: wanted.password },
      session,
    )
    const user = await ctx.create(User, {
      name: wanted.name,
      email: wanted.email,
      roles: [roles['administrator'] as never],
    })
    await addMember(session, { workspaceId: place.id, loginId, userId: user.id })
    return { workspaceId: place.id, loginId, schema: place.schemaName }
  })
}
