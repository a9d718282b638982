import type { Session } from '../database.ts'
import type { ObjectDef } from '../object.ts'
import type { Workspace } from '../workspace.ts'
import { buildModel } from './build-model.ts'
import type { Model } from './model.ts'
import { buildIndexes, difference } from './sync.ts'
import { addReference, createIndex, createTable, planTable } from './tables.ts'

/** Makes the table of a new object with its indexes, in the caller's transaction: it is empty, nobody waits. */
export const createObjectTable = async (
  session: Session,
  workspace: Workspace,
  def: ObjectDef<any, any>,
): Promise<void> => {
  const alone = buildModel(
    [{ name: '', label: '', needs: [], objects: [...declared(workspace.model), def], actions: [], en: {} }],
    { version: 0, objects: [], fields: [] },
    workspace.zone,
  )
  const plan = planTable(alone.objects.get(def.name)!)
  await session.query(createTable(workspace.schema, plan))
  for (const reference of plan.references) await session.query(addReference(workspace.schema, plan.name, reference))
  for (const index of plan.indexes) await session.query(createIndex(workspace.schema, plan.name, index))
}

const declared = (model: Model) => [...model.objects.values()].map((o) => o.def)

/** Builds what a changed model still lacks: indexes one by one, while people work. */
export const finishTables = async (session: Session, schema: string, model: Model): Promise<void> => {
  const lack = await difference(session, schema, model)
  await buildIndexes(session, schema, lack)
}
