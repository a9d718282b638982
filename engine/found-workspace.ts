import { partitionStatements } from './changes/partitions.ts'
import { creationScript } from './schema/sync.ts'
import { Context } from './context.ts'
import type { Session } from './database.ts'
import { standardRoles } from './object.ts'
import { systemActor } from './rights/actor.ts'
import { firstRoles, Role } from './rights/people.ts'
import type { Model } from './schema/model.ts'
import type { Ground } from './workspace.ts'
import { createRecords } from './write/create.ts'

/** Makes the tables of a new workspace, in one transaction and one round trip. */
export const createTables = async (session: Session, schema: string, model: Model, now = new Date()): Promise<void> => {
  await session.query([creationScript(schema, model), ...partitionStatements(schema, now)].join(';\n'))
}

/** Gives a new workspace its standard roles; the answer is their ids by name. */
export const foundRoles = async (ground: Ground): Promise<Record<string, string>> => {
  const ctx = new Context(ground, systemActor(ground.workspace.model, '新建公司'), {
    via: 'system',
    reason: '新建公司',
  })
  const rows = standardRoles.map((name) => {
    const { label, labelEn, abilities } = firstRoles[name]
    return { name, label, labelEn, basis: name, abilities: [...abilities] }
  })
  const made = await createRecords(ctx, ctx.object(Role.name), rows)
  return Object.fromEntries(standardRoles.map((name, i) => [name, made[i]!.id]))
}
