import type { AppError } from '../errors.ts'
import type { ObjectModel } from '../schema/model.ts'
import { nameLiteral, type Sql, sql, value } from '../sql.ts'
import { UnknownFile } from './errors.ts'
import type { Values } from './read-input.ts'

/** A file in a field of a record. */
interface FileLink {
  /** Which of the written rows. */
  readonly row: number
  readonly record: string | null
  readonly field: string
  readonly file: string
}

/** The fields that hold files. */
export const fileFields = (object: ObjectModel): string[] =>
  [...object.fields.values()].filter((f) => f.field.kind === 'file').map((f) => f.name)

const linksOf = (object: ObjectModel, rows: readonly Values[]): FileLink[] => {
  const names = fileFields(object)
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

/** The files that rows name, and the records that they stand on by then. */
export const filesNamed = (object: ObjectModel, rows: readonly Values[]): { files: string[]; records: string[] } => {
  const links = linksOf(object, rows)
  return { files: [...new Set(links.map((l) => l.file))], records: links.flatMap((l) => l.record ?? []) }
}

/** Where a file may stand that a row names: anywhere for who uploaded it, else where it stands already. */
export interface FilePlace {
  readonly file: string
  /** Null: anywhere. */
  readonly record: string | null
  readonly field: string | null
}

/** The places of these files on these records, as a part of a statement; `mine` says whose files may stand anywhere. */
export const placesSql = (
  schema: string,
  files: Sql,
  records: Sql,
  mine: Sql,
): { readonly row: Sql; readonly from: Sql } => ({
  row: sql`json_build_object('file', f.id, 'record', case when ${mine} then null else l.record end, 'field', l.field)`,
  from: sql`from ${sql.id(schema, 'file')} f left join ${sql.id(schema, 'file_link')} l on l.file = f.id and l.record = any(${records})
    where f.id = any(${files}) and (${mine} or l.record is not null)`,
})

/**
 * People put only files of their own upload on a record, or such as were on it before (an undo puts them back). `rows` hold
 * what is to change, with the record's id where there is one already. A file that is not there and one of somebody else get
 * the same answer.
 */
export const checkFiles = (
  object: ObjectModel,
  rows: readonly Values[],
  places: readonly FilePlace[],
  report: (row: number, problem: AppError) => void,
): void => {
  const mine = new Set(places.filter((p) => p.record === null).map((p) => p.file))
  const there = new Set(places.map((p) => `${p.file} ${p.record} ${p.field}`))
  for (const { row, record, field, file } of linksOf(object, rows))
    if (!mine.has(file) && !there.has(`${file} ${record} ${field}`))
      report(row, UnknownFile({ field: object.fields.get(field)!.label }).at(field))
}

/** Which record holds which file: what `linkFilesSql` is given, as three lists. */
export const linkedFiles = (object: ObjectModel, rows: readonly Values[]): [string[], (string | null)[], string[]] => {
  const links = linksOf(object, rows)
  return [links.map((l) => l.file), links.map((l) => l.record), links.map((l) => l.field)]
}

/**
 * Notes which record holds which file, as a part of the write: by that a file is found readable, and the ones that no record
 * ever held are swept away. Notes are never taken back, since the record's history still names the file. A file that the
 * sweep took in this very moment is refused by its reference. The three lists are the values from number `at` on; `written` is the part of the rows written.
 */
export const linkFilesSql = (schema: string, object: ObjectModel, at: number, written?: string): Sql =>
  sql`insert into ${sql.id(schema, 'file_link')} (file, object, record, field)
    select distinct l.file, ${nameLiteral(object.name)}, l.record, l.field
    from unnest(${value(at, 'uuid[]')}, ${value(at + 1, 'uuid[]')}, ${value(at + 2, 'text[]')}) as l(file, record, field)
    ${written === undefined ? sql`` : sql`where l.record in (select id from ${sql.id(written)})`}
    on conflict (file, record, field) do update set object = excluded.object`

/** The field in which one of these rows names the file that the database did not find. */
export const fieldOfLost = (object: ObjectModel, rows: readonly Values[], detail = ''): string | undefined =>
  linksOf(object, rows).find((l) => detail.includes(l.file))?.field
