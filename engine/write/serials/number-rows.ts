import { resetOf, type SerialPart, serialParts, type SerialReset } from '#shared/serial-rule'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { isSearched } from '../../search/searched-fields.ts'
import { tokensColumn } from '../../search/index-row.ts'
import { endTokenSql } from '../../search/search-sql.ts'
import { compile, type Sql, sql, value } from '../../sql.ts'
import { run, statementFor } from '../../query/statements.ts'
import { serialKey, serialRuleOf } from './serials.ts'

const periods: Readonly<Record<SerialReset, string>> = {
  never: '',
  year: 'YYYY',
  month: 'YYYY-MM',
  day: 'YYYY-MM-DD',
}

const partSql = (part: SerialPart): Sql => {
  if ('text' in part) return sql`${part.text}::text`
  if ('date' in part) return sql`to_char(n.day, ${part.date.toUpperCase()})`
  return sql`lpad(n.number::text, greatest(${sql.raw(String(part.digits))}, length(n.number::text)), '0')`
}

/**
 * Gives numbers to the records among `ids` that have none, in the order of their making, as if each had got it on its own
 * day. The counters are those of new records: whoever creates meanwhile gets the next ones.
 */
export const numberRows = async (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  ids: readonly string[],
): Promise<void> => {
  const { schema, zone, model } = ctx.workspace
  const key = JSON.stringify(['number rows', schema, model.version, object.name, field.name, zone])
  const statement = statementFor(key, () => {
    const rule = serialRuleOf(field)
    const table = sql.id(schema, object.name)
    const serial = sql.id(schema, 'serial')
    const searched = isSearched(object) && field.field.options.search === true
    const tokens = sql.id(tokensColumn)
    const rows = sql`rows as (select id, "createdAt" at time zone ${zone}::text as day from ${table} where id = any(${value(0, 'uuid[]')}) and ${sql.id(field.name)} is null order by id for no key update)`
    const periodic = sql`periodic as (select id, day, to_char(day, ${periods[resetOf(rule)]}) as period from rows)`
    const counters = sql`counters as (insert into ${serial} as s (key, period, last) select ${serialKey(object, field)}::text, period, count(*) from periodic group by period
      on conflict (key, period) do update set last = s.last + excluded.last returning period, last)`
    const numbered = sql`numbered as (select p.id, p.day, c.last - count(*) over (partition by p.period) + row_number() over (partition by p.period order by p.id) as number
      from periodic p join counters c on c.period = p.period)`
    const text = sql.join(serialParts(rule.pattern).map(partSql), sql` || `)
    const given = sql`given as (select n.id, ${text} as text from numbered n)`
    const search = searched ? sql`, ${tokens} = t.${tokens} || array[${endTokenSql(field.name, sql`g.text`)}]` : sql``
    return compile(
      sql`with ${sql.join([rows, periodic, counters, numbered, given])} update ${table} as t set ${sql.id(field.name)} = g.text${search} from given g where t.id = g.id`,
    )
  })
  await run(ctx.session, statement, { values: [ids], actor: ctx.actor, now: ctx.now })
}
