import { defineError, type AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import type { Values } from './read-input.ts'

export const UnknownFile = defineError(
  'field.unknownFile',
  422,
  '“{field}”里有文件不存在,或不是你上传的,请重新上传',
  '“{field}” names a file that does not exist or that somebody else uploaded; upload it again',
)

/** A file in a field of a record. */
interface FileLink {
  /** Which of the written rows. */
  readonly row: number
  readonly record: string | null
  readonly field: string
  readonly file: string
}

const linksOf = (object: ObjectModel, rows: readonly Values[]): FileLink[] => {
  const names = [...object.fields.values()].filter((f) => f.field.kind === 'file').map((f) => f.name)
  return rows.flatMap((row, i) =>
    names.flatMap((field) =>
      ((row[field] ?? []) as readonly string[]).map((file) => ({
        row: i,
        record: (row['id'] ?? null) as string | null,
        field,
        file,
      })),
    ),
  )
}

/**
 * People put only files of their own upload on a record, or such as were on it before (an undo puts them back). `rows` hold
 * what is to change, with the record's id where there is one already. A file that is not there and one of somebody else get
 * the same answer.
 */
export const checkFiles = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  report: (row: number, problem: AppError) => void,
): Promise<void> => {
  const links = linksOf(object, rows)
  if (links.length === 0) return
  const s = `"${ctx.workspace.schema}"`
  const known = await ctx.session.query<{ id: string; record: string | null; field: string | null }>(
    `select f.id, case when f.creator = $2 or $3 then null else l.record end as record, l.field
     from ${s}.file f left join ${s}.file_link l on l.file = f.id and l.record = any($4)
     where f.id = any($1) and (f.creator = $2 or $3 or l.record is not null)`,
    [
      [...new Set(links.map((l) => l.file))],
      ctx.actor.id,
      ctx.actor.access.system,
      links.flatMap((l) => l.record ?? []),
    ],
  )
  const mine = new Set(known.filter((k) => k.record === null).map((k) => k.id))
  const there = new Set(known.map((k) => `${k.id} ${k.record} ${k.field}`))
  for (const { row, record, field, file } of links)
    if (!mine.has(file) && !there.has(`${file} ${record} ${field}`))
      report(row, UnknownFile({ field: object.fields.get(field)!.label['zh-CN'] }).at(field))
}

/**
 * Runs a write and notes, in its transaction, which record holds which file: by that a file is found readable, and the ones
 * that no record ever held are swept away. Notes are never taken back, since the record's history still names the file.
 */
export const withFiles = async <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const links = linksOf(object, rows)
  if (links.length === 0) return write(ctx)
  return ctx.transaction(async (inside) => {
    const s = `"${ctx.workspace.schema}"`
    // A file that the sweep took in this very moment is not in `file` any more: then the reference is refused below.
    const kept = await inside.session.query<{ file: string }>(
      `insert into ${s}.file_link (file, object, record, field)
       select distinct f.id, $1, l.record, l.field from unnest($2::uuid[], $3::uuid[], $4::text[]) as l(file, record, field)
       join ${s}.file f on f.id = l.file
       on conflict (file, record, field) do update set object = excluded.object returning file`,
      [object.name, links.map((l) => l.file), links.map((l) => l.record), links.map((l) => l.field)],
    )
    const there = new Set(kept.map((k) => k.file))
    const lost = links.find((l) => !there.has(l.file))
    if (lost) throw UnknownFile({ field: object.fields.get(lost.field)!.label['zh-CN'] }).at(lost.field)
    return write(inside)
  })
}
