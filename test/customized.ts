import {
  addField,
  buildModel,
  changeField,
  changeStandardField,
  Context,
  type FieldChange,
  finishTables,
  type NewField,
  readOverlay,
  type Rule,
  saveRule,
  type StandardChange,
  systemActor,
} from '#engine'
import { modules } from '#modules/all'
import type { Workspace } from './workspace.ts'

/** For tests: a workspace that is changed while people work. What it hands out knows all the changes so far. */
export const customized = (w: Workspace) => {
  let { model } = w
  const ground = () => ({ ...w.ground, workspace: { ...w.ground.workspace, model } })
  const system = (now?: string) => new Context(ground(), systemActor(model, '测试'), {}, now)
  const asked = async () => undefined
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    const before = model
    model = buildModel(modules, await readOverlay(w.session, w.schema, 0), before.zone)
    await finishTables(w.session, w.schema, model, before)
    return done
  }
  return {
    system,
    object: (name: string) => system().object(name),
    add: (field: NewField) => settled(addField(system(), field, asked)),
    change: (object: string, field: string, change: FieldChange) =>
      settled(changeField(system(), object, field, change, asked)),
    standard: (object: string, field: string, change: StandardChange) =>
      settled(changeStandardField(system(), object, field, change, asked)),
    rule: (object: string, rule: Partial<Rule>) => settled(saveRule(system(), object, null, rule, asked)),
    /** The administrator, as one who may do everything under the model as it is now. */
    administrator: () => new Context(ground(), { ...systemActor(model, '测试'), id: w.administrator.actor.id }),
  }
}
