import { type AppError, defineError, invalid } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { UnknownField } from '../../query/path.ts'
import { ReadOnly } from '../../write/errors.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { canRead } from '../../rights/access.ts'
import type { FileColumn } from '../analyse.ts'
import { joinsTarget, refusalOf, targetLabel } from '../belongings/check-targets.ts'
import { alikeMark } from '../rows/find-twins.ts'
import { joins } from '../rows/join-cells.ts'
import { namesCompanies } from '../../search/searched-fields.ts'
import { isIdentity, isImportable, isKey } from './importable.ts'
import type { ImportSettings } from './mapping.ts'

export const UnknownColumn = defineError(
  'import.unknownColumn',
  422,
  '文件里没有第 {column} 列',
  'There is no column {column} in the file',
)
export const MappedTwice = defineError(
  'import.mappedTwice',
  422,
  '有两列都对应到“{field}”,请只留一列',
  'Two columns go to “{field}”; keep one',
)
export const NothingMapped = defineError(
  'import.nothingMapped',
  422,
  '还没有任何一列对应到字段',
  'No column goes to a field yet',
)
export const NotAKey = defineError(
  'import.notAKey',
  422,
  '不能按“{field}”查找已有的记录',
  'Records cannot be looked for by “{field}”',
)
export const KeyNotMapped = defineError(
  'import.keyNotMapped',
  422,
  '查重用到“{field}”,但没有一列对应到它',
  'Duplicates are looked for by “{field}”, but no column goes to it',
)

/** Checks settings against the file and against what the caller may do; throws all that is wrong. */
export const checkSettings = (
  ctx: Context,
  object: ObjectModel,
  columns: readonly FileColumn[],
  settings: ImportSettings,
): void => {
  const problems: AppError[] = []
  const known = new Set(columns.map((c) => c.index))
  const fields = new Set<string>()
  const label = object.label
  for (const { column, field: name } of settings.mapping) {
    if (!known.has(column)) problems.push(UnknownColumn({ column: column + 1 }))
    const field = object.fields.get(name)
    const refusal = field ? ownRefusal(ctx, object, field) : refusalOf(ctx, object, name)
    if (refusal) problems.push(refusal)
    else if (fields.has(name) && !(field ? joins(object, field) : joinsTarget(ctx, name)))
      problems.push(MappedTwice({ field: field?.label ?? targetLabel(ctx, name) }).at(name))
    fields.add(name)
  }
  for (const written of settings.match.flat()) {
    const name = written.replace(alikeMark, '')
    const field = object.fields.get(name)
    if (!field || !canRead(ctx.actor.access, object, field))
      problems.push(UnknownField({ object: label, field: name }).at(name))
    else if (!isKey(ctx, object, field) || (written !== name && !namesCompanies(field)))
      problems.push(NotAKey({ field: field.label }).at(name))
    else if (!fields.has(name)) problems.push(KeyNotMapped({ field: field.label }).at(name))
  }
  if (problems.length > 0) throw problems.length === 1 ? problems[0]! : invalid(problems)
}

const ownRefusal = (ctx: Context, object: ObjectModel, field: FieldModel): AppError | null => {
  if (field.retired || !canRead(ctx.actor.access, object, field))
    return UnknownField({ object: object.label, field: field.name }).at(field.name)
  return isImportable(ctx, object, field) ? null : ReadOnly({ field: field.label }).at(field.name)
}

/** The keys that suit the columns mapped: identities, unique fields, composite keys, and what a form checks for duplicates. */
export const usualMatch = (ctx: Context, object: ObjectModel, mapped: ReadonlySet<string>): string[][] => {
  const fields = [...object.fields.values()].filter((f) => mapped.has(f.name) && isKey(ctx, object, f))
  const single = fields.filter((f) => isIdentity(ctx, object, f) || f.field.options.unique).map((f) => [f.name])
  const names = new Set(fields.map((f) => f.name))
  const composite = (object.def.unique ?? [])
    .map((key) => [...key])
    .filter((key) => key.every((name) => names.has(name)))
  const soft = (object.def.duplicates ?? []).filter((name) => names.has(name)).map((name) => [name])
  const seen = new Set<string>()
  return [...single, ...composite, ...soft].filter((key) => !seen.has(key.join()) && seen.add(key.join()))
}
