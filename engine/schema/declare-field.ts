import { serialFault, type SerialRule } from '#shared/serial-rule'
import { AppError } from '../errors.ts'
import { parseCondition } from '../expressions/index.ts'
import type { Field, Rollup } from '../fields/field.ts'
import { kindOf, kinds } from '../fields/kinds.ts'
import { checkFormula } from './check-formula.ts'
import { checkRollup } from './check-rollup.ts'
import { expressionScope } from './expression-scope.ts'
import type { Model, ObjectModel } from './model.ts'
import { pinned } from './pinned.ts'
import * as errors from './schema-errors.ts'

/** A workspace's own field, as asked for. */
export interface NewField {
  readonly object: string
  /** Without the x_ that every own field begins with; made up when absent. */
  readonly name?: string
  readonly kind: string
  readonly label: string
  readonly labelEn?: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** All kinds but the ids and the JSON that are the engine's own. */
const addable = new Set(Object.keys(kinds).filter((kind) => kind !== 'id' && kind !== 'json'))

const known =
  'required unique help helpEn index search default options optionsEn colors to scale min max length expression result visibleWhen requiredWhen inverse parent pattern reset rollup'.split(
    ' ',
  )

/** Nobody fills these in: they are neither required nor preset, and the database needs not keep them apart. */
const made = new Set(['serial', 'formula', 'rollup'])

type Options = Record<string, unknown>

/** Checks what was asked and turns it into a declaration. `name`: of the field that it is to replace. */
export const declareField = (
  model: Model,
  object: ObjectModel,
  wanted: NewField,
  name: string | null = null,
): Field => {
  const { kind, label } = wanted
  if (!addable.has(kind)) throw errors.UnknownKind({ kind }).at('kind')
  const options: Options = Object.fromEntries(
    known.filter((key) => wanted.options?.[key] !== undefined).map((key) => [key, wanted.options![key]]),
  )
  if (made.has(kind)) for (const key of ['required', 'requiredWhen', 'unique', 'default', 'index']) delete options[key]
  checkers[kind]?.(model, object, options, name)
  for (const key of ['visibleWhen', 'requiredWhen'])
    if (options[key]) pinned(key, () => parseCondition(String(options[key]), expressionScope(object)))
  const field = { kind, label, options }
  checkValues(field)
  return field
}

const choice = (_: Model, __: ObjectModel, options: Options) => {
  const values = Object.keys((options['options'] as object | undefined) ?? {})
  if (values.length === 0) throw errors.NeedsOptions().at('options')
  for (const value of values)
    if (!/^[\p{L}\p{N}_-]{1,60}$/u.test(value)) throw errors.BadOption({ value }).at('options')
}

const reference = (model: Model, _: ObjectModel, options: Options) => {
  if (typeof options['to'] !== 'string' || !model.objects.has(options['to'])) throw errors.NeedsTarget().at('to')
}

const checkers: Readonly<
  Record<string, (model: Model, object: ObjectModel, options: Options, name: string | null) => void>
> = {
  choice,
  multiChoice: choice,
  ref: reference,
  refs: reference,
  relatedTo: (model, _, options) => {
    const to = [options['to'] ?? []].flat() as string[]
    if (to.length === 0 || !to.every((one) => model.objects.has(one))) throw errors.NeedsTarget().at('to')
    options['to'] = to
  },
  serial: (_, __, options) => {
    options['pattern'] ??= '{000000}'
    const fault = serialFault(options as unknown as SerialRule)
    if (fault) throw errors.numberFault(fault)
    options['unique'] = true
  },
  formula: (_, object, options, name) => {
    const { expression = '', result } = options as { expression?: string; result?: string }
    options['result'] = pinned('expression', () => checkFormula(object, name, expression, result))
  },
  rollup: (model, object, options) => {
    options['rollup'] = checkRollup(model, object, options['rollup'] as Partial<Rollup> | undefined)
  },
}

/** The limits and the default are values of the field themselves. */
const checkValues = (field: Field): void => {
  const options = field.options as Options
  if (made.has(field.kind)) return
  const { min: _, max: __, ...free } = options
  for (const key of ['min', 'max'] as const)
    if (options[key] !== undefined) options[key] = read({ ...field, options: free }, options[key], key)
  if (options['min'] !== undefined && options['max'] !== undefined && Number(options['min']) > Number(options['max']))
    throw errors.BadRange().at('min')
  if (options['default'] === null || options['default'] === '') delete options['default']
  if (options['default'] !== undefined) options['default'] = read(field, options['default'], 'default')
}

const read = (field: Field, value: unknown, at: string): unknown => {
  try {
    return kindOf(field).parse(value, field)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw errors.BadDefault({ why: { 'zh-CN': error.say('zh-CN'), en: error.say('en') } }).at(at)
  }
}
