import {
  buildModel,
  Context,
  createTables,
  emptyOverlay,
  foundRoles,
  type Ground,
  openToRunTime,
  runTimeAccount,
  type Session,
  systemActor,
  User,
} from '#engine'
import { addMember, createWorkspace } from '#platform/control'
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

/** Where a new company is. */
export interface Founded {
  readonly workspaceId: string
  readonly loginId: string
  readonly userId: string
  readonly schema: string
}

/**
 * Workspace, tables, roles, first pipeline, and the administrator: all or nothing, and nothing (null) unless `may` says yes in
 * the same transaction.
 */
export const createCompany = async (
  { database, auth, clock, config }: Pick<Services, 'database' | 'auth' | 'clock' | 'config'>,
  slug: string,
  { company, ...administrator }: NewCompany,
  may: (session: Session) => Promise<boolean> = async () => true,
): Promise<Founded | null> => {
  const account = await runTimeAccount(database)
  const login = await auth.checkLogin(administrator)
  return database.owner.transaction(async (session) => {
    if (!(await may(session))) return null
    const place = await createWorkspace(session, { slug, name: company })
    const model = buildModel(modules, { ...emptyOverlay, version: place.schemaVersion }, place.zone)
    await createTables(session, place.schemaName, model)
    await openToRunTime(session, place.schemaName, account)
    const { id, name, schemaName: schema, zone, currency } = place
    const ground: Ground = {
      session,
      workspace: { id, name, schema, zone, currency, model },
      clock,
      secret: config.secret,
    }
    const roles = await foundRoles(ground)
    const ctx = new Context(ground, systemActor(model, '首次设置'), { via: 'system', reason: '首次设置' })
    const pipeline = await ctx.create(Pipeline, { name: '标准销售流程', position: 0 })
    for (const [i, [stage, probability, outcome]] of firstStages.entries())
      await ctx.create(Stage, { pipeline: pipeline.id, name: stage, position: i + 1, probability, outcome })
    const user = await ctx.create(User, {
      name: administrator.name,
      email: administrator.email,
      roles: [roles['administrator'] as never],
    })
    const loginId = await auth.createLogin(login, session)
    await addMember(session, { workspaceId: id, loginId, userId: user.id })
    return { workspaceId: id, loginId, userId: user.id as string, schema }
  })
}
