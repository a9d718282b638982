import { and, column, compile, type Sql, sql, type Statement, value } from '../../sql.ts'
import type { Context } from '../../context.ts'
import { type AppError, listed } from '../../errors.ts'
import { run, statementFor } from '../../query/statements.ts'
import { canSearch } from '../../rights/access.ts'
import { scopeSql } from '../../rights/scope.ts'
import { pinyinOrder } from '../../schema/tables.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../../schema/model.ts'
import { isUuid } from '../../uuid.ts'
import { NoSuchRecord, rowProblem, SeveralRecords } from './problem.ts'
import { keepLinked } from './kept-links.ts'
import type { OpenLink, ReadRow } from './read-cells.ts'
import { textHash } from './text-hash.ts'

/** What texts were found to mean, kept over the batches of one import: the id, or why there is none. */
export type KnownLinks = Map<string, string | 'none' | 'several'>

const mostKnown = 50_000

/** Hashes of what the file's own rows are called: a reference to one of them is found when all rows are in. */
export type TitlesInFile = ReadonlySet<number>

/**
 * Puts the ids of the records that cells name into the rows' values: by number, unique field, or title, whichever is the
 * first to find one, among the records the caller may see. One statement for each object pointed to, however many rows.
 */
export const findLinks = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly ReadRow[],
  known: KnownLinks,
  inFile: TitlesInFile,
): Promise<void> => {
  const links = rows.flatMap((r) => r.links)
  for (const [key, group] of Map.groupBy(links, (l) => `${l.target} ${l.by ?? ''}`)) {
    const { target, by } = group[0]!
    const texts = [...new Set(group.flatMap((l) => l.texts))].filter(
      (text) => !isUuid(text) && !known.has(`${key} ${text}`),
    )
    if (texts.length === 0) continue
    if (known.size + texts.length > mostKnown) known.clear()
    const found = await lookUp(ctx, objectOf(ctx.workspace.model, target), by, texts)
    for (const text of texts) known.set(`${key} ${text}`, found.get(text) ?? 'none')
  }
  for (const row of rows)
    for (const link of row.links) fillIn(ctx, row, link, known, link.target === object.name ? inFile : nobody)
  await keepLinked(ctx, object, rows)
  // What this file makes may be there by the next lot.
  for (const [key, id] of known) if (id === 'none' && key.startsWith(`${object.name} `)) known.delete(key)
}

const nobody: TitlesInFile = new Set()

const fillIn = (ctx: Context, row: ReadRow, link: OpenLink, known: KnownLinks, inFile: TitlesInFile): void => {
  const { field, target, by, texts, column: at } = link
  const ids: string[] = []
  for (const text of texts) {
    const id = isUuid(text) ? text : (known.get(`${target} ${by ?? ''} ${text}`) ?? 'none')
    if (id !== 'none' && id !== 'several') ids.push(id)
    else if (id === 'none' && texts.length === 1 && inFile.has(textHash(text)))
      row.late.push({ field: field.name, text, ...(by === undefined ? {} : { by }) })
    else {
      const problem = unfound(ctx, objectOf(ctx.workspace.model, target), id, text)
      row.problems.push(rowProblem(problem.at(field.name), { column: at, value: text.slice(0, 200) }))
    }
  }
  if (ids.length < texts.length) return
  row.values[field.name] =
    field.field.kind === 'refs' ? ids : field.field.kind === 'relatedTo' ? { object: target, id: ids[0] } : ids[0]
}

/** Why a text stands for no record, and what to write instead. */
export const unfound = (ctx: Context, target: ObjectModel, why: string, text: string): AppError => {
  const said = { object: target.label, value: text.slice(0, 100) }
  if (why === 'none') return NoSuchRecord(said)
  const only = fieldsToTry(ctx, target, undefined).filter((f) => f.name !== target.def.title)
  const id = { 'zh-CN': ' ID ', en: 'ID' }
  return SeveralRecords({ ...said, by: only.length > 0 ? listed(only) : id })
}

/** The ids of records by what they are called; those of which there are several are said to be so. */
export const lookUp = async (
  ctx: Context,
  target: ObjectModel,
  by: string | undefined,
  texts: readonly string[],
): Promise<Map<string, string>> => {
  const fields = fieldsToTry(ctx, target, by)
  const found = new Map<string, string>()
  if (fields.length === 0) return found
  const { schema } = ctx.workspace
  const { access } = ctx.actor
  const key = JSON.stringify(['links', schema, access.key, target.name, fields.map((f) => f.name)])
  const statement = statementFor(key, () => compileLookUp(ctx, target, fields))
  const values = fields.map((f) => texts.map((text) => stored(f, text)))
  // Planned anew each time: other tables grow while this import runs.
  const rows = await run<{ n: number; rank: number; id: string }>(
    ctx.session,
    statement,
    { values, actor: ctx.actor, now: ctx.now },
    true,
  )
  for (const [n, same] of Map.groupBy(rows, (r) => r.n)) {
    const first = Math.min(...same.map((r) => r.rank))
    const ids = new Set(same.filter((r) => r.rank === first).map((r) => r.id))
    found.set(texts[n - 1]!, ids.size === 1 ? [...ids][0]! : 'several')
  }
  return found
}

/** The form in which the field keeps this text; null for what it cannot hold. */
const stored = (field: FieldModel, text: string): string | null => {
  if (field.field.kind === 'serial') return text
  try {
    return String(field.kind.parse(field.kind.fromText(text, field.field), field.field))
  } catch {
    return null
  }
}

const fieldsToTry = (ctx: Context, target: ObjectModel, by: string | undefined): FieldModel[] => {
  const readable = [...target.fields.values()].filter(
    (f) => !f.retired && f.kind.column === 'text' && canSearch(ctx.actor.access, target, f),
  )
  if (by !== undefined) return readable.filter((f) => f.name === by)
  const first = readable.filter((f) => f.field.kind === 'serial' || f.field.options.unique)
  return [...first, ...readable.filter((f) => f.name === target.def.title && !first.includes(f))]
}

const compileLookUp = (ctx: Context, target: ObjectModel, fields: readonly FieldModel[]): Statement => {
  const { schema } = ctx.workspace
  const { access } = ctx.actor
  const left = target.fields.has('active') && target.name === 'user' ? sql`t."active"` : sql`true`
  const each = fields.map((field, rank) => {
    const where = and([
      equals(target, field),
      sql`t."deletedAt" is null`,
      left,
      scopeSql(access, schema, target, 't', 'read'),
    ])
    return sql`select k.n::int as n, ${sql.raw(String(rank))} as rank, x.id from unnest(${value(rank, 'text[]')}) with ordinality k(text, n)
      cross join lateral (select t.id from ${sql.id(schema, target.name)} as t where ${where} limit 2) x`
  })
  return compile(sql.join(each, sql` union all `) as Sql)
}

/** The title has an index in the order of pinyin, which serves only comparisons in that order. */
const equals = (target: ObjectModel, field: FieldModel): Sql => {
  const byTitle = field.name === target.def.title && field.kind.collated && !field.field.options.unique
  return byTitle
    ? sql`${column('t', field.name)} = k.text collate ${sql.raw(pinyinOrder)}`
    : sql`${column('t', field.name)} = k.text`
}
