import type { AppError, Language, Word } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { UnknownField } from '../../query/path.ts'
import { canRead, scopesOf } from '../../rights/access.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { Forbidden, ReadOnly, verbs } from '../../write/errors.ts'
import { joins } from '../rows/join-cells.ts'
import { belongingTo, lentFields, mayLend } from './lenders.ts'
import { readTarget } from './target.ts'

/** What stands in the way of a column that goes to a record belonging to the row's; null where nothing does. */
export const refusalOf = (ctx: Context, object: ObjectModel, written: string): AppError | null => {
  const target = readTarget(written)
  const unknown = () => UnknownField({ object: object.label, field: written }).at(written)
  const lender = target && belongingTo(ctx, object).find((l) => l.object.name === target.object)
  const { access } = ctx.actor
  if (!lender || scopesOf(access, lender.object, 'read').size === 0) return unknown()
  if (!mayLend(ctx, lender)) return Forbidden({ action: verbs.import, object: lender.object.label }).at(written)
  const field = lender.object.fields.get(target.field)
  if (!field || field.retired || !canRead(access, lender.object, field)) return unknown()
  return lentFields(ctx, lender).includes(field) ? null : ReadOnly({ field: field.label }).at(written)
}

/** May several columns go to it: 姓 and 名 of a contact. */
export const joinsTarget = (ctx: Context, written: string): boolean => {
  const { object, field } = targetField(ctx, written)
  return object !== undefined && field !== undefined && joins(object, field)
}

const targetField = (ctx: Context, written: string) => {
  const target = readTarget(written)
  const object = target ? ctx.workspace.model.objects.get(target.object) : undefined
  return { target, object, field: target ? object?.fields.get(target.field) : undefined }
}

/** What a person calls such a column: 联系人 2 · 手机. */
export const targetLabel = (ctx: Context, written: string): Word => {
  const { target, object, field } = targetField(ctx, written)
  if (!target || !field) return written
  const say = (language: Language) =>
    `${object!.label[language]}${target.ordinal === 1 ? '' : ` ${target.ordinal}`} · ${field.label[language]}`
  return { 'zh-CN': say('zh-CN'), en: say('en') }
}
