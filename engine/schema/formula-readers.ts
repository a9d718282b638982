import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { parseExpression } from '../expressions/index.ts'
import type { Field } from '../fields/field.ts'
import { checkRollup } from './check-rollup.ts'
import { expressionScope, fieldsRead } from './expression-scope.ts'
import { askFill } from './field-fill.ts'
import type { FieldModel, Model, ObjectModel } from './model.ts'
import { pinned } from './pinned.ts'
import { refuseUsed } from './usage/usage.ts'

interface Reader {
  readonly parent: ObjectModel
  readonly field: FieldModel
}

/** The roll-ups whose figure or condition looks at a formula, straight or through another formula. */
const readersOf = (model: Model, object: ObjectModel, name: string): Reader[] =>
  [...model.objects.values()].flatMap((parent) =>
    [...parent.fields.values()]
      .filter(({ field: { options }, retired }) => {
        const { rollup } = options
        if (retired || rollup?.of !== object.name) return false
        const asked = rollup.where ? fieldsRead(object, parseExpression(rollup.where, expressionScope(object))) : []
        const figure = rollup.field ? object.fields.get(rollup.field) : undefined
        return [...asked, ...(figure ? [figure] : [])].some((field) => reaches(object, field, name))
      })
      .map((field) => ({ parent, field })),
  )

const reaches = (object: ObjectModel, { name, field }: FieldModel, wanted: string): boolean =>
  name === wanted ||
  (field.kind === 'formula' &&
    fieldsRead(object, parseExpression(field.options.expression ?? 'null', expressionScope(object))).some((one) =>
      reaches(object, one, wanted),
    ))

/** Refuses another formula that what reads it cannot go on with: of another type, or changing by itself under a roll-up. */
export const checkReaders = async (ctx: Context, object: ObjectModel, existing: FieldModel, field: Field) => {
  if (field.kind !== 'formula') return
  if (field.options.result !== existing.field.options.result) await refuseUsed(ctx, object, existing)
  const { model } = ctx.workspace
  const fields = new Map(object.fields).set(existing.name, { ...existing, field })
  const changed = { ...model, objects: new Map(model.objects).set(object.name, { ...object, fields }) }
  for (const { parent, field: reader } of readersOf(model, object, existing.name))
    pinned('expression', () => checkRollup(changed, parent, reader.field.options.rollup))
}

/** Roll-ups that look at a formula see other figures once it is another one. */
export const refillReaders = async (ctx: Context, session: Session, object: ObjectModel, name: string) => {
  for (const { parent, field } of readersOf(ctx.workspace.model, object, name))
    await askFill(ctx, session, parent.name, field.name, field.field)
}
