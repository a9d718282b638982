import { AppError } from '../errors.ts'
import { UnknownField } from '../query/path.ts'
import { type Access, canRead, fieldRight } from '../rights/access.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { ReadOnly } from './errors.ts'

/** A record's values in their stored form, by field name. */
export type Values = { readonly [field: string]: unknown }

/**
 * Who hands the values over: a person or program outside; code of ours, which may set read-only fields; or `parsed`, an
 * outsider again whose values their kinds have read already, as an import does, so that a file is not read twice.
 */
export type Trust = 'outside' | 'code' | 'parsed'

const made = new Set(['serial', 'formula', 'rollup'])

/** Nobody writes these, not even our own actions. */
const untouchable = (field: FieldModel) =>
  field.system || made.has(field.field.kind) || field.field.options.computed === true

/**
 * Checks the values that someone wants to write: known fields, the right to write them, the form of each. Gives them back
 * in stored form; empty text and empty lists become null, or the default of a field that has one. Problems are collected
 * in `problems`, all of them.
 */
export const readInput = (
  access: Access,
  object: ObjectModel,
  input: Values,
  trust: Trust,
  problems: AppError[],
): Record<string, unknown> => {
  const values: Record<string, unknown> = Object.create(null)
  for (const [name, given] of Object.entries(input)) {
    const field = object.fields.get(name)
    const way = wayOf(access, object, field)
    if (!field || way === 'unknown') {
      problems.push(UnknownField({ object: object.label, field: name }).at(name))
      continue
    }
    if (way === 'closed' || (way === 'code' && trust !== 'code')) {
      problems.push(ReadOnly({ field: field.label }).at(name))
      continue
    }
    const empty = given === null || given === undefined || given === '' || (Array.isArray(given) && given.length === 0)
    try {
      const value = empty ? null : orNull(trust === 'parsed' ? given : field.kind.parse(given, field.field))
      values[name] = value ?? field.field.options.default ?? null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      problems.push(error.at(name))
    }
  }
  return values
}

/** Is a field unknown to these rights, closed to all writers, open to code only, or open. */
type Way = 'unknown' | 'closed' | 'code' | 'open'

const ways = new WeakMap<Access, WeakMap<FieldModel, Way>>()

/** Rights do not change within one `Access`: worked out once, not for every cell of a hundred thousand rows. */
const wayOf = (access: Access, object: ObjectModel, field: FieldModel | undefined): Way => {
  if (!field) return 'unknown'
  let known = ways.get(access)
  if (!known) ways.set(access, (known = new WeakMap()))
  const found = known.get(field)
  if (found) return found
  const way =
    field.retired || !canRead(access, object, field)
      ? 'unknown'
      : untouchable(field) || fieldRight(access, object, field) !== 'write'
        ? 'closed'
        : field.field.options.readOnly
          ? 'code'
          : 'open'
  known.set(field, way)
  return way
}

// A kind may find that what looked like something is nothing: "   " is no name.
const orNull = (value: unknown) => (value === '' || (Array.isArray(value) && value.length === 0) ? null : value)
