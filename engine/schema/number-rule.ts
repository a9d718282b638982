import { resetOf, type SerialPart, serialParts, type SerialReset, type SerialRule } from '#shared/serial-rule'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { serialKey } from '../write/serials/serials.ts'
import type { FieldModel, ObjectModel } from './model.ts'

const inRegex = (part: SerialPart): string => {
  if ('text' in part) return part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if ('date' in part) return part.date === 'yyyy' ? '(\\d{4})' : '(\\d{2})'
  return `(\\d{${part.digits},15})`
}

/** The period that a written number says it belongs to, as SQL over `m`, the parts that the pattern found in it. */
const periodSql = (parts: readonly SerialPart[], reset: SerialReset): string => {
  const caught = parts.filter((part) => !('text' in part))
  const at = (name: string) => caught.findIndex((part) => 'date' in part && part.date === name) + 1
  const year = at('yyyy') > 0 ? `m[${at('yyyy')}]` : `'20' || m[${at('yy')}]`
  const [month, day] = [`'-' || m[${at('mm')}]`, `'-' || m[${at('dd')}]`]
  return { never: `''`, year, month: `${year} || ${month}`, day: `${year} || ${month} || ${day}` }[reset]
}

/**
 * Sets the counters of a new rule behind every number that looks like one of its own, whichever rule it came from and
 * whether its record lives or not: so none is ever given twice. Counters only go up.
 */
export const claimNumbers = async (
  ctx: Context,
  session: Session,
  object: ObjectModel,
  field: FieldModel,
  rule: SerialRule,
): Promise<void> => {
  const { schema } = ctx.workspace
  const parts = serialParts(rule.pattern)
  const digits = parts.filter((part) => !('text' in part)).findIndex((part) => 'digits' in part) + 1
  await session.query(
    `insert into "${schema}".serial (key, period, last)
     select $1, period, max(number) from (
       select ${periodSql(parts, resetOf(rule))} as period, m[${digits}]::bigint as number
       from (select regexp_match("${field.name}", $2) as m from "${schema}"."${object.name}") given where m is not null) claimed
     group by period
     on conflict (key, period) do update set last = greatest(serial.last, excluded.last)`,
    [serialKey(object, field), `^${parts.map(inRegex).join('')}$`],
  )
}
