import type { Session } from '../database.ts'
import type { ObjectDef } from '../object.ts'
import type { Workspace } from '../workspace.ts'
import { buildModel, emptyOverlay } from './build-model.ts'
import type { Model } from './model.ts'
import { upgrade } from './sync.ts'
import { addReference, createIndex, createTable, planTable, planTables } from './tables.ts'

/** Makes the table of a new object with its indexes, in the caller's transaction: it is empty, nobody waits. */
export const createObjectTable = async (
  session: Session,
  workspace: Workspace,
  def: ObjectDef<any, any>,
): Promise<void> => {
  const alone = buildModel(
    [{ name: '', label: '', needs: [], objects: [...declared(workspace.model), def], actions: [], en: {} }],
    emptyOverlay,
    workspace.zone,
  )
  const plan = planTable(alone.objects.get(def.name)!)
  await session.query(createTable(workspace.schema, plan))
  for (const reference of plan.references) await session.query(addReference(workspace.schema, plan.name, reference))
  for (const index of plan.indexes) await session.query(createIndex(workspace.schema, plan.name, index))
}

const declared = (model: Model) => [...model.objects.values()].map((o) => o.def)

/**
 * Builds what a changed model still lacks: references, and indexes one by one, while people work. Indexes that only the
 * model before had go: a field that need no longer be unique must not be held so.
 */
export const finishTables = async (session: Session, schema: string, model: Model, before: Model): Promise<void> => {
  const wanted = new Set(indexNames(model))
  for (const name of indexNames(before))
    if (!wanted.has(name) && [...before.objects.keys()].every((object) => model.objects.has(object)))
      await session.owner.query(`drop index concurrently if exists "${schema}"."${name}"`)
  await upgrade(session.owner, schema, model)
}

const indexNames = (model: Model) => planTables(model).flatMap((table) => table.indexes.map(({ name }) => name))
